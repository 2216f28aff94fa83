package io.septet.analytics.tracked;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went out to one feed, and its latest numbers.
 *
 * @param schema layout of the stored document
 * @param version rises with each change of the document
 * @param deliveryVersion the version of the delivery this was learnt from
 * @param platformId what the platform calls it; null if it never told, then nothing can be read
 * @param text the beginning of the text, at most 200 characters
 * @param media the first picture's media id
 * @param publishedAt when the platform accepted it, UTC
 * @param metrics by the metric's word; one that was never reported is not in it
 * @param readings how many readings have been taken
 * @param lastReadAt when the newest of them was taken
 * @param goneAt when the platform said that it has it no more; from then on it is not read
 * @param summed the layout of {@link RollUps} in which these values are counted; null = they are
 *     not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackedPublication(
        int schema,
        long version,
        String delivery,
        long deliveryVersion,
        String workspace,
        String post,
        String feed,
        String platform,
        @Nullable String platformId,
        String text,
        @Nullable String media,
        @Nullable String link,
        Instant publishedAt,
        Map<String, LatestValue> metrics,
        int readings,
        @Nullable Instant lastReadAt,
        @Nullable Instant goneAt,
        @Nullable Integer summed) {
    private static final int SCHEMA = 1;

    /** One that was just heard of. */
    static TrackedPublication heardOf(
            String workspace, long deliveryVersion, PublishedDelivery delivery, Instant sentAt) {
        return new TrackedPublication(
                SCHEMA,
                1,
                delivery.id(),
                deliveryVersion,
                workspace,
                delivery.post(),
                delivery.feed(),
                delivery.platform(),
                delivery.platformId(),
                delivery.opening(),
                delivery.firstMedia(),
                delivery.link(),
                sentAt,
                Map.of(),
                0,
                null,
                null,
                RollUps.LAYOUT);
    }

    /** The same after scheduler-service told more of it, such as a link that came late. */
    TrackedPublication told(long deliveryVersion, PublishedDelivery delivery) {
        return new TrackedPublication(
                SCHEMA,
                version + 1,
                this.delivery,
                deliveryVersion,
                workspace,
                post,
                feed,
                platform,
                delivery.platformId() == null ? platformId : delivery.platformId(),
                text,
                media,
                delivery.link() == null ? link : delivery.link(),
                publishedAt,
                metrics,
                readings,
                lastReadAt,
                goneAt,
                summed);
    }

    /**
     * The same after one more reading.
     *
     * @param reported what the platform reported; the others keep the value they had
     * @return marked as summed: whoever stores it counts it
     */
    public TrackedPublication read(Instant at, Map<String, Long> reported) {
        var latest = new EnumMap<Metric, LatestValue>(Metric.class);
        metrics.forEach(
                (word, value) -> Metric.of(word).ifPresent(metric -> latest.put(metric, value)));
        reported.forEach((word, value) ->
                Metric.of(word)
                        .ifPresent(metric -> latest.put(metric, new LatestValue(value, at))));
        return with(Metric.inOrder(latest), readings + 1, at, goneAt, RollUps.LAYOUT);
    }

    /** The same after the platform said that it has it no more. */
    public TrackedPublication gone(Instant at) {
        return with(metrics, readings, lastReadAt, at, summed);
    }

    /** The same, counted in the sums by whoever stores it. */
    TrackedPublication nowSummed() {
        return with(metrics, readings, lastReadAt, goneAt, RollUps.LAYOUT);
    }

    /** Whether its values are counted in the sums. */
    boolean isSummed() {
        return Objects.equals(summed, RollUps.LAYOUT);
    }

    /** Whether there is anything to ask the platform. */
    public boolean readable() {
        return platformId != null && goneAt == null;
    }

    /** The latest value of a metric; empty if it was never reported. */
    public Optional<LatestValue> latest(Metric metric) {
        return Optional.ofNullable(metrics.get(metric.word()));
    }

    private TrackedPublication with(
            Map<String, LatestValue> metrics,
            int readings,
            @Nullable Instant lastReadAt,
            @Nullable Instant goneAt,
            @Nullable Integer summed) {
        return new TrackedPublication(
                SCHEMA,
                version + 1,
                delivery,
                deliveryVersion,
                workspace,
                post,
                feed,
                platform,
                platformId,
                text,
                media,
                link,
                publishedAt,
                metrics,
                readings,
                lastReadAt,
                goneAt,
                summed);
    }
}
