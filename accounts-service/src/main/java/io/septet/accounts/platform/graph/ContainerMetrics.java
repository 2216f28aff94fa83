package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of posts. One name that a platform does not know (any more) fails a whole call:
 * then each is asked on its own and those that fail are left out.
 */
public final class ContainerMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final Dialect dialect;
    private final GraphApi api;
    private final Clock clock;

    /**
     * @param dialect which numbers there are
     */
    public ContainerMetrics(Dialect dialect, GraphApi api, Clock clock) {
        this.dialect = dialect;
        this.api = api;
        this.clock = clock;
    }

    /** Reads what posts have achieved. */
    public MetricsOutcome read(FeedAccess feed, List<String> ids) {
        var metrics = new HashMap<String, Map<String, Long>>();
        var gone = new ArrayList<String>();
        for (var id : ids) {
            var stopped = read("Bearer " + feed.accessToken(), id, metrics, gone);
            if (stopped != null) {
                return stopped;
            }
        }
        return new MetricsOutcome.Read(metrics, gone);
    }

    private @Nullable MetricsOutcome read(
            String bearer, String id, Map<String, Map<String, Long>> metrics, List<String> gone) {
        var names = dialect.metrics().keySet().stream().sorted().toList();
        var reply = Reply.of(() -> api.insights(bearer, id, String.join(",", names)));
        if (!(reply instanceof Answered answer)) {
            return new MetricsOutcome.Later(PAUSE, dialect.name() + " does not answer");
        }
        if (answer.ok()) {
            metrics.put(id, GraphInsights.in(answer, dialect.metrics()));
            return null;
        }
        return switch (ContainerAnswers.of(answer, clock)) {
            case Refusal.Gone nothing -> {
                gone.add(id);
                yield null;
            }
            case Refusal.Rejected rejected -> {
                metrics.put(id, oneByOne(bearer, id, names));
                yield null;
            }
            case Refusal other -> other.read(clock, PAUSE);
        };
    }

    private Map<String, Long> oneByOne(String bearer, String id, List<String> names) {
        var found = new HashMap<String, Long>();
        for (var name : names) {
            if (Reply.of(() -> api.insights(bearer, id, name)) instanceof Answered answer
                    && answer.ok()) {
                found.putAll(GraphInsights.in(answer, dialect.metrics()));
            }
        }
        return found;
    }
}
