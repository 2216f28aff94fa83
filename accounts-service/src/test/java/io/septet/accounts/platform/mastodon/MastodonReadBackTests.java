package io.septet.accounts.platform.mastodon;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How an earlier send is recognised among an account's own posts. */
class MastodonReadBackTests extends PlatformFixture implements MastodonUnderTest {
    @Test
    void looksThroughTheAccountsOwnPostsWithoutBoosts() {
        own("own.json");

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/api/v1/accounts/14715/statuses"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("exclude_reblogs", equalTo("true"))
                        .withQueryParam("max_id", absent())
                        .withQueryParam("limit", equalTo("40")));
    }

    @Test
    void recognisesAPostInItsHtml() {
        own("own-marked-up.json");
        var sent =
                "Ferry & bridge <news> with @city@social.example\n"
                        + "See https://example.com/ferries/timetable?line=7&day=mon\n\n#ferry";

        assertThat(readBack(address(), Map.of(), text(sent)))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found -> {
                            assertThat(found.equal())
                                    .extracting(Seen::platformId)
                                    .containsExactly("103254962155278891");
                            assertThat(found.equal().getFirst().text()).contains("& bridge <news>");
                        });
    }

    @Test
    void looksPageByPageUntilAPostIsOldOrNoneIsLeft() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/api/v1/accounts/14715/statuses"))
                        .withQueryParam("max_id", equalTo("498"))
                        .willReturn(body(200, "empty.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found -> assertThat(found.different()).hasSize(3));
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(20, getRequestedFor(urlPathEqualTo("/api/v1/accounts/14715/statuses")));
    }
}
