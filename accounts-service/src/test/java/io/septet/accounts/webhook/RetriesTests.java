package io.septet.accounts.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetriesTests {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofHours(1));

    @Test
    void readsSecondsAndDates() {
        assertThat(Retries.asked(429, "120", NOW)).isEqualTo(NOW.plusSeconds(120));
        assertThat(Retries.asked(503, " Sun, 01 Mar 2026 11:00:00 GMT ", NOW))
                .isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(Retries.asked(503, "99999999999999999999", NOW))
                .isEqualTo(NOW.plus(Retries.LONGEST));
        assertThat(Retries.asked(503, "soon", NOW)).isNull();
        assertThat(Retries.asked(503, "-5", NOW)).isNull();
        assertThat(Retries.asked(503, null, NOW)).isNull();
        assertThat(Retries.asked(500, "120", NOW)).isNull();
    }

    @Test
    void theLaterOfBothIsTakenButNoneAfterADay() {
        var fresh = message(0, List.of());
        assertThat(next(fresh, null)).isEqualTo(NOW.plusSeconds(60));
        assertThat(next(fresh, NOW.plusSeconds(59))).isEqualTo(NOW.plusSeconds(60));
        assertThat(next(fresh, NOW.plusSeconds(3600))).isEqualTo(NOW.plusSeconds(3600));
        assertThat(next(fresh, NOW.plus(Duration.ofDays(9)))).isEqualTo(NOW.plus(Retries.LONGEST));

        var old = message(1, List.of(tried(NOW.minus(Duration.ofHours(20)))));
        assertThat(next(old, NOW.plus(Duration.ofHours(9))))
                .isEqualTo(NOW.plus(Duration.ofHours(4)));
        var older = message(1, List.of(tried(NOW.minus(Duration.ofHours(24)))));
        assertThat(next(older, NOW.plus(Duration.ofHours(9)))).isNull();
        assertThat(next(message(2, List.of()), NOW.plusSeconds(3600))).isNull();
    }

    private static @Nullable Instant next(Message message, @Nullable Instant asked) {
        return Retries.next(PAUSES, message, new Posting.Sent(tried(NOW), asked), NOW, 1);
    }

    private static Message.Try tried(Instant at) {
        return new Message.Try(at, 503, 1, null, null);
    }

    private static Message message(int failed, List<Message.Try> tries) {
        return new Message(
                Message.SCHEMA,
                1,
                "id",
                "hook",
                "workspace",
                "delivery.failed",
                NOW,
                "{}",
                Message.State.WAITING,
                failed,
                NOW,
                false,
                tries);
    }
}
