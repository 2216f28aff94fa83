package io.septet.analytics.tracked;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we count, whatever a platform calls it. Views, impressions and reach are three different
 * things and are never added to each other.
 */
public enum Metric {
    /** How often it was played or opened, by the platform's own rule. */
    VIEWS,
    /** How often it was on a screen, the same person counted again each time. */
    IMPRESSIONS,
    /**
     * How many different accounts had it on a screen. Sums over publications count people twice.
     */
    REACH,
    /** Likes, favourites and reactions. */
    LIKES,
    /** Comments and replies. */
    COMMENTS,
    /** Shares, reposts and boosts. */
    SHARES,
    /** Reposts with words of their own. */
    QUOTES,
    /** Bookmarks. */
    SAVES,
    /** Clicks on it or on its links, as the platform counts them. */
    CLICKS;

    /**
     * Above this a number is a mistake; sums of what is below stay exact wherever they are kept.
     */
    private static final long MOST_BELIEVED = 1_000_000_000_000L;

    private static final Map<String, Metric> BY_WORD = byWord();

    /** The word for it in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The metric of a word; empty for a word we do not know. */
    public static Optional<Metric> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /**
     * What of a platform's report can be believed: known metrics with a value that is there, not
     * negative and at most a trillion, in our order. What is missing stays missing, it is never
     * zero.
     */
    public static Map<String, Long> reported(Map<String, @Nullable Long> answer) {
        var known = new EnumMap<Metric, Long>(Metric.class);
        answer.forEach((word, value) -> {
            if (value != null && isBelievable(value)) {
                of(word).ifPresent(metric -> known.put(metric, value));
            }
        });
        return inOrder(known);
    }

    /** Whether a number can be one that somebody counted. */
    public static boolean isBelievable(long value) {
        return value >= 0 && value <= MOST_BELIEVED;
    }

    /** The same values under their words, in the order of the metrics. */
    public static <T> Map<String, T> inOrder(Map<Metric, T> values) {
        var ordered = new LinkedHashMap<String, T>();
        for (Metric metric : values()) {
            var value = values.get(metric);
            if (value != null) {
                ordered.put(metric.word(), value);
            }
        }
        return Collections.unmodifiableMap(ordered);
    }

    private static Map<String, Metric> byWord() {
        var words = new LinkedHashMap<String, Metric>();
        for (Metric metric : values()) {
            words.put(metric.word(), metric);
        }
        return words;
    }
}
