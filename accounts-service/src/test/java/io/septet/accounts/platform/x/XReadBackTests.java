package io.septet.accounts.platform.x;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an earlier send is recognised among an account's own posts. */
class XReadBackTests extends PlatformFixture implements XUnderTest {
    @Test
    void looksThroughTheAccountsOwnPostsWithNothingLeftOut() {
        own("own.json");

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/2/users/2244994945/tweets"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("start_time", equalTo("2026-03-01T08:59:00Z"))
                        .withQueryParam("exclude", absent())
                        .withQueryParam("pagination_token", absent())
                        .withQueryParam("max_results", equalTo("100")));
    }

    @Test
    void recognisesAPostBehindShortLinksAndTheLinkOfItsPicture() {
        own("own-linked.json");
        var sent =
                new Content(
                        "Ferry & bridge <news>: https://example.com/ferries?line=7&day=mon and example.org.",
                        pictured(null).media(),
                        null,
                        null);

        assertThat(readBack(address(), Map.of("media.0", MEDIA), sent))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found ->
                                assertThat(found.equal())
                                        .extracting(Seen::platformId)
                                        .containsExactly("1445880548472328195"));
    }

    @Test
    void recognisesALongPostByAllOfItsText() {
        own("own-long.json");

        assertThat(readBack(address(), Map.of(), text("Hello, all of it")))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void looksPageByPageToTheEnd() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/2/users/2244994945/tweets"))
                        .withQueryParam(
                                "pagination_token", equalTo("7140dibdnow9c7btw3z2wtqxpmzabcd"))
                        .willReturn(body(200, "own.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found -> {
                            assertThat(found.equal()).hasSize(1);
                            assertThat(found.different()).hasSize(4);
                        });
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(20, getRequestedFor(urlPathEqualTo("/2/users/2244994945/tweets")));
    }

    @Test
    void aListWithFewerPostsThanItSaysIsNoAnswer() {
        own("own-short.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }
}
