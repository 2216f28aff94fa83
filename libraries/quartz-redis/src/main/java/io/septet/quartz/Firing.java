package io.septet.quartz;

import static io.septet.quartz.Answers.list;
import static io.septet.quartz.Answers.number;
import static io.septet.quartz.Answers.text;
import static io.septet.quartz.Answers.time;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.spi.TriggerFiredResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From due to running: acquiring and firing. What is held is known by a fire id, the run id and a
 * number; it is the token by which every later call is recognised.
 */
final class Firing {
    private static final Logger log = LoggerFactory.getLogger(Firing.class);
    private static final int ROUNDS = 100;

    private final RedisCalls redis;
    private final Session session;
    private final Membership membership;
    private final Calendars calendars;
    private final Pauses pauses;
    private final Rows rows;
    private final SchedulerSignaler signaler;
    private final StoreMetrics metrics;
    private final Endings endings;
    private final long misfireThreshold;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private volatile int lastBatch;
    private volatile boolean lastBatchFull;
    private volatile @Nullable Ahead ahead;

    /** What firing needs of an acquired trigger beyond the trigger itself. */
    private record Held(String key, String schedule, String flags, String calendarVersion) {}

    Firing(
            RedisCalls redis,
            Session session,
            Membership membership,
            Calendars calendars,
            Pauses pauses,
            Rows rows,
            SchedulerSignaler signaler,
            StoreMetrics metrics,
            long misfireThreshold) {
        this.redis = redis;
        this.session = session;
        this.membership = membership;
        this.calendars = calendars;
        this.pauses = pauses;
        this.rows = rows;
        this.signaler = signaler;
        this.metrics = metrics;
        this.misfireThreshold = misfireThreshold;
        endings = new Endings(redis, session, membership, signaler, metrics, this);
    }

    /** The run id that a fire id begins with. */
    static String runOf(String fireId) {
        return fireId.substring(0, Math.max(0, fireId.indexOf('-')));
    }

    /** Lets firings acquire the next triggers too, for a scheduler of so many threads. */
    void acquireAhead(int threads, ScheduledExecutorService executor) {
        ahead = new Ahead(threads, executor, endings::release);
    }

    List<OperableTrigger> acquire(long noLaterThan, int most, long window)
            throws JobPersistenceException {
        var early = ahead;
        if (early != null) {
            var waiting = early.take(most);
            // Of a run that has lost its lease they belong to others by now.
            waiting.removeIf(trigger -> {
                var id = trigger.getFireInstanceId();
                boolean lost = !runOf(id).equals(membership.run());
                if (lost) {
                    letGo(id);
                }
                return lost;
            });
            if (!waiting.isEmpty()) {
                lastBatch = waiting.size();
                return waiting;
            }
        }
        for (int i = 0; i < ROUNDS; i++) {
            var run = membership.run();
            long sent = System.nanoTime();
            var answer =
                    redis.list(
                            Script.ACQUIRE,
                            List.of(
                                    run,
                                    membership.leaseMillis(),
                                    Long.toString(noLaterThan - System.currentTimeMillis()),
                                    Integer.toString(most),
                                    Long.toString(window),
                                    Long.toString(misfireThreshold),
                                    Long.toString(numbers.getAndAdd(most))));
            if (text(answer, 0).equals("fenced")) {
                membership.fenced(run);
                continue;
            }
            membership.renewed(run, sent);
            var misfired = list(answer, 2);
            if (misfired.isEmpty()) {
                var acquired = acquired(list(answer, 3));
                if (acquired.isEmpty() && text(answer, 4).equals("1")) {
                    continue;
                }
                lastBatch = acquired.size();
                lastBatchFull = acquired.size() == most;
                return acquired;
            }
            applyMisfires(misfired);
        }
        return List.of();
    }

    private List<OperableTrigger> acquired(List<?> found) {
        var acquired = new ArrayList<OperableTrigger>();
        for (var element : found) {
            var row = (List<?>) element;
            var trigger = trigger(row);
            if (trigger != null) {
                var id = text(row, 10);
                trigger.setFireInstanceId(id);
                held.put(id, new Held(text(row, 0), text(row, 1), text(row, 7), text(row, 9)));
                acquired.add(trigger);
            }
        }
        metrics.acquired(acquired.size());
        return acquired;
    }

    /** key, d, m, j, n, p, c, …; what cannot be read is put into the state of error. */
    private @Nullable OperableTrigger trigger(List<?> row) {
        var key = text(row, 0);
        try {
            return rows.trigger(
                    key,
                    text(row, 1),
                    text(row, 2),
                    text(row, 3),
                    time(row, 4),
                    time(row, 5),
                    text(row, 6));
        } catch (JobPersistenceException e) {
            report("Trigger " + key + " cannot be read and is in error", e);
            try {
                pauses.one("error", Keys.trigger(key));
            } catch (JobPersistenceException again) {
                log.warn("Trigger {} stays for now: {}", key, again.getMessage());
            }
            return null;
        }
    }

    private void applyMisfires(List<?> found) throws JobPersistenceException {
        var before = new ArrayList<OperableTrigger>();
        var after = new ArrayList<OperableTrigger>();
        var arguments = new ArrayList<String>();
        for (var element : found) {
            var row = (List<?>) element;
            var trigger = trigger(row);
            if (trigger == null) {
                continue;
            }
            before.add((OperableTrigger) trigger.clone());
            trigger.updateAfterMisfire(calendar(trigger, text(row, 9)));
            after.add(trigger);
            arguments.addAll(List.of(text(row, 0), text(row, 1), text(row, 4)));
            arguments.addAll(rows.times(trigger));
        }
        if (after.isEmpty()) {
            return;
        }
        var written = session.once(Script.MISFIRE, arguments);
        for (int i = 0; i < after.size(); i++) {
            // Somebody else may have been faster; then it was told there.
            if (number(written, i) == 1) {
                metrics.misfired();
                signaler.notifyTriggerListenersMisfired(before.get(i));
                if (after.get(i).getNextFireTime() == null) {
                    signaler.notifySchedulerListenersFinalized(after.get(i));
                }
            }
        }
    }

    private @Nullable Calendar calendar(Trigger trigger, String version)
            throws JobPersistenceException {
        return calendars.of(trigger.getCalendarName(), version);
    }

    /** One result per trigger, in their order. */
    List<TriggerFiredResult> fire(List<OperableTrigger> triggers) throws JobPersistenceException {
        var asked = new ArrayList<Asked>();
        var results = new TriggerFiredResult[triggers.size()];
        var run = "";
        var arguments = new ArrayList<String>();
        for (int i = 0; i < results.length; i++) {
            results[i] = new TriggerFiredResult((TriggerFiredBundle) null);
            var trigger = triggers.get(i);
            var id = trigger.getFireInstanceId();
            var mine = held.get(id);
            if (mine == null) {
                continue;
            }
            var calendar = calendar(trigger, mine.calendarVersion);
            if (trigger.getCalendarName() != null && calendar == null) {
                continue;
            }
            run = runOf(id);
            var one = new Asked(i, trigger, calendar);
            asked.add(one);
            trigger.triggered(calendar);
            addFired(arguments, trigger, mine, one);
        }
        if (asked.isEmpty()) {
            return List.of(results);
        }
        var early = ahead;
        // Redis takes what was acquired and is not fired now for lost.
        boolean all = triggers.size() >= lastBatch;
        int more = early == null || !all || !lastBatchFull ? 0 : early.wanted(lastBatch);
        arguments.addAll(
                0,
                List.of(
                        run,
                        membership.leaseMillis(),
                        // With threads to spare this instance comes for the next times itself.
                        lastBatchFull || lastBatch > 1 ? session.client() : "",
                        Integer.toString(more),
                        Long.toString(misfireThreshold),
                        Long.toString(numbers.getAndAdd(more))));
        long sent = System.nanoTime();
        var answer = redis.list(Script.FIRE, arguments);
        if (text(answer, 0).equals("fenced")) {
            asked.forEach(one -> held.remove(one.trigger.getFireInstanceId()));
            membership.fenced(run);
            return List.of(results);
        }
        membership.renewed(run, sent);
        long now = number(answer, 1);
        var fired = list(answer, 2);
        for (int i = 0; i < asked.size(); i++) {
            var one = asked.get(i);
            results[one.index] = result(one, (List<?>) fired.get(i), now);
        }
        if (early != null && more > 0) {
            var next = acquired(list(answer, 3));
            lastBatchFull = next.size() == more;
            early.put(next);
        }
        return List.of(results);
    }

    /** A trigger that is being fired, with its times before that. */
    private record Asked(
            int index,
            OperableTrigger trigger,
            @Nullable Calendar calendar,
            Date scheduled,
            @Nullable Date previous) {
        Asked(int index, OperableTrigger trigger, @Nullable Calendar calendar) {
            this(
                    index,
                    trigger,
                    calendar,
                    trigger.getNextFireTime(),
                    trigger.getPreviousFireTime());
        }
    }

    private void addFired(List<String> arguments, OperableTrigger trigger, Held mine, Asked before)
            throws JobPersistenceException {
        var times = rows.times(trigger);
        arguments.add(trigger.getFireInstanceId());
        arguments.add(mine.key);
        arguments.add(times.get(1));
        arguments.add(times.get(2));
        arguments.add(times.get(3));
        arguments.add(times.getFirst().equals(mine.schedule) ? "" : times.getFirst());
        if (mine.flags.contains("r")) {
            var again = Recovery.trigger(trigger, before.scheduled);
            var fields = rows.trigger(again);
            arguments.add(fields.get(1));
            arguments.add(fields.get(2));
        } else {
            arguments.add("");
            arguments.add("");
        }
    }

    private TriggerFiredResult result(Asked one, List<?> row, long now) {
        var trigger = one.trigger;
        var id = trigger.getFireInstanceId();
        if (text(row, 0).equals("no")) {
            held.remove(id);
            return new TriggerFiredResult((TriggerFiredBundle) null);
        }
        metrics.fired(now - one.scheduled.getTime());
        var key = Keys.job(text(row, 1));
        try {
            var job = rows.job(key, text(row, 2), text(row, 3), text(row, 4), text(row, 5));
            return new TriggerFiredResult(
                    new TriggerFiredBundle(
                            job,
                            trigger,
                            one.calendar,
                            trigger.getKey().getGroup().equals(Scheduler.DEFAULT_RECOVERY_GROUP),
                            new Date(),
                            one.scheduled,
                            one.previous,
                            trigger.getNextFireTime()));
        } catch (JobPersistenceException | RuntimeException e) {
            report("Job " + key + " cannot be made; its triggers are in error", e);
            endings.complete(
                    List.of(
                            id,
                            Keys.of(trigger.getKey()),
                            Keys.of(trigger.getJobKey()),
                            CompletedExecutionInstruction.SET_ALL_JOB_TRIGGERS_ERROR.name(),
                            "0",
                            ""));
            return new TriggerFiredResult((TriggerFiredBundle) null);
        }
    }

    Endings endings() {
        return endings;
    }

    /** What is held here now, by fire id. */
    Set<String> held() {
        return Set.copyOf(held.keySet());
    }

    /** The key of a trigger that is held here. */
    @Nullable String keyOf(String id) {
        var mine = held.get(id);
        return mine == null ? null : mine.key;
    }

    void letGo(String id) {
        held.remove(id);
    }

    void report(String what, Exception e) {
        log.error("{}: {}", what, e.getMessage());
        signaler.notifySchedulerListenersError(
                what,
                e instanceof SchedulerException known ? known : new SchedulerException(what, e));
    }
}
