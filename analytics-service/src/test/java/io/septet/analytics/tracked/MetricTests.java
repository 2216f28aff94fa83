package io.septet.analytics.tracked;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricTests {
    @Test
    void wordsAreThoseOfTheApiInAnyLanguage() {
        assertThat(Metric.values())
                .extracting(Metric::word)
                .containsExactly(
                        "views",
                        "impressions",
                        "reach",
                        "likes",
                        "comments",
                        "shares",
                        "quotes",
                        "saves",
                        "clicks");
    }

    @Test
    void whatWasNotReportedStaysAway() {
        var answer = new HashMap<String, @Nullable Long>();
        answer.put("likes", 0L);
        answer.put("views", null);
        answer.put("reach", -1L);
        answer.put("stardust", 7L);

        assertThat(Metric.reported(answer)).containsOnlyKeys("likes").containsEntry("likes", 0L);
    }
}
