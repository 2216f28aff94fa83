package io.septet.accounts.platform.linkedin;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an earlier send is recognised among what an organisation has posted. */
class LinkedInReadBackTests extends PlatformFixture implements LinkedInUnderTest {
    @Test
    void looksThroughTheOrganisationsOwnPosts() {
        own("own.json");

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found ->
                                assertThat(found.different())
                                        .as("without drafts")
                                        .extracting(Seen::text)
                                        .containsExactly("Hello again", "Hello"));
        server.verify(
                1,
                getRequestedFor(
                                urlEqualTo(
                                        "/rest/posts?q=author&sortBy=CREATED&author=urn%3Ali%3Aorganization%3A5583111&start=0&count=50"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("LinkedIn-Version", equalTo("202608"))
                        .withHeader("X-RestLi-Method", equalTo("FINDER")));
    }

    @Test
    void recognisesAPostBehindTheBackslashes() {
        own("own-marked-up.json");
        var picture = pictured(null).media().getFirst();
        var sent =
                new Content(
                        "Ferry (new) #ferry with @[Jiangcheng Desk](urn:li:organization:241)",
                        List.of(picture, picture),
                        null,
                        null);

        assertThat(readBack(address(), Map.of(), sent))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void looksPageByPageToTheEnd() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/rest/posts"))
                        .withQueryParam("start", equalTo("50"))
                        .willReturn(body(200, "own.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(20, getRequestedFor(urlPathEqualTo("/rest/posts")));
    }

    @Test
    void whatMembersHavePostedNobodyMayLook() {
        var request = new SendRequest(DELIVERY, WORKSPACE, text("Hello"), NOW, Map.of());

        assertThat(
                        at(address())
                                .readBack(
                                        new FeedAccess("feed", MEMBER, "lin", null, TOKEN),
                                        request,
                                        NOW))
                .isInstanceOf(ReadBack.Impossible.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void aTokenThatMayNotReadCannotLook() {
        server.stubFor(
                get(urlPathEqualTo("/rest/posts")).willReturn(body(403, "access-denied.json")));

        assertThat(readBack()).isInstanceOf(ReadBack.Impossible.class);
    }

    @Test
    void ofMembersTheApiTellsNoFollowers() {
        assertThat(at(address()).accountMetrics(new FeedAccess("feed", MEMBER, "lin", null, TOKEN)))
                .isEqualTo(new MetricsOutcome.Read(Map.of(), List.of()));
        server.verify(0, anyRequestedFor(anyUrl()));
    }
}
