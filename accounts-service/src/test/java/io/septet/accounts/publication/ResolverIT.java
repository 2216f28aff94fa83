package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RESOLVE, class by class: what may be concluded from what is seen, and when. */
class ResolverIT extends PublicationBench {
    private static final Duration SETTLED = Duration.ofSeconds(121);

    private void accepts() {
        platform.sends.put(feed, ScriptedPlatform.ACCEPTS);
    }

    private String reason() {
        return Objects.requireNonNull(now().reason());
    }

    // K: a key

    @Test
    void withAKeyItIsFoundOnTheFeedAndNotSentAgain() {
        lists(post("s1"));
        unclear(PublishClass.K);
        passes(Duration.ofSeconds(29));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);

        passes(Duration.ofSeconds(2));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().platformId()).isEqualTo("s1");
        assertThat(now().link()).isEqualTo("https://example.org/s1");
        assertThat(sends()).isEqualTo(1);
        assertThat(platform.looks)
                .containsOnly(Objects.requireNonNull(now().firstArmedAt()).minusSeconds(60));
    }

    @Test
    void withAKeyItIsSentOnceMoreOnlyWhenItsAbsenceHasSettled() {
        lists();
        unclear(PublishClass.K);
        accepts();

        passes(Duration.ofSeconds(31));
        passes(Duration.ofSeconds(80));
        assertThat(sends()).isEqualTo(1);
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);

        passes(Duration.ofSeconds(10));
        assertThat(sends()).isEqualTo(2);
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(platform.sentTo(feed))
                .extracting(ScriptedPlatform.Sent::deliveryId)
                .containsOnly(id);
    }

    @Test
    void withAKeyThatHasGrownOldAPersonIsAsked() {
        lists();
        unclear(PublishClass.K, Duration.ofHours(24));
        platform.sends.put(
                feed,
                request ->
                        new SendOutcome.NotSent(
                                clock.instant().plus(Duration.ofMinutes(50)), "too many requests"));
        passes(SETTLED);
        assertThat(state()).isEqualTo(PublicationState.WAITING);
        accepts();

        passes(Duration.ofMinutes(51));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(sends()).isEqualTo(2);
    }

    @Test
    void withAKeyButAfterItsWindowAPersonIsAsked() {
        unclear(PublishClass.K, Duration.ofMinutes(5));
        shows(new ReadBack.Unreadable("no answer", null));
        passes(Duration.ofMinutes(6));
        lists();

        passes(Duration.ofMinutes(1));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(sends()).isEqualTo(1);
    }

    // C: an id of ours

    @Test
    void underOurOwnIdItIsSentAgainAtOnceWhenItIsNotThere() {
        platform.reads.put(feed, request -> new ReadBack.Absent(clock.instant()));
        unclear(PublishClass.C);
        accepts();

        passes(Duration.ofSeconds(3));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(sends()).isEqualTo(2);
    }

    @Test
    void underOurOwnIdItIsFound() {
        shows(new ReadBack.Found("at://1", null, null));
        unclear(PublishClass.C);

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().sentAt()).isEqualTo(now().armedAt());
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void underOurOwnIdOtherContentIsForAPerson() {
        shows(new ReadBack.Other("It was edited", List.of(post("at://1"))));
        unclear(PublishClass.C);

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(now().seen()).hasSize(1);
    }

    @Test
    void underOurOwnIdItIsMissedAfterItsWindowOnceItsAbsenceHasSettled() {
        platform.reads.put(feed, request -> new ReadBack.Absent(clock.instant()));
        platform.kind = PublishClass.C;
        hand(Duration.ofMillis(1));
        var armed = now().prepared(Map.of()).armed(clock.instant());
        one.store().write(armed, 1, clock.instant());

        passes(Duration.ofSeconds(66));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        passes(Duration.ofSeconds(100));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        passes(Duration.ofSeconds(21));

        assertThat(state()).isEqualTo(PublicationState.MISSED);
        assertThat(sends()).isZero();
    }

    @Test
    void underOurOwnIdItIsNotMissedWhileAnEarlierSendMayStillAppear() {
        platform.reads.put(feed, request -> new ReadBack.Absent(clock.instant()));
        unclear(PublishClass.C, Duration.ofSeconds(10));
        assertThat(state()).isEqualTo(PublicationState.WAITING);
        platform.sends.put(feed, request -> new SendOutcome.NotSent(null, "no connection"));

        passes(Duration.ofSeconds(11));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        shows(new ReadBack.Found("x1", null, clock.instant()));
        passes(Duration.ofSeconds(120));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
    }

    // T: two steps

    @Test
    void whatThePlatformProcessesIsPolledForADayAndThenAPersonIsAsked() {
        shows(new ReadBack.InProgress("IN_PROGRESS"));
        unclear(PublishClass.T);
        passes(Duration.ofSeconds(16));
        assertThat(now().processing()).isTrue();
        for (int hours = 0; hours < 24; hours++) {
            assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
            passes(Duration.ofHours(1));
        }

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(sends()).isEqualTo(1);
        assertThat(Objects.requireNonNull(now().log()).size()).isLessThanOrEqualTo(60);
    }

    @Test
    void whatIsPublicIsPublishedEvenIfNobodyCanSayAsWhichPost() {
        shows(new ReadBack.Public("PUBLISHED, and not listed"));
        unclear(PublishClass.T);
        passes(Duration.ofSeconds(16));
        assertThat(now().processing()).isFalse();
        passes(Duration.ofMinutes(9));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);

        passes(Duration.ofMinutes(1));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().platformId()).isNull();
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void whichPostItIsMayBecomeKnownAWhileAfterItIsPublic() {
        shows(new ReadBack.Public("PUBLISHED, and not listed"));
        unclear(PublishClass.T);
        passes(Duration.ofMinutes(5));
        shows(new ReadBack.Found("x1", null, clock.instant()));
        passes(Duration.ofSeconds(16));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().platformId()).isEqualTo("x1");
    }

    @Test
    void aFinishedContainerIsPublishedAgainWhenItHasSettled() {
        shows(new ReadBack.Ready("FINISHED"));
        platform.prepares.put(feed, request -> new PrepareOutcome.Ready(Map.of("container", "7")));
        platform.preparesText = true;
        unclear(PublishClass.T);
        platform.preparesText = false;
        accepts();

        passes(Duration.ofSeconds(119));
        assertThat(sends()).isEqualTo(1);
        passes(Duration.ofSeconds(2));

        assertThat(sends()).isEqualTo(2);
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().handles()).containsEntry("container", "7");
    }

    @Test
    void anUnusableContainerIsMadeAnewOnceAndThenAPersonIsAsked() {
        shows(new ReadBack.Gone("EXPIRED"));
        platform.preparesText = true;
        var containers = new java.util.concurrent.atomic.AtomicInteger();
        platform.prepares.put(
                feed,
                request -> {
                    assertThat(request.handles()).isEmpty();
                    return new PrepareOutcome.Ready(
                            Map.of("container", "" + containers.incrementAndGet()));
                });
        unclear(PublishClass.T);

        passes(Duration.ofSeconds(119));
        assertThat(sends()).isEqualTo(1);
        passes(Duration.ofSeconds(2));
        assertThat(sends()).isEqualTo(2);
        assertThat(containers).hasValue(2);
        passes(SETTLED);

        platform.preparesText = false;
        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(sends()).isEqualTo(2);
    }

    // N: only reading

    @Test
    void oneMatchOnTheFeedIsOurs() {
        lists(post("x1"));
        unclear(PublishClass.N);

        passes(Duration.ofSeconds(31));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().platformId()).isEqualTo("x1");
    }

    @Test
    void aMatchThatBelongsToAnotherDeliveryIsNotOurs() {
        lists(post("x1"));
        unclear(PublishClass.N);
        passes(Duration.ofSeconds(31));
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        id = Ids.next();
        unclear(PublishClass.N);

        passes(Duration.ofMinutes(11));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(now().seen()).isEmpty();
    }

    @Test
    void whatWasAnsweredDirectlyBelongsToItsDeliveryToo() {
        accepts();
        hand();
        run();
        lists(post("p-" + id));
        id = Ids.next();
        unclear(PublishClass.N);

        passes(Duration.ofMinutes(11));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
    }

    @Test
    void ofTwoMatchesAPersonChooses() {
        lists(post("x1"), post("x2"));
        unclear(PublishClass.N);

        passes(Duration.ofSeconds(31));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(now().seen()).extracting(Seen::platformId).containsExactly("x1", "x2");
    }

    @Test
    void withoutAMatchItIsLookedForThreeTimesAndThenAPersonIsAsked() {
        platform.reads.put(
                feed,
                request ->
                        new ReadBack.Candidates(
                                List.of(), List.of(post("other")), clock.instant()));
        unclear(PublishClass.N);

        passes(Duration.ofSeconds(31));
        assertThat(platform.looks).hasSize(1);
        passes(Duration.ofSeconds(90));
        assertThat(platform.looks).hasSize(2);
        passes(Duration.ofMinutes(7));
        assertThat(platform.looks).hasSize(2);
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        passes(Duration.ofMinutes(1));

        assertThat(platform.looks).hasSize(3);
        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(now().seen()).extracting(Seen::platformId).containsExactly("other");
        assertThat(sends()).isEqualTo(1);
        assertThat(Objects.requireNonNull(now().log()))
                .extracting(Publication.Step::state)
                .containsExactly(
                        PublicationState.NEW,
                        PublicationState.PREPARED,
                        PublicationState.ARMED,
                        PublicationState.UNKNOWN,
                        PublicationState.UNKNOWN,
                        PublicationState.UNKNOWN,
                        PublicationState.REVIEW);
    }

    // N0: nothing at all

    @Test
    void whereNothingCanBeReadAPersonIsAskedAtOnce() {
        unclear(PublishClass.N0);

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(platform.looks).isEmpty();
    }

    // Nobody can look

    @ParameterizedTest
    @EnumSource(
            names = {"N", "N0"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPlatformThatCannotBeReadForHalfAnHourIsForAPerson(PublishClass kind) {
        shows(new ReadBack.Unreadable("no answer", null));
        unclear(kind);

        passes(Duration.ofMinutes(29));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        passes(Duration.ofMinutes(2));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(reason()).contains("no answer");
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void ofWhatIsNeverSentAgainAPersonIsAskedTwoMinutesAfterTheLastLook() {
        shows(new ReadBack.Unreadable("leave us alone", clock.instant().plusSeconds(3_600)));
        unclear(PublishClass.N);

        passes(Duration.ofMinutes(11));
        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
        passes(Duration.ofSeconds(61));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(reason()).contains("leave us alone");
        assertThat(sends()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = "N0", mode = EnumSource.Mode.EXCLUDE)
    void aTokenThatIsNotAcceptedIsForAPerson(PublishClass kind) {
        shows(new ReadBack.Reconnect("The token was revoked"));
        unclear(kind);

        passes(Duration.ofSeconds(31));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
        assertThat(reason()).contains("revoked");
    }

    @Test
    void anAccountThatIsNotConnectedIsForAPerson() {
        unclear(PublishClass.K);
        platform.connected = false;

        passes(Duration.ofSeconds(31));

        assertThat(state()).isEqualTo(PublicationState.REVIEW);
    }

    @Test
    void anAdapterThatBreaksItsPromiseDoesNotSettleAnything() {
        platform.reads.put(
                feed,
                request -> {
                    throw new IllegalStateException("oops");
                });
        unclear(PublishClass.K);

        passes(Duration.ofMinutes(5));

        assertThat(state()).isEqualTo(PublicationState.UNKNOWN);
    }

    // A person decides

    private Decisions.Decision choose(String choice, @Nullable String link) {
        return new Decisions.Decision(workspace, choice, link, null, null, "Mei");
    }

    @Test
    void aPersonSaysThatItIsLive() {
        lists(post("x1"), post("x2"));
        unclear(PublishClass.N);
        passes(Duration.ofSeconds(31));

        var after =
                one.decisions()
                        .decide(now(), choose("live", "https://example.org/x2"))
                        .orElseThrow();

        assertThat(after.platformId()).isEqualTo("x2");
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().decidedBy()).isEqualTo("Mei");
    }

    @Test
    void anIdAloneIsNoLink() {
        lists();
        unclear(PublishClass.N);
        passes(Duration.ofMinutes(11));

        var after = one.decisions().decide(now(), choose("live", "urn:li:share:7")).orElseThrow();

        assertThat(after.platformId()).isEqualTo("urn:li:share:7");
        assertThat(after.link()).isNull();
    }

    @Test
    void aPersonCannotGiveOnePostToTwoDeliveries() {
        accepts();
        hand();
        run();
        var first = id;
        id = Ids.next();
        unclear(PublishClass.N0);

        assertThatThrownBy(() -> one.decisions().decide(now(), choose("live", "p-" + first)))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> one.decisions().decide(now(), choose("live", null)))
                .isInstanceOf(Problem.class);
        assertThat(state()).isEqualTo(PublicationState.REVIEW);
    }

    @Test
    void aPersonLetsItBeSentOnceMore() {
        unclear(PublishClass.N0, Duration.ofMinutes(5));
        clock.skewBy(clock.skew().plus(Duration.ofHours(2)));
        accepts();

        assertThat(one.decisions().decide(now(), choose("again", null))).isPresent();
        run();

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(sends()).isEqualTo(2);
    }

    @Test
    void ofTwoPeopleOneDecides() {
        unclear(PublishClass.N0);
        var seen = now();

        assertThat(one.decisions().decide(seen, choose("drop", null))).isPresent();
        assertThat(one.decisions().decide(seen, choose("again", null))).isEmpty();
        assertThat(one.decisions().decide(now(), choose("again", null))).isEmpty();

        assertThat(state()).isEqualTo(PublicationState.DROPPED);
        run();
        assertThat(sends()).isEqualTo(1);
    }
}
