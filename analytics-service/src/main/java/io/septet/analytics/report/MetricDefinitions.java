package io.septet.analytics.report;

import io.septet.analytics.tracked.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * What each platform says that its numbers are, in short. The same word may mean more on one
 * platform than on another, which is why a report never adds views, impressions and reach to each
 * other, and a client can show this beside a number.
 */
final class MetricDefinitions {
    private static final String VIEWS_OF_META =
            "How often it was played or displayed, the same person counted again each time.";
    private static final String COMMENTS = "Comments, answers to comments included.";
    private static final String REPLIES = "Replies to the post.";

    static final List<Definition> ALL =
            Stream.of(
                            x(),
                            facebook(),
                            instagram(),
                            threads(),
                            linkedin(),
                            like("mastodon", "Favourites.", "Boosts."),
                            like("bluesky", "Likes.", "Reposts without words of their own."))
                    .flatMap(List::stream)
                    .toList();

    private MetricDefinitions() {}

    /**
     * What a metric is on a platform.
     *
     * @param name the metric's word
     */
    record Definition(String name, String platform, String definition) {}

    private static List<Definition> x() {
        return List.of(
                of(
                        "x",
                        Metric.IMPRESSIONS,
                        "How often it was seen on X, the same person counted again each time."),
                of("x", Metric.LIKES, "Likes."),
                of("x", Metric.COMMENTS, REPLIES),
                of("x", Metric.SHARES, "Reposts without words of their own."),
                of("x", Metric.QUOTES, "Reposts with words of their own."),
                of("x", Metric.SAVES, "Bookmarks."),
                of(
                        "x",
                        Metric.CLICKS,
                        "Clicks on links in the post. X tells them for 30 days only."));
    }

    private static List<Definition> facebook() {
        return List.of(
                of("facebook", Metric.VIEWS, VIEWS_OF_META),
                of(
                        "facebook",
                        Metric.REACH,
                        "How many different people had it played or displayed; an estimate."),
                of("facebook", Metric.LIKES, "Reactions of every kind."),
                of("facebook", Metric.COMMENTS, COMMENTS),
                of("facebook", Metric.SHARES, "Shares."),
                of("facebook", Metric.CLICKS, "Clicks anywhere in the post, not only on links."));
    }

    private static List<Definition> instagram() {
        return List.of(
                of("instagram", Metric.VIEWS, VIEWS_OF_META),
                of(
                        "instagram",
                        Metric.REACH,
                        "How many different accounts saw it at least once; an estimate."),
                of("instagram", Metric.LIKES, "Likes."),
                of("instagram", Metric.COMMENTS, "Comments."),
                of("instagram", Metric.SHARES, "Shares."),
                of("instagram", Metric.SAVES, "How often it was saved."));
    }

    private static List<Definition> threads() {
        return List.of(
                of(
                        "threads",
                        Metric.VIEWS,
                        "How often it was viewed; Threads calls this number in development."),
                of("threads", Metric.LIKES, "Likes."),
                of("threads", Metric.COMMENTS, REPLIES),
                of(
                        "threads",
                        Metric.SHARES,
                        "Reposts without words of their own. What Threads calls shares are"
                                + " private sends, which are not counted here."),
                of("threads", Metric.QUOTES, "Reposts with words of their own."));
    }

    private static List<Definition> linkedin() {
        return List.of(
                of(
                        "linkedin",
                        Metric.IMPRESSIONS,
                        "How often it was displayed, the same person counted again each time;"
                                + " organisations only."),
                of(
                        "linkedin",
                        Metric.REACH,
                        "How many different members had it displayed; organisations only."),
                of("linkedin", Metric.LIKES, "Reactions."),
                of("linkedin", Metric.COMMENTS, COMMENTS),
                of("linkedin", Metric.SHARES, "Reposts; organisations only."),
                of(
                        "linkedin",
                        Metric.CLICKS,
                        "Clicks on the content, the organisation's name or its logo;"
                                + " organisations only."));
    }

    private static List<Definition> like(String platform, String likes, String shares) {
        return List.of(
                of(platform, Metric.LIKES, likes),
                of(platform, Metric.COMMENTS, REPLIES),
                of(platform, Metric.SHARES, shares),
                of(platform, Metric.QUOTES, "Posts that quote it."));
    }

    private static Definition of(String platform, Metric metric, String definition) {
        return new Definition(metric.word(), platform, definition);
    }
}
