package io.septet.quartz.boot;

import java.util.Map;
import org.quartz.Calendar;
import org.quartz.JobDetail;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.spi.OperableTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedRuntimeException;

/**
 * The application's beans that are jobs, triggers and calendars. They are stored at the start or,
 * if Redis is away, when it answers; and what is missing of them whenever this instance has to join
 * anew, since Redis may have lost it.
 */
final class DeclaredJobs {
    private static final Logger log = LoggerFactory.getLogger(DeclaredJobs.class);

    private final ObjectProvider<Scheduler> scheduler;
    private final ObjectProvider<JobDetail> jobs;
    private final ObjectProvider<Trigger> triggers;
    private final Map<String, Calendar> calendars;
    private final boolean overwrite;
    private boolean stored;
    private boolean begun;

    DeclaredJobs(
            ObjectProvider<Scheduler> scheduler,
            ObjectProvider<JobDetail> jobs,
            ObjectProvider<Trigger> triggers,
            Map<String, Calendar> calendars,
            boolean overwrite) {
        this.scheduler = scheduler;
        this.jobs = jobs;
        this.triggers = triggers;
        this.calendars = calendars;
        this.overwrite = overwrite;
    }

    /** Before the scheduler starts, which may be never. */
    void storeIfRedisAnswers() {
        try {
            storeNow();
        } catch (SchedulerException e) {
            if (!(e.getCause() instanceof NestedRuntimeException)) {
                throw new IllegalStateException(e);
            }
            log.debug("Jobs are stored when Redis answers", e);
        }
    }

    /** Whenever this instance joins; the first time they may just have been stored. */
    synchronized void store() throws SchedulerException {
        if (begun || !stored) {
            storeNow();
        }
        begun = true;
    }

    private synchronized void storeNow() throws SchedulerException {
        var one = scheduler.getObject();
        boolean replace = overwrite && !stored;
        for (var calendar : calendars.entrySet()) {
            if (replace || one.getCalendar(calendar.getKey()) == null) {
                one.addCalendar(calendar.getKey(), calendar.getValue(), true, true);
            }
        }
        for (var job : jobs.orderedStream().toList()) {
            store(one, job, replace);
        }
        for (var trigger : triggers.orderedStream().toList()) {
            // Quartz writes into what it is given.
            var copy = (Trigger) ((OperableTrigger) trigger).clone();
            // Where Spring's factory beans leave it.
            if (copy.getJobDataMap().remove("jobDetail") instanceof JobDetail job) {
                store(one, job, replace);
            }
            store(one, copy, replace);
        }
        stored = true;
    }

    private static void store(Scheduler scheduler, JobDetail job, boolean replace)
            throws SchedulerException {
        if (replace || !scheduler.checkExists(job.getKey())) {
            scheduler.addJob(job, true, true);
        }
    }

    private static void store(Scheduler scheduler, Trigger trigger, boolean replace)
            throws SchedulerException {
        if (!scheduler.checkExists(trigger.getKey())) {
            try {
                scheduler.scheduleJob(trigger);
                return;
            } catch (ObjectAlreadyExistsException e) {
                log.debug("Another instance stored trigger {}", trigger.getKey());
            }
        }
        if (replace) {
            scheduler.rescheduleJob(trigger.getKey(), trigger);
        }
    }
}
