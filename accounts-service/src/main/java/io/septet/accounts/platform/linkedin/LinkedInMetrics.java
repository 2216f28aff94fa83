package io.septet.accounts.platform.linkedin;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Reads metrics: an organisation's posts by share statistics, a member's by their reactions and
 * comments. LinkedIn leaves out posts without activity; they stay without numbers here, since a
 * missing one may as well not be counted yet. A token that may post but not read has no numbers
 * either: for members that is the usual case, and no reason to connect again.
 */
final class LinkedInMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final String UGC = "urn:li:ugcPost:";

    private final LinkedInApi api;
    private final LinkedInProperties properties;
    private final Clock clock;

    LinkedInMetrics(LinkedInApi api, LinkedInProperties properties, Clock clock) {
        this.api = api;
        this.properties = properties;
        this.clock = clock;
    }

    MetricsOutcome read(FeedAccess feed, List<String> ids) {
        var headers = new LinkedInApi.Caller(properties.version()).with(feed.accessToken());
        var metrics = new HashMap<String, Map<String, Long>>();
        var gone = new ArrayList<String>();
        var stopped =
                LinkedInAccounts.isOrganization(feed.platformAccount())
                        ? statistics(headers, feed.platformAccount(), ids, metrics)
                        : reactions(headers, ids, metrics, gone);
        return stopped.orElseGet(() -> new MetricsOutcome.Read(metrics, gone));
    }

    /** Of a member the API tells nothing. */
    MetricsOutcome account(FeedAccess feed) {
        if (!LinkedInAccounts.isOrganization(feed.platformAccount())) {
            return new MetricsOutcome.Read(Map.of(), List.of());
        }
        var headers = new LinkedInApi.Caller(properties.version()).with(feed.accessToken());
        return Refusal.reading(
                feed,
                Reply.of(() -> api.followers(headers, feed.platformAccount())),
                answer -> LinkedInAnswers.of(answer, clock),
                answer -> {
                    var found = new HashMap<String, Long>();
                    answer.as(LinkedInWire.Network.class)
                            .ifPresent(size -> put(found, "followers", size.firstDegreeSize()));
                    return found;
                },
                clock,
                PAUSE);
    }

    private Optional<MetricsOutcome> statistics(
            Map<String, String> headers,
            String organization,
            List<String> ids,
            Map<String, Map<String, Long>> metrics) {
        var kinds = ids.stream().collect(Collectors.partitioningBy(id -> id.startsWith(UGC)));
        for (var kind : kinds.entrySet()) {
            if (kind.getValue().isEmpty()) {
                continue;
            }
            var address =
                    address(organization, kind.getKey() ? "ugcPosts" : "shares", kind.getValue());
            var reply = Reply.of(() -> api.statistics(address, headers));
            if (!(reply instanceof Answered answer) || !answer.ok()) {
                var stopped = failed(reply);
                if (stopped.isPresent()) {
                    return stopped;
                }
                continue;
            }
            var elements =
                    answer.as(LinkedInWire.Statistics.class)
                            .map(LinkedInWire.Statistics::elements)
                            .orElse(null);
            if (elements == null) {
                return Optional.of(new MetricsOutcome.Later(PAUSE, answer.seen()));
            }
            for (var element : elements) {
                var id = element.share() != null ? element.share() : element.ugcPost();
                if (id != null && element.totalShareStatistics() != null) {
                    metrics.put(id, named(element.totalShareStatistics()));
                }
            }
        }
        return Optional.empty();
    }

    private URI address(String organization, String parameter, List<String> ids) {
        return URI.create(
                properties.baseUrl()
                        + "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity="
                        + encoded(organization)
                        + "&"
                        + parameter
                        + "=List("
                        + ids.stream()
                                .map(LinkedInMetrics::encoded)
                                .collect(Collectors.joining(","))
                        + ")");
    }

    private static String encoded(String urn) {
        return UriUtils.encode(urn, StandardCharsets.UTF_8);
    }

    private static Map<String, Long> named(LinkedInWire.Counts of) {
        var named = new HashMap<String, Long>();
        put(named, "impressions", of.impressionCount());
        put(named, "reach", of.uniqueImpressionsCount());
        put(named, "clicks", of.clickCount());
        put(named, "likes", of.likeCount());
        put(named, "comments", of.commentCount());
        put(named, "shares", of.shareCount());
        return named;
    }

    private Optional<MetricsOutcome> reactions(
            Map<String, String> headers,
            List<String> ids,
            Map<String, Map<String, Long>> metrics,
            List<String> gone) {
        for (var id : ids) {
            var reply = Reply.of(() -> api.socialActions(headers, id));
            if (reply instanceof Answered answer && answer.ok()) {
                var social = answer.as(LinkedInWire.Social.class).orElse(null);
                if (social == null) {
                    return Optional.of(new MetricsOutcome.Later(PAUSE, answer.seen()));
                }
                metrics.put(id, named(social));
            } else if (reply instanceof Answered answer
                    && LinkedInAnswers.of(answer, clock) instanceof Refusal.Gone) {
                gone.add(id);
            } else {
                var stopped = failed(reply);
                if (stopped.isPresent()) {
                    return stopped;
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Long> named(LinkedInWire.Social of) {
        var named = new HashMap<String, Long>();
        if (of.likesSummary() != null) {
            put(named, "likes", of.likesSummary().totalLikes());
        }
        var comments = of.commentsSummary();
        if (comments != null) {
            put(
                    named,
                    "comments",
                    comments.aggregatedTotalComments() != null
                            ? comments.aggregatedTotalComments()
                            : comments.totalFirstLevelComments());
        }
        return named;
    }

    private static void put(Map<String, Long> metrics, String name, @Nullable Long value) {
        if (value != null && value >= 0) {
            metrics.put(name, value);
        }
    }

    /** Empty if there simply are no numbers for us. */
    private Optional<MetricsOutcome> failed(Reply reply) {
        if (!(reply instanceof Answered answer)) {
            return Optional.of(new MetricsOutcome.Later(PAUSE, "LinkedIn does not answer"));
        }
        return switch (LinkedInAnswers.of(answer, clock)) {
            case Refusal.Rejected rejected -> Optional.empty();
            case Refusal.Gone gone -> Optional.empty();
            case Refusal other -> Optional.of(other.read(clock, PAUSE));
        };
    }
}
