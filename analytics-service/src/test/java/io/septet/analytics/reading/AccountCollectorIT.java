package io.septet.analytics.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountCollectorIT extends AnalyticsOnRedis {
    private final String feed = Ids.next();

    @Test
    void anAccountIsReadAtOnceSomeHoursLaterAndDaily() {
        connected(feed, "River");

        assertThat(nextAccount()).isEqualTo(NINE.plusSeconds(60));
        assertThat(collectAccountsAt(NINE.plusSeconds(59), feed, Map.of("followers", 1L))).isZero();
        assertThat(collectAccountsAt(NINE.plusSeconds(60), feed, Map.of("followers", 7L))).isOne();
        assertThat(nextAccount()).isEqualTo(NINE.plus(Duration.ofHours(3)));
        assertThat(collectAccountsAt(NINE.plus(Duration.ofHours(4)), feed, Map.of("followers", 9L)))
                .isOne();
        assertThat(nextAccount()).isEqualTo(NINE.plus(Duration.ofDays(1)));
        // Nobody was there for three days.
        assertThat(collectAccountsAt(NINE.plus(Duration.ofDays(3)), feed, Map.of("followers", 0L)))
                .isOne();
        assertThat(nextAccount()).isEqualTo(NINE.plus(Duration.ofDays(4)));

        assertThat(account(NINE, NINE.plus(Duration.ofDays(2))).path("followers"))
                .isEqualTo(
                        json.readTree(
                                "{\"value\":9,\"at\":\"2024-03-01T13:00:00Z\",\"before\":null}"));
        assertThat(account(NINE.plusSeconds(3600), NINE.plus(Duration.ofDays(9))).path("followers"))
                .isEqualTo(
                        json.readTree(
                                "{\"value\":0,\"at\":\"2024-03-04T09:00:00Z\",\"before\":7}"));
        // Nothing was read in these periods.
        assertThat(reported(NINE.plus(Duration.ofDays(5)), NINE.plus(Duration.ofDays(6))))
                .isEmpty();
        assertThat(reported(NINE.minus(Duration.ofDays(5)), NINE)).isEmpty();
    }

    @Test
    void aPlatformThatIsDownLeavesAGap() {
        connected(feed, "River");
        accounts.stubFor(askedAccount(feed).willReturn(aResponse().withStatus(500)));

        assertThat(collectAccountsAt(NINE.plusSeconds(60))).isZero();
        assertThat(nextAccount()).isEqualTo(NINE.plusSeconds(60 + 900));
        assertThat(reported(NINE.minusSeconds(60), NINE.plusSeconds(999))).isEmpty();

        accounts.stubFor(
                askedAccount(feed)
                        .willReturn(
                                okJson(
                                        "{\"at\":\"2024-03-01T09:16:00Z\",\"metrics\":{},\"retryAfterSeconds\":3600}")));
        assertThat(collectAccountsAt(NINE.plusSeconds(960))).isZero();
        assertThat(nextAccount()).isEqualTo(NINE.plusSeconds(960 + 3600));
    }

    @Test
    void onlyNumbersThatCanBeBelievedAreKept() {
        connected(feed, "River");
        accounts.stubFor(
                askedAccount(feed)
                        .willReturn(
                                okJson(
                                        """
                                        {"at":"2024-03-01T09:01:00Z","metrics":{"followers":null,"following":-1,
                                         "views":9223372036854775807,"a:b":3,"profileViews":12}}
                                        """)));

        assertThat(collectAccountsAt(NINE.plusSeconds(60))).isOne();

        assertThat(account(NINE, NINE.plusSeconds(600)))
                .isEqualTo(
                        json.readTree(
                                "{\"profileViews\":{\"value\":12,\"at\":\"2024-03-01T09:01:00Z\",\"before\":null}}"));
    }

    @Test
    void aRemovedFeedIsReadNoMoreAndKeepsItsReadings() {
        connected(feed, "River");
        collectAccountsAt(NINE.plusSeconds(60), feed, Map.of("followers", 7L));

        feedChanged(3, Map.of("id", feed, "removed", true));
        // Told late, out of order.
        feedChanged(2, Map.of("id", feed, "platform", "mastodon", "name", "Stream"));

        assertThat(nextAccount()).isNull();
        assertThat(collectAccountsAt(NINE.plus(Duration.ofDays(2)))).isZero();
        assertThat(account(NINE, NINE.plusSeconds(600)).at("/followers/value").asInt())
                .isEqualTo(7);
        assertThat(part(NINE, NINE.plusSeconds(600)).path("name").asString()).isEqualTo("River");
    }

    @Test
    void aNewNameIsTakenInAndNothingIsReadMoreOften() {
        connected(feed, "River");
        collectAccountsAt(NINE.plusSeconds(60), feed, Map.of("followers", 7L));

        feedChanged(2, Map.of("id", feed, "platform", "mastodon", "name", "Stream"));

        assertThat(part(NINE, NINE.plusSeconds(600)).path("name").asString()).isEqualTo("Stream");
        assertThat(nextAccount()).isEqualTo(NINE.plus(Duration.ofHours(3)));
    }

    private JsonNode account(Instant from, Instant to) {
        return part(from, to).path("account");
    }

    private JsonNode part(Instant from, Instant to) {
        return reported(from, to).path(0);
    }

    private JsonNode reported(Instant from, Instant to) {
        return get("/reports/overview?from=" + from + "&to=" + to + "&feeds=" + feed).path("feeds");
    }

    private @Nullable Instant nextAccount() {
        var score = redis.opsForZSet().score("analytics:{p00}:collect-accounts", feed);
        return score == null
                ? null
                : Instant.ofEpochMilli(Objects.requireNonNull(score).longValue());
    }
}
