package io.septet.analytics.tracked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BucketTests {
    @Test
    void aPeriodIsCoveredByAsLongBucketsAsFit() {
        assertThat(
                        Bucket.covering(
                                Instant.parse("2024-02-29T22:30:00Z"),
                                Instant.parse("2024-03-02T07:15:00Z")))
                .containsExactly(
                        new Bucket("2024-02", "29T22:30"),
                        new Bucket("2024-02", "29T22:45"),
                        new Bucket("2024-02", "29T23"),
                        new Bucket("2024-03", "01"),
                        new Bucket("2024-03", "02T00-05"),
                        new Bucket("2024-03", "02T06"),
                        new Bucket("2024-03", "02T07:00"));
    }

    @Test
    void aTimeIsInOneBucketOfEachLength() {
        assertThat(Bucket.around(Instant.parse("2024-03-01T09:59:59.999Z")))
                .containsExactly(
                        new Bucket("2024-03", "01"),
                        new Bucket("2024-03", "01T06-11"),
                        new Bucket("2024-03", "01T09"),
                        new Bucket("2024-03", "01T09:45"));
    }

    @Test
    void whatIsNoQuarterOfAnHourCannotBeCovered() {
        var nine = Instant.parse("2024-03-01T09:00:00Z");

        assertThatThrownBy(() -> Bucket.covering(nine, nine.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Bucket.borderAfter(nine)).isEqualTo(nine);
        assertThat(Bucket.borderAfter(nine.plusNanos(1))).isEqualTo(nine.plusSeconds(900));
        assertThat(Bucket.borderBefore(nine.minusNanos(1))).isEqualTo(nine.minusSeconds(900));
    }

    @Test
    void daysOfEveryZoneOfTodayBeginWithABucket() {
        var days = Stream.iterate(LocalDate.of(2015, 1, 1), day -> day.plusDays(1)).limit(8_000);
        var zones = ZoneId.getAvailableZoneIds().stream().map(ZoneId::of).toList();

        assertThat(days)
                .allSatisfy(day ->
                        assertThat(zones)
                                .allMatch(zone ->
                                        Bucket.isBorder(day.atStartOfDay(zone).toInstant())));
    }

    @Test
    void aTallyIsReadAsItWasWrittenEvenByAnotherRelease() {
        var tally = Tally.parse("3 0 0 0 0 0 0 2 7;1772355671000 0 0 0 1772355671500");

        assertThat(tally.posts()).isEqualTo(3);
        assertThat(tally.metrics())
                .containsOnly(
                        java.util.Map.entry(
                                "likes",
                                new LatestValue(7, Instant.parse("2026-03-01T09:01:11.500Z"))));
        assertThat(Tally.parse("1" + " 0".repeat(40) + ";0").posts()).isOne();
    }
}
