package io.septet.accounts.feed;

import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.Renewal;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Keeps feeds open: asks for the next token before one ends, and tells people in time where nobody
 * but them can. A token that works once is asked for by one replica at a time:
 *
 * <pre>
 * SET accounts:{p00}:feed-renewal:0a9e  0192...  NX PX 60000
 * </pre>
 *
 * The next token is stored before anything is done with it. A platform that does not answer says
 * nothing about a token; only its refusal asks people to connect again.
 */
@Component
class Renewals {
    private static final Logger log = LoggerFactory.getLogger(Renewals.class);

    /** Longer than the one call made under it may take. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final int MOST_AT_ONCE = 50;

    /** A token younger than this that is refused would be refused again. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

    /** Access that lasts longer has an end that people may be told of. */
    private static final Duration LASTING = Duration.ofDays(14);

    private final Feeds feeds;
    private final AccessPlan plan;
    private final Guards guards;
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final Clock clock;
    private final RedisScript<Long> release =
            Changes.script(Renewals.class, "release.lua", Long.class);

    Renewals(
            Feeds feeds,
            AccessPlan plan,
            Guards guards,
            StringRedisTemplate redis,
            Partitions partitions,
            Clock clock) {
        this.feeds = feeds;
        this.plan = plan;
        this.guards = guards;
        this.redis = redis;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** Looks at every feed whose time has come. */
    void run() {
        for (var feed : feeds.toBeLookedAt(clock.instant(), MOST_AT_ONCE)) {
            try {
                look(feed);
            } catch (RuntimeException e) {
                log.warn("The access of feed {} could not be looked at", feed.id(), e);
                feeds.lookAgain(feed, clock.instant().plus(SHORTEST_PAUSE));
            }
        }
    }

    /** Whether a feed's token has ended, though the platform gives others after it. */
    boolean overdue(Feed feed) {
        return feeds.credential(feed)
                .filter(credential -> credential.expired(clock.instant()))
                .flatMap(credential -> plan.renewing(feed.platform(), credential))
                .isPresent();
    }

    /** Asks for the next token now, if the present one has ended. */
    void renewOverdue(Feed feed) {
        renew(feed, credential -> credential.expired(clock.instant()));
    }

    /**
     * Tries to help a feed whose token was not accepted.
     *
     * @return whether a person need not be asked: there is a newer token, or there may be one when
     *     the platform answers again
     */
    boolean helped(Feed feed) {
        var before = feeds.credential(feed);
        if (before.flatMap(credential -> plan.renewing(feed.platform(), credential)).isEmpty()) {
            return false;
        }
        renew(feed, this::mayBeOld);
        var after = feeds.credential(feed);
        return !after.equals(before) || overdue(feed);
    }

    private boolean mayBeOld(Credential credential) {
        var since = credential.obtainedAt();
        return since == null || !clock.instant().isBefore(since.plus(YOUNG));
    }

    private boolean due(Feed feed, Credential credential) {
        var at = plan.renewAt(feed.platform(), credential);
        return at != null && !clock.instant().isBefore(at);
    }

    private void look(Feed feed) {
        var credential = feeds.credential(feed);
        if (credential.isEmpty() || feed.health() == Feed.Health.RECONNECT) {
            feeds.lookAgain(feed, null);
        } else if (due(feed, credential.get())) {
            renew(feed, present -> due(feed, present));
        } else {
            warn(feed, credential.get());
        }
    }

    private void warn(Feed feed, Credential credential) {
        var now = clock.instant();
        var end = feed.expiresAt();
        if (end != null && !now.isBefore(end)) {
            change(
                    feed,
                    feed.with(
                            Feed.Health.RECONNECT,
                            "Its access ran out on "
                                    + end.atZone(ZoneOffset.UTC).toLocalDate()
                                    + "; connect it again"));
            feeds.lookAgain(feed, null);
            return;
        }
        var warning = AccessPlan.warning(end, now);
        if (feed.health() == Feed.Health.OK && !Objects.equals(warning, feed.healthReason())) {
            change(feed, feed.with(Feed.Health.OK, warning));
        }
        feeds.lookAgain(feed, plan.nextLook(feed.platform(), credential, end, now));
    }

    /** Writes a feed, unless somebody changed it meanwhile. */
    private boolean change(Feed before, Feed after) {
        return feeds.update(
                        before.workspace(), before.id(), before.version(), null, present -> after)
                .isPresent();
    }

    /** What is still to be done once it is this replica's turn. */
    private interface Wanted {
        boolean of(Credential present);
    }

    private void renew(Feed feed, Wanted wanted) {
        var key = "accounts:" + partitions.tag(feed.workspace()) + ":feed-renewal:" + feed.id();
        var mine = Ids.next();
        if (!Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(key, mine, LEASE))) {
            feeds.lookAgain(feed, clock.instant().plus(LEASE));
            return;
        }
        try {
            var present = feeds.find(feed.workspace(), feed.id());
            var credential = present.flatMap(feeds::credential);
            if (present.isEmpty() || credential.isEmpty() || !wanted.of(credential.get())) {
                return;
            }
            plan.renewing(feed.platform(), credential.get())
                    .ifPresent(consent -> renew(present.get(), credential.get(), consent));
        } finally {
            redis.execute(release, List.of(key), mine);
        }
    }

    private void renew(Feed feed, Credential credential, Consent consent) {
        switch (asked(feed, credential, consent)) {
            case Renewal.Renewed(var next) -> renewed(feed, credential, next);
            case Renewal.Refused(var reason) -> refused(feed, reason);
            case Renewal.Unreachable(var reason) -> unreachable(feed, credential, reason);
        }
    }

    private Renewal asked(Feed feed, Credential credential, Consent consent) {
        var permit = guards.enter("read", feed.where());
        if (permit.isEmpty()) {
            return new Renewal.Unreachable("The platform has not answered well lately");
        }
        permit.get().calling();
        boolean answered = false;
        try {
            var renewal = consent.renew(credential);
            answered = !(renewal instanceof Renewal.Unreachable);
            return renewal;
        } catch (RuntimeException e) {
            log.error("Renewing the access of feed {} failed", feed.id(), e);
            return new Renewal.Unreachable("Our own fault");
        } finally {
            if (answered) {
                permit.get().answered();
            } else {
                permit.get().failed();
            }
        }
    }

    private void renewed(Feed feed, Credential credential, Credential next) {
        var endsAt = plan.endsAt(feed.platform(), next);
        var warning = AccessPlan.warning(endsAt, clock.instant());
        boolean stored =
                feeds.succeed(
                        feed,
                        credential,
                        next,
                        present ->
                                present.health() == Feed.Health.OK
                                                && Objects.equals(warning, present.healthReason())
                                                && Objects.equals(endsAt, present.expiresAt())
                                        ? present
                                        : present.with(Feed.Health.OK, warning, endsAt));
        if (!stored) {
            log.info("Feed {} was connected again while its access was renewed", feed.id());
        }
    }

    private void refused(Feed feed, String reason) {
        log.info("The access of feed {} is not renewed: {}", feed.id(), reason);
        if (change(feed, feed.with(Feed.Health.RECONNECT, reason + "; connect it again"))) {
            feeds.lookAgain(feed, null);
        }
    }

    private void unreachable(Feed feed, Credential credential, String reason) {
        var now = clock.instant();
        var end = credential.expiresAt();
        log.info("The access of feed {} could not be renewed: {}", feed.id(), reason);
        var after = feed;
        if (credential.expired(now)) {
            var words = "Its access could not be renewed yet: " + reason;
            after =
                    feed.health() == Feed.Health.UNREACHABLE
                            ? feed
                            : feed.with(Feed.Health.UNREACHABLE, words, feed.expiresAt());
        } else if (lasting(credential)) {
            var warning = AccessPlan.warning(end, now);
            if (!Objects.equals(warning, feed.healthReason())
                    || !Objects.equals(end, feed.expiresAt())) {
                after = feed.with(feed.health(), warning, end);
            }
        }
        if (after != feed) {
            change(feed, after);
        }
        feeds.lookAgain(feed, now.plus(pause(end, now)));
    }

    private static boolean lasting(Credential credential) {
        var since = credential.obtainedAt();
        var end = credential.expiresAt();
        return since != null && end != null && Duration.between(since, end).compareTo(LASTING) > 0;
    }

    /** The less time is left, the sooner. */
    private static Duration pause(@Nullable Instant end, Instant now) {
        var tenth =
                Optional.ofNullable(end)
                        .map(at -> Duration.between(now, at).dividedBy(10))
                        .orElse(LONGEST_PAUSE);
        return tenth.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
    }
}
