package io.septet.analytics.reading;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.analytics.tracked.LatestValue;
import io.septet.analytics.tracked.TrackedPublication;
import io.septet.kit.id.Ids;
import io.septet.kit.trust.InternalClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;

class CollectorIT extends AnalyticsOnRedis {
    private final String feed = Ids.next();

    @Autowired private InternalClients clients;

    @Test
    void nothingIsReadBeforeItsTime() {
        var publication = published(feed, NINE);

        assertThat(collectAt(NINE.plusMillis(29_999))).isZero();

        assertThat(questions()).isZero();
        assertThat(now(publication).readings()).isZero();
    }

    @Test
    void theFirstReadingIsKeptAndTold() {
        var publication = published(feed, NINE);
        var at = NINE.plusSeconds(31);
        reports(feed, at, Map.of(publication, Map.of("likes", 3L, "views", 40L)));

        assertThat(collectAt(at)).isOne();

        assertThat(now(publication).metrics())
                .containsExactly(
                        Map.entry("views", new LatestValue(40, at)),
                        Map.entry("likes", new LatestValue(3, at)));
        assertThat(readingsOf(publication))
                .containsExactly(new Reading(at, Map.of("views", 40L, "likes", 3L)));
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(60));
        assertThat(told())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("type").asString()).isEqualTo("reading.taken");
                    assertThat(event.path("id").asString()).isEqualTo(publication.delivery());
                    assertThat(event.path("version").asLong()).isEqualTo(2);
                    assertThat(event.at("/data/at").asString()).isEqualTo(at.toString());
                    assertThat(event.at("/data/metrics/likes").asLong()).isEqualTo(3);
                });
    }

    @Test
    void asksInTheNameOfThisServiceForWhatThePlatformCallsIt() {
        var publication = published(feed, NINE);
        reports(feed, NINE.plusSeconds(30), Map.of(publication, Map.of("likes", 3L)));

        collectAt(NINE.plusSeconds(30));

        var question = accounts.findAll(postRequestedFor(anyUrl())).getFirst();
        assertThat(question.getHeader(HttpHeaders.AUTHORIZATION)).startsWith("Bearer ey");
        assertThat(question.getBodyAsString())
                .isEqualTo("{\"ids\":[\"" + publication.platformId() + "\"]}");
    }

    @Test
    void everyReadingIsKeptUntilTheCadenceEnds() {
        var publication = published(feed, NINE);
        long likes = 0;
        for (var due = nextReading(publication); due != null; due = nextReading(publication)) {
            likes++;
            reports(feed, due, Map.of(publication, Map.of("likes", likes)));
            assertThat(collectAt(due)).isOne();
        }

        assertThat(readingsOf(publication)).hasSize(13);
        assertThat(readingsOf(publication).getLast().at())
                .isEqualTo(NINE.plus(Duration.ofDays(30)));
        assertThat(now(publication).readings()).isEqualTo(13);
        assertThat(now(publication).metrics().get("likes"))
                .isEqualTo(new LatestValue(13, NINE.plus(Duration.ofDays(30))));
    }

    @Test
    void aMetricLeftOutKeepsItsLastValueAndIsNotInTheReading() {
        var publication = published(feed, NINE);
        var first = NINE.plusSeconds(30);
        var second = NINE.plusSeconds(60);
        reports(feed, first, Map.of(publication, Map.of("likes", 3L, "clicks", 2L)));
        collectAt(first);
        reports(feed, second, Map.of(publication, Map.of("likes", 5L)));
        collectAt(second);

        assertThat(readingsOf(publication).getLast().metrics()).containsOnlyKeys("likes");
        assertThat(now(publication).metrics())
                .containsEntry("likes", new LatestValue(5, second))
                .containsEntry("clicks", new LatestValue(2, first));
    }

    @Test
    void anAnswerWithoutNumbersIsNoReading() {
        var publication = published(feed, NINE);
        reports(feed, NINE.plusSeconds(30), Map.of(publication, Map.of()));

        assertThat(collectAt(NINE.plusSeconds(30))).isZero();

        assertThat(now(publication).readings()).isZero();
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(60));
    }

    @Test
    void aPlatformThatIsDownLeavesAGapAndNoZero() {
        var publication = published(feed, NINE);
        var first = NINE.plusSeconds(30);
        reports(feed, first, Map.of(publication, Map.of("likes", 3L)));
        collectAt(first);
        accounts.stubFor(asked(feed).willReturn(serviceUnavailable()));

        assertThat(collectAt(NINE.plusSeconds(60))).isZero();
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(90));
        var back = NINE.plusSeconds(90);
        reports(feed, back, Map.of(publication, Map.of("likes", 8L)));
        collectAt(back);

        assertThat(readingsOf(publication)).extracting(Reading::at).containsExactly(first, back);
        assertThat(now(publication).metrics().get("likes")).isEqualTo(new LatestValue(8, back));
        assertThat(nextReading(publication)).isEqualTo(NINE.plus(Duration.ofMinutes(15)));
    }

    @Test
    void aBrokenAnswerIsAskedForOnceMoreAndThenLeavesAGap() {
        var publication = published(feed, NINE);
        accounts.stubFor(
                asked(feed).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(collectAt(NINE.plusSeconds(30))).isZero();

        assertThat(questions()).isEqualTo(2);
        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(60));
        assertThat(told()).isEmpty();
    }

    @Test
    void aSlowAnswerIsGivenUpAndNotAskedForOnceMore() {
        accounts.stubFor(asked(feed).willReturn(okJson("{}").withFixedDelay(2_000)));
        var impatient = new MetricsSource(clients, Duration.ofMillis(100));

        assertThatThrownBy(() -> impatient.read(workspace, feed, List.of("1")))
                .matches(failure -> !new WorthRepeating().test(failure));
    }

    @Test
    void nonsenseIsAGapToo() {
        var publication = published(feed, NINE);
        accounts.stubFor(asked(feed).willReturn(okJson("{\"items\":[]}")));

        assertThat(collectAt(NINE.plusSeconds(30))).isZero();

        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(60));
    }

    @Test
    void accountsThatFailAgainAndAgainAreLeftAloneForAWhile() {
        for (int i = 0; i < 12; i++) {
            var other = Ids.next();
            published(other, NINE);
            accounts.stubFor(asked(other).willReturn(aResponse().withStatus(500)));
        }

        collectAt(NINE.plusSeconds(30));
        int before = questions();
        collectAt(NINE.plusSeconds(60));

        assertThat(before).isBetween(10, 24);
        assertThat(questions()).isEqualTo(before);
    }

    @Test
    void aPlatformThatIsDownDoesNotStopTheQuestionsAboutOthers() {
        for (int i = 0; i < 12; i++) {
            var other = Ids.next();
            published(other, NINE);
            accounts.stubFor(asked(other).willReturn(serviceUnavailable()));
        }
        collectAt(NINE.plusSeconds(30));
        var publication = published(feed, NINE.plusSeconds(20));
        reports(feed, NINE.plusSeconds(50), Map.of(publication, Map.of("likes", 1L)));

        assertThat(collectAt(NINE.plusSeconds(50))).isOne();
    }

    @Test
    void theTimeAPlatformAsksForIsHonouredForTheWholeFeed() {
        var limited = published(feed, NINE);
        var read = published(feed, NINE);
        var later = published(feed, NINE.plusSeconds(60));
        var at = NINE.plusSeconds(30);
        accounts.stubFor(
                asked(feed)
                        .willReturn(
                                okJson(
                                        answer(
                                                at,
                                                Map.of(read, Map.of("likes", 1L)),
                                                List.of(),
                                                300))));
        collectAt(at);

        assertThat(now(read).readings()).isOne();
        assertThat(nextReading(limited)).isEqualTo(at.plusSeconds(300));
        collectAt(NINE.plusSeconds(90));

        assertThat(questions()).isOne();
        assertThat(nextReading(later)).isEqualTo(at.plusSeconds(300));
        assertThat(nextReading(read)).isEqualTo(at.plusSeconds(300));
        var open = at.plusSeconds(300);
        reports(
                feed,
                open,
                Map.of(
                        limited, Map.of("likes", 1L),
                        read, Map.of("likes", 2L),
                        later, Map.of("likes", 3L)));
        assertThat(collectAt(open)).isEqualTo(3);
    }

    @Test
    void aRefusalWithRetryAfterIsHonoured() {
        var publication = published(feed, NINE);
        accounts.stubFor(
                asked(feed).willReturn(serviceUnavailable().withHeader("Retry-After", "120")));

        collectAt(NINE.plusSeconds(30));

        assertThat(nextReading(publication)).isEqualTo(NINE.plusSeconds(150));
    }

    @Test
    void whatIsGoneIsReadNoMoreAndKeepsItsNumbers() {
        var publication = published(feed, NINE);
        reports(feed, NINE.plusSeconds(30), Map.of(publication, Map.of("likes", 3L)));
        collectAt(NINE.plusSeconds(30));
        var at = NINE.plusSeconds(60);
        accounts.stubFor(
                asked(feed).willReturn(okJson(answer(at, Map.of(), List.of(publication), null))));

        collectAt(at);

        assertThat(now(publication).goneAt()).isEqualTo(at);
        assertThat(now(publication).metrics()).containsKey("likes");
        assertThat(nextReading(publication)).isNull();
        collectAt(NINE.plus(Duration.ofDays(30)));
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void aFeedIsAskedForFiftyAtATime() {
        var numbers = new HashMap<TrackedPublication, Map<String, Long>>();
        for (int i = 0; i < 51; i++) {
            numbers.put(published(feed, NINE), Map.of("likes", (long) i));
        }
        reports(feed, NINE.plusSeconds(30), numbers);

        assertThat(collectAt(NINE.plusSeconds(30))).isEqualTo(51);

        assertThat(questions()).isEqualTo(2);
        numbers.forEach((publication, reported) ->
                assertThat(now(publication).metrics().get("likes"))
                        .extracting(LatestValue::value)
                        .isEqualTo(reported.get("likes")));
    }

    @Test
    void whatADyingReplicaHadClaimedComesBack() {
        var publication = published(feed, NINE);
        var claimed = NINE.plusSeconds(30);
        assertThat(queue.claim("analytics:{p00}:collect", claimed))
                .containsExactly(publication.delivery());

        assertThat(queue.claim("analytics:{p00}:collect", claimed)).isEmpty();

        var back = claimed.plus(CollectQueue.LEASE);
        reports(feed, back, Map.of(publication, Map.of("likes", 3L)));
        assertThat(collectAt(back)).isOne();
    }

    @Test
    void readingsSurviveARestartOfRedis() {
        var publication = published(feed, NINE);
        var first = NINE.plusSeconds(30);
        reports(feed, first, Map.of(publication, Map.of("likes", 3L)));
        collectAt(first);

        restartRedis();
        var second = NINE.plusSeconds(60);
        reports(feed, second, Map.of(publication, Map.of("likes", 4L)));

        assertThat(collectAt(second)).isOne();
        assertThat(readingsOf(publication)).extracting(Reading::at).containsExactly(first, second);
        assertThat(published(feed, NINE.plusSeconds(40)).readings()).isZero();
    }

    private int questions() {
        return accounts.findAll(postRequestedFor(anyUrl())).size();
    }
}
