package io.septet.quartz;

import static io.septet.quartz.Answers.text;
import static io.septet.quartz.Answers.time;

import io.septet.quartz.json.DataJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From running to done: completing and releasing. What gets no answer is sent again. */
final class Endings {
    private static final Logger log = LoggerFactory.getLogger(Endings.class);

    private final RedisCalls redis;
    private final Session session;
    private final Membership membership;
    private final SchedulerSignaler signaler;
    private final StoreMetrics metrics;
    private final Firing firing;
    private final Completions completions;
    private final ConcurrentLinkedQueue<Unsent> unsent = new ConcurrentLinkedQueue<>();

    /** A call that Redis did not answer, sent again at each beat. */
    private interface Unsent {
        void send() throws JobPersistenceException;
    }

    Endings(
            RedisCalls redis,
            Session session,
            Membership membership,
            SchedulerSignaler signaler,
            StoreMetrics metrics,
            Firing firing) {
        this.redis = redis;
        this.session = session;
        this.membership = membership;
        this.signaler = signaler;
        this.metrics = metrics;
        this.firing = firing;
        completions = new Completions(session, "quartz-redis-endings");
    }

    void complete(
            OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
        var data = "";
        if (job.isPersistJobDataAfterExecution() && job.getJobDataMap().isDirty()) {
            try {
                data = DataJson.write(job.getJobDataMap());
                data = data.isEmpty() ? "{}" : data;
            } catch (JobPersistenceException e) {
                firing.report("What job " + job.getKey() + " left in its data is not kept", e);
            }
        }
        complete(
                List.of(
                        trigger.getFireInstanceId(),
                        Keys.of(trigger.getKey()),
                        Keys.of(job.getKey()),
                        instruction.name(),
                        trigger.getNextFireTime() == null ? "1" : "0",
                        data));
    }

    /** Ends a run: id, trigger, job, instruction, whether it has no next time, data. */
    void complete(List<String> arguments) {
        completions.send(
                new Completions.Ending() {
                    @Override
                    public List<String> arguments() {
                        return arguments;
                    }

                    @Override
                    public void recorded(List<?> row) {
                        ended(arguments, row);
                    }

                    @Override
                    public void failed(JobPersistenceException e) {
                        log.warn(
                                "The end of {} is not recorded yet: {}",
                                arguments.getFirst(),
                                e.getMessage());
                        unsent.add(() -> ended(arguments, completions.sendNow(arguments)));
                    }
                });
    }

    private void ended(List<String> ending, List<?> row) {
        var id = ending.getFirst();
        firing.letGo(id);
        switch (text(row, 0)) {
            case "done" -> {
                metrics.completed();
                var waited = time(row, 1);
                if (waited != null) {
                    signaler.signalSchedulingChange(waited);
                } else if (ending.get(3).startsWith("SET_")) {
                    signaler.signalSchedulingChange(0);
                }
                for (int i = 2; i < row.size(); i++) {
                    signaler.notifySchedulerListenersJobDeleted(Keys.job(text(row, i)));
                }
            }
            case "fenced" -> {
                log.warn(
                        "{} ended after this instance had been declared dead; its end counts for nothing",
                        ending.get(2));
                try {
                    membership.fenced(Firing.runOf(id));
                } catch (JobPersistenceException e) {
                    log.warn("This instance could not join again yet: {}", e.getMessage());
                }
            }
            default -> log.debug("The end of {} was recorded before", id);
        }
    }

    /** Returns when all ends so far are recorded, or wait to be sent again. */
    void flush() {
        completions.flush();
    }

    /** Gives back what was acquired and will not be fired here. */
    void release(List<OperableTrigger> triggers) {
        var arguments = new ArrayList<String>();
        arguments.add(session.client());
        for (var trigger : triggers) {
            var id = trigger.getFireInstanceId();
            var mine = firing.keyOf(id);
            if (mine != null) {
                arguments.add(id);
                arguments.add(mine);
            }
        }
        if (arguments.size() == 1) {
            return;
        }
        try {
            sendRelease(arguments);
        } catch (JobPersistenceException e) {
            log.warn("{} are not given back yet: {}", arguments, e.getMessage());
            unsent.add(() -> sendRelease(arguments));
        }
    }

    private void sendRelease(List<String> arguments) throws JobPersistenceException {
        redis.list(Script.RELEASE, arguments);
        for (int i = 1; i < arguments.size(); i += 2) {
            firing.letGo(arguments.get(i));
        }
    }

    /** Sends again what got no answer. */
    void sendAgain() throws JobPersistenceException {
        for (int i = unsent.size(); i > 0; i--) {
            var again = unsent.peek();
            if (again == null) {
                break;
            }
            again.send();
            unsent.remove(again);
        }
    }

    /**
     * Gives back what is recorded as fired but not held.
     *
     * @param held what was held before Redis was asked: it may have ended since
     */
    void reconcile(Set<String> held, Set<String> recorded) throws JobPersistenceException {
        sendAgain();
        var lost = new HashSet<>(recorded);
        lost.removeAll(held);
        lost.removeAll(firing.held());
        for (var id : lost) {
            log.warn("{} is recorded as fired but not held here; it is given back", id);
            redis.list(Script.RELEASE, List.of(session.client(), id, ""));
        }
    }
}
