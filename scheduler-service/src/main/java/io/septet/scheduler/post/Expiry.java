package io.septet.scheduler.post;

import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.Rounds;
import io.septet.scheduler.SchedulerProperties;
import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.LogEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * A post that is due and not approved has missed its time: each of its feeds gets a delivery that
 * says so, and so comes up wherever what was missed comes up.
 */
@Component
class Expiry extends Rounds {
    private static final Logger log = LoggerFactory.getLogger(Expiry.class);
    private static final int MOST = 100;

    private final Posts posts;
    private final Deliveries deliveries;
    private final Composer composer;
    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final Clock clock;

    Expiry(
            Posts posts,
            Deliveries deliveries,
            Composer composer,
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            ContractTimings timings,
            Clock clock,
            SchedulerProperties properties) {
        super("approval-expiry", timings.sweep(), properties.sweeping());
        this.posts = posts;
        this.deliveries = deliveries;
        this.composer = composer;
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** Looks once at everything that is due. */
    void sweep() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (var tag : partitions.all()) {
            var due =
                    Objects.requireNonNull(
                            redis.opsForZSet()
                                    .rangeByScore(
                                            Posts.unapproved(tag), 0, now.toEpochMilli(), 0, MOST));
            for (var id : due) {
                posts.findIn(tag, id).ifPresent(post -> expire(post, now));
            }
        }
    }

    /** Who decides in the same moment is either first, and it goes out, or too late. */
    private void expire(Post post, Instant now) {
        var approval = post.approval();
        if (post.state() != PostState.SUBMITTED
                || approval == null
                || now.isBefore(approval.due())) {
            return;
        }
        var reason =
                "Not approved in time: "
                        + approval.waiting()
                                .map(stage -> approval.stages().get(stage).name())
                                .orElse("");
        var present =
                posts.deliveriesOf(post).stream()
                        .collect(Collectors.toMap(Delivery::feed, Function.identity()));
        var contents = composer.asItIs(post.workspace(), post.draft(), approval.parts().keySet());
        var sent = new LinkedHashMap<>(post.deliveries());
        var change = Change.of();
        approval.parts()
                .forEach((feed, part) -> {
                    var old = present.get(feed);
                    var missed =
                            Delivery.scheduled(
                                            post.workspace(),
                                            post.id(),
                                            post.author(),
                                            feed,
                                            old == null ? 1 : old.take() + 1,
                                            plan(
                                                    post,
                                                    approval,
                                                    part,
                                                    Objects.requireNonNull(contents.get(feed))))
                                    .missed(reason);
                    deliveries.put(change, null, missed, LogEntry.of(now, "missed", reason));
                    sent.put(feed, new Post.Sent(missed.id(), missed.take()));
                });
        posts.put(
                change, post, post.with(PostState.DONE, post.draft(), sent, post.allRenditions()));
        if (changes.apply(change) instanceof ChangeOutcome.Applied) {
            log.info("Post {} was not approved in time", post.id());
        }
    }

    private static Delivery.Plan plan(
            Post post,
            Approval approval,
            Approval.Part part,
            io.septet.scheduler.delivery.Content content) {
        var draft = post.draft();
        return new Delivery.Plan(
                part.platform(),
                content,
                draft.media().isEmpty() ? null : draft.media().getFirst(),
                draft.labels(),
                approval.due(),
                approval.notAfter(),
                Duration.ZERO);
    }

    @Override
    protected void round() {
        sweep();
    }

    @Override
    protected String failed() {
        return "What was not approved in time cannot be looked up";
    }
}
