package io.septet.sandbox.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngagementTests {
    private static final Account SMALL =
            new Account("x-a", Platform.X, "1", "a", "A B", "t", 0, 800);
    private static final Account LARGE =
            new Account("x-b", Platform.X, "2", "b", "A B", "t", 0, 90_000);

    private static List<Long> numbers(Engagement seen) {
        return List.of(
                seen.views(),
                seen.reach(),
                seen.likes(),
                seen.loves(),
                seen.comments(),
                seen.shares(),
                seen.quotes(),
                seen.saves(),
                seen.clicks(),
                seen.profileClicks());
    }

    @Test
    void neverFallsAndLevelsOff() {
        for (int post = 0; post < 50; post++) {
            List<Long> before = numbers(Engagement.NONE);
            for (long second = 0; second < 20 * 86_400; second += second < 600 ? 1 : 3_600) {
                List<Long> now =
                        numbers(Engagement.of(SMALL, "p" + post, Duration.ofSeconds(second)));
                for (int i = 0; i < now.size(); i++) {
                    assertThat(now.get(i)).isGreaterThanOrEqualTo(before.get(i));
                }
                before = now;
            }
            long week = Engagement.of(SMALL, "p" + post, Duration.ofDays(7)).views();
            long month = Engagement.of(SMALL, "p" + post, Duration.ofDays(30)).views();
            assertThat(month - week).isLessThanOrEqualTo(week / 5);
        }
    }

    @Test
    void firstReadingIsAboveZero() {
        for (int post = 0; post < 200; post++) {
            var seen = Engagement.of(SMALL, "p" + post, Duration.ofSeconds(20));
            assertThat(seen.likes()).isPositive();
            assertThat(seen.views()).isGreaterThan(seen.likes());
            assertThat(seen.reach()).isLessThanOrEqualTo(seen.views());
            assertThat(Engagement.of(SMALL, "p" + post, Duration.ofSeconds(3)).views())
                    .isPositive();
        }
    }

    @Test
    void sameQuestionHasTheSameAnswerAndPostsDiffer() {
        var age = Duration.ofDays(1);

        assertThat(Engagement.of(LARGE, "p", age)).isEqualTo(Engagement.of(LARGE, "p", age));
        assertThat(Engagement.of(LARGE, "p", age)).isNotEqualTo(Engagement.of(LARGE, "q", age));
        assertThat(Engagement.of(LARGE, "p", age.negated())).isEqualTo(Engagement.NONE);
    }
}
