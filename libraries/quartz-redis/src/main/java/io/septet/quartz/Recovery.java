package io.septet.quartz;

import java.util.Date;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.spi.OperableTrigger;

/** The trigger that repeats a job if the instance that runs it dies; written by Redis alone. */
final class Recovery {
    private Recovery() {}

    static OperableTrigger trigger(OperableTrigger fired, Date scheduled)
            throws JobPersistenceException {
        var again =
                (OperableTrigger)
                        TriggerBuilder.newTrigger()
                                .withIdentity(
                                        "recover_" + fired.getFireInstanceId(),
                                        Scheduler.DEFAULT_RECOVERY_GROUP)
                                .forJob(fired.getJobKey())
                                .withPriority(fired.getPriority())
                                .startAt(scheduled)
                                .withSchedule(
                                        SimpleScheduleBuilder.simpleSchedule()
                                                .withMisfireHandlingInstructionIgnoreMisfires())
                                .build();
        var data = again.getJobDataMap();
        data.putAll(fired.getJobDataMap());
        // A recovery that dies as well still says what was first.
        if (!fired.getKey().getGroup().equals(Scheduler.DEFAULT_RECOVERY_GROUP)) {
            data.put(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_NAME, fired.getKey().getName());
            data.put(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_GROUP, fired.getKey().getGroup());
            data.put(
                    Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_FIRETIME_IN_MILLISECONDS,
                    Long.toString(System.currentTimeMillis()));
            data.put(
                    Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS,
                    Long.toString(scheduled.getTime()));
        }
        again.setNextFireTime(scheduled);
        return again;
    }
}
