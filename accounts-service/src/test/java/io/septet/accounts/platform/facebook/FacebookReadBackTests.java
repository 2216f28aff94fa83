package io.septet.accounts.platform.facebook;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an earlier send is recognised among a page's own posts. */
class FacebookReadBackTests extends PlatformFixture implements FacebookUnderTest {
    @Test
    void looksThroughWhatThePageHasPublished() {
        own("own.json");

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("since", equalTo("1772355540"))
                        .withQueryParam("after", absent()));
    }

    @Test
    void recognisesAnAlbumWhoseLinkFacebookLeadsThroughItself() {
        own("own-album.json");
        var picture = pictured(null).media().getFirst();
        var sent =
                new Content(
                        "Ferry news https://example.com/ferry?line=7",
                        List.of(picture, picture),
                        null,
                        null);

        assertThat(readBack(address(), Map.of(), sent))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found -> {
                            assertThat(found.equal())
                                    .extracting(Seen::platformId)
                                    .containsExactly(PAGE + "_1356", PAGE + "_1357");
                            assertThat(found.different()).hasSize(2);
                        });
    }

    @Test
    void tellsAfterwardsWherePeopleSeeAPost() {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + PAGE + "_122"))
                        .withQueryParam("fields", equalTo("permalink_url"))
                        .willReturn(body(200, "created.json")));

        assertThat(at(address()).link(feed(address()), PAGE + "_122"))
                .contains(URI.create("https://www.facebook.com/122/posts/1353"));
        assertThat(at(address()).link(feed(address()), "12")).isEmpty();
    }

    @Test
    void looksPageByPageToTheEnd() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts"))
                        .withQueryParam("after", equalTo("QVFIUm"))
                        .willReturn(body(200, "own.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(20, getRequestedFor(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts")));
    }
}
