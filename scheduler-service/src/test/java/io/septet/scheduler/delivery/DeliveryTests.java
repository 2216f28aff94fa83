package io.septet.scheduler.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.scheduler.accounts.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTests {
    private static final Instant NINE = Instant.parse("2026-12-01T09:00:00Z");
    private static final Delivery.Plan PLAN =
            new Delivery.Plan(
                    "x",
                    new Content("Hello", null, List.of(), null, null),
                    null,
                    List.of(),
                    NINE,
                    NINE.plus(Duration.ofMinutes(15)),
                    Duration.ofSeconds(60));
    private static final Delivery DELIVERY = Delivery.scheduled("w", "p", "m", "f", 1, PLAN);

    private static Publication told(String state, int revision, long version) {
        return new Publication(
                "d",
                state,
                revision,
                version,
                1,
                NINE,
                40L,
                "p1",
                null,
                "because",
                false,
                NINE.plusSeconds(7200),
                state.equals("UNKNOWN") && version > 5,
                null,
                null);
    }

    @Test
    void timeIsNoPartOfItsIdentityButContentIsOfItsDigest() {
        var moved =
                DELIVERY.replanned(
                        new Delivery.Plan(
                                "x",
                                PLAN.content(),
                                null,
                                List.of(),
                                NINE.plusSeconds(60),
                                NINE.plusSeconds(3600),
                                Duration.ZERO));

        assertThat(moved.id()).isEqualTo(DELIVERY.id());
        assertThat(moved.contentHash()).isEqualTo(DELIVERY.contentHash());
        assertThat(moved.revision()).isEqualTo(2);
        assertThat(Delivery.scheduled("w", "p", "m", "f", 2, PLAN).id())
                .isNotEqualTo(DELIVERY.id());
    }

    @Test
    void itIsHandedOverItsLeadBeforeItsTime() {
        assertThat(DELIVERY.handAt()).isEqualTo(NINE.minusSeconds(60));
    }

    @Test
    void anOlderRevisionSaysNothingMoreUnlessItIsPublic() {
        var cancelled = DELIVERY.cancelled();

        assertThat(cancelled.after(told("ARMED", 1, 5))).isEmpty();
        assertThat(cancelled.after(told("FAILED", 1, 5))).isEmpty();
        assertThat(cancelled.after(told("PUBLISHED", 1, 5)).orElseThrow().state())
                .isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void anUnclearAnswerIsNeverAFailure() {
        var unclear = DELIVERY.after(told("UNKNOWN", 1, 3)).orElseThrow();

        assertThat(unclear.state()).isEqualTo(DeliveryState.HANDED);
        assertThat(unclear.step()).isEqualTo(Step.UNCLEAR);
        assertThat(unclear.reason()).isEqualTo("because");
    }

    @Test
    void whatThePlatformIsProcessingIsNotCalledUnclear() {
        var processing = DELIVERY.after(told("UNKNOWN", 1, 6)).orElseThrow();

        assertThat(processing.step()).isEqualTo(Step.PROCESSING);
        assertThat(processing.mayStillGo()).isFalse();
    }

    @Test
    void aNewTimeWindowIsTakenOver() {
        assertThat(DELIVERY.after(told("WAITING", 1, 3)).orElseThrow().notAfter())
                .isEqualTo(NINE.plusSeconds(7200));
    }

    @Test
    void aStateOfANewerReleaseIsLeftAlone() {
        assertThat(DELIVERY.after(told("LEVITATING", 1, 3))).isEmpty();
    }

    @Test
    void whereItIsLiveMayBeALinkOrAnId() {
        var byLink = DELIVERY.live("https://example.org/7");
        var byId = DELIVERY.live("urn:li:share:7");

        assertThat(byLink.link()).isEqualTo("https://example.org/7");
        assertThat(byLink.platformId()).isNull();
        assertThat(byId.link()).isNull();
        assertThat(byId.platformId()).isEqualTo("urn:li:share:7");
    }
}
