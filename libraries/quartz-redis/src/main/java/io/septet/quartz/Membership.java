package io.septet.quartz;

import static io.septet.quartz.Answers.number;
import static io.septet.quartz.Answers.text;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease under which this instance acquires and fires, known to Redis by a random run id. An
 * instance that was declared dead never gets its run id back: it goes on under a new one, and what
 * it held belongs to whoever took it over.
 */
final class Membership {
    private static final Logger log = LoggerFactory.getLogger(Membership.class);
    private static final Duration LOUD_OFFSET = Duration.ofMillis(500);

    private final RedisCalls redis;
    private final Duration lease;
    private final StoreMetrics metrics;
    private final Consumer<String> told;
    private final Preparation before;
    private final ReentrantLock joining = new ReentrantLock();
    private volatile Run run = new Run("", 0);

    /**
     * @param id what Redis knows it by; empty before the first joining
     * @param until end of the lease by this machine's monotonic clock, counted from before it was
     *     asked for
     */
    private record Run(String id, long until) {}

    /** What has to be done before this instance becomes a member; done again if it fails. */
    interface Preparation {
        void run() throws JobPersistenceException;
    }

    Membership(
            RedisCalls redis,
            Duration lease,
            StoreMetrics metrics,
            Consumer<String> told,
            Preparation before) {
        this.redis = redis;
        this.lease = lease;
        this.metrics = metrics;
        this.told = told;
        this.before = before;
    }

    /** The present run id. */
    String run() {
        return run.id;
    }

    String leaseMillis() {
        return Long.toString(lease.toMillis());
    }

    /** Says that a call sent at this {@link System#nanoTime} renewed the lease. */
    void renewed(String id, long sent) {
        var now = run;
        if (now.id.equals(id) && sent + lease.toNanos() - now.until > 0) {
            run = new Run(id, sent + lease.toNanos());
        }
    }

    /** Whether this run surely still has its lease, without asking. */
    boolean surelyHolds(String id) {
        var now = run;
        return now.id.equals(id) && now.until - System.nanoTime() > 0;
    }

    /** Whether this run has its lease; renews it if it was about to end and nobody objects. */
    boolean holds(String id) {
        if (surelyHolds(id)) {
            return true;
        }
        if (!run.id.equals(id)) {
            return false;
        }
        try {
            return beat("renew", id, "") != null;
        } catch (JobPersistenceException e) {
            return false;
        }
    }

    /** Becomes a member, again under a new run id if it has been one. */
    void join(String lost) throws JobPersistenceException {
        joining.lock();
        try {
            if (run.id.equals(lost)) {
                before.run();
                var id = Session.randomId();
                long sent = System.nanoTime();
                var answer = call("join", id, lost);
                run = new Run(id, sent + lease.toNanos());
                account(answer);
            }
        } finally {
            joining.unlock();
        }
    }

    /** Whatever Redis answered "fenced" to: goes on under a new run id. */
    void fenced(String lost) throws JobPersistenceException {
        if (lost.isEmpty()) {
            // Redis was away when the scheduler started.
            join(lost);
            return;
        }
        metrics.fenced();
        if (run.id.equals(lost)) {
            log.warn(
                    "This instance ({}) was declared dead after its lease of {} ended; what it had"
                            + " acquired is run by others, and it goes on under a new id",
                    lost,
                    lease);
            join(lost);
            told.accept(lost);
        }
    }

    /** Renews the lease and takes over what dead instances left. Answers the ids fired by us. */
    Set<String> beat() throws JobPersistenceException {
        var id = run.id;
        var mine = beat("renew", id, "");
        if (mine == null) {
            fenced(id);
            return Set.of();
        }
        return mine;
    }

    private @Nullable Set<String> beat(String kind, String id, String before)
            throws JobPersistenceException {
        for (; ; ) {
            long sent = System.nanoTime();
            var answer = call(kind, id, before);
            if (text(answer, 0).equals("fenced")) {
                return null;
            }
            renewed(id, sent);
            account(answer);
            if (text(answer, 5).equals("0")) {
                return Set.copyOf(Answers.texts(Answers.list(answer, 6)));
            }
        }
    }

    /** Gives back what was acquired; running jobs keep the lease until it ends. */
    void leave() throws JobPersistenceException {
        if (!run.id.isEmpty()) {
            call("leave", run.id, "");
        }
    }

    private List<?> call(String kind, String id, String before) throws JobPersistenceException {
        long began = System.currentTimeMillis();
        var answer = redis.list(Script.BEAT, List.of(kind, id, leaseMillis(), before));
        if (answer.size() > 1) {
            long ended = System.currentTimeMillis();
            long offset = number(answer, 1) - (began + ended) / 2;
            metrics.offset(offset);
            if (Math.abs(offset) > LOUD_OFFSET.toMillis() + (ended - began)) {
                log.warn(
                        "The clock of this machine and that of Redis differ by {} ms; triggers fire"
                                + " by this machine's",
                        offset);
            }
        }
        return answer;
    }

    private void account(List<?> answer) {
        long released = number(answer, 2);
        long repeated = number(answer, 3);
        long dropped = number(answer, 4);
        if (released + repeated + dropped > 0) {
            metrics.recovered(released + repeated);
            log.warn(
                    "Took over from a dead instance: {} acquired triggers released, {} jobs"
                            + " repeated, {} cut off that do not ask for recovery",
                    released,
                    repeated,
                    dropped);
        }
    }

    /** How long until the next beat. */
    long beatNanos() {
        return Math.max(TimeUnit.MILLISECONDS.toNanos(50), lease.toNanos() / 3);
    }
}
