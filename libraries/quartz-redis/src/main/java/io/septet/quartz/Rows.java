package io.septet.quartz;

import io.septet.quartz.json.DataJson;
import io.septet.quartz.json.TriggerJson;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;

/**
 * Jobs and triggers between Quartz's objects and the fields of their hashes.
 *
 * <pre>
 * HSET quartz:{app:0}:j:DEFAULT:send  v 1  c org.example.SendJob  f dx  e "Sends mail"  m {"to":"a"}
 * HSET quartz:{app:0}:t:DEFAULT:nine  s W  j DEFAULT:send  d {"v":1,"type":"simple","start":..}  n 1795445542123
 *      p 1795445482123  c 4  r 7ffffffa  o &lt;id of the last firing&gt;  k holidays  i 1  m {..}
 * </pre>
 *
 * Flags of a job: d durable, x one run at a time, p keeps data after a run, r repeated if its run
 * dies. State of a trigger: W waiting, A acquired, P paused, C complete, E error; that it is
 * blocked follows from its job.
 */
final class Rows {
    private final TriggerJson triggers;
    private final ClassLoadHelper classes;
    private final List<String> allowed;

    /**
     * @param allowed prefixes of the names of job classes; empty for any
     */
    Rows(TriggerJson triggers, ClassLoadHelper classes, List<String> allowed) {
        this.triggers = triggers;
        this.classes = classes;
        this.allowed = allowed;
    }

    /** class, flags, description, data. */
    List<String> job(JobDetail job) throws JobPersistenceException {
        var name = job.getJobClass().getName();
        checkAllowed(name);
        return List.of(
                name,
                flags(job),
                job.getDescription() == null ? "" : job.getDescription(),
                DataJson.write(job.getJobDataMap()));
    }

    private static String flags(JobDetail job) {
        return (job.isDurable() ? "d" : "")
                + (job.isConcurrentExecutionDisallowed() ? "x" : "")
                + (job.isPersistJobDataAfterExecution() ? "p" : "")
                + (job.requestsRecovery() ? "r" : "");
    }

    JobDetail job(JobKey key, String name, String flags, String description, String data)
            throws JobPersistenceException {
        return JobBuilder.newJob(jobClass(key, name))
                .withIdentity(key)
                .withDescription(description.isEmpty() ? null : description)
                .storeDurably(flags.contains("d"))
                .requestRecovery(flags.contains("r"))
                .setJobData(DataJson.read(data))
                .build();
    }

    private Class<? extends Job> jobClass(JobKey key, String name) throws JobPersistenceException {
        checkAllowed(name);
        Class<?> type;
        try {
            type = classes.loadClass(name);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new JobPersistenceException(
                    "Class %s of job %s cannot be loaded".formatted(name, key), e);
        }
        if (!Job.class.isAssignableFrom(type)) {
            throw new JobPersistenceException(
                    "Class %s of job %s is not a Job".formatted(name, key));
        }
        return type.asSubclass(Job.class);
    }

    private void checkAllowed(String name) throws JobPersistenceException {
        if (!allowed.isEmpty() && allowed.stream().noneMatch(name::startsWith)) {
            throw new JobPersistenceException(
                    "Class %s is not among the allowed job classes".formatted(name));
        }
    }

    /** job, d, m, n, p, c, r, i, k. */
    List<String> trigger(OperableTrigger trigger) throws JobPersistenceException {
        int times = triggers.timesTriggered(trigger);
        return List.of(
                Keys.of(trigger.getJobKey()),
                triggers.write(trigger),
                DataJson.write(trigger.getJobDataMap()),
                time(trigger.getNextFireTime()),
                time(trigger.getPreviousFireTime()),
                times == 0 ? "" : Integer.toString(times),
                priority(trigger.getPriority()),
                trigger.getMisfireInstruction() == Trigger.MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY
                        ? "1"
                        : "",
                trigger.getCalendarName() == null ? "" : Keys.escape(trigger.getCalendarName()));
    }

    /** Only what a firing, a misfire or a new calendar changes: d, n, p, c. */
    List<String> times(OperableTrigger trigger) throws JobPersistenceException {
        return List.of(
                triggers.write(trigger),
                time(trigger.getNextFireTime()),
                time(trigger.getPreviousFireTime()),
                Integer.toString(triggers.timesTriggered(trigger)));
    }

    OperableTrigger trigger(
            String key,
            String schedule,
            String data,
            String job,
            @Nullable Long next,
            @Nullable Long previous,
            String times)
            throws JobPersistenceException {
        OperableTrigger trigger;
        try {
            trigger = triggers.read(schedule, times.isEmpty() ? 0 : Integer.parseInt(times));
        } catch (IllegalArgumentException e) {
            throw new JobPersistenceException(
                    "Trigger %s is stored as %s: %s".formatted(key, schedule, e.getMessage()), e);
        }
        trigger.setKey(Keys.trigger(key));
        trigger.setJobKey(Keys.job(job));
        trigger.setJobDataMap(DataJson.read(data));
        trigger.setNextFireTime(next == null ? null : new Date(next));
        trigger.setPreviousFireTime(previous == null ? null : new Date(previous));
        return trigger;
    }

    /** Eight hex digits that put the highest priority first. */
    static String priority(int priority) {
        return HexFormat.of().toHexDigits((int) ((long) Integer.MAX_VALUE - priority));
    }

    static String time(@Nullable Date time) {
        return time == null ? "" : Long.toString(time.getTime());
    }
}
