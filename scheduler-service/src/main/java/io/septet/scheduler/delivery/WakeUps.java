package io.septet.scheduler.delivery;

import io.septet.kit.redis.Partitions;
import java.time.Instant;
import java.util.Date;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Quartz triggers that wake the hand-over at a delivery's second: one durable job, one trigger per
 * delivery. They are a help, not the truth: planted after the delivery is stored, kept in memory,
 * and without effect when the due list says otherwise.
 */
@Component
public class WakeUps {
    static final JobKey JOB = JobKey.jobKey("hand-over");
    static final String TAG = "tag";
    static final String WORKSPACE = "workspace";
    private static final Logger log = LoggerFactory.getLogger(WakeUps.class);

    private final Scheduler quartz;
    private final Partitions partitions;

    WakeUps(Scheduler quartz, Partitions partitions) {
        this.quartz = quartz;
        this.partitions = partitions;
    }

    /** Plants the trigger of a delivery that has been stored, or moves it. */
    public void plant(Delivery delivery) {
        if (delivery.state() == DeliveryState.SCHEDULED) {
            plant(delivery.workspace(), delivery.id(), delivery.handAt());
        }
    }

    /** Whether a trigger for a delivery at this time stands. */
    boolean isPlanted(String id, Instant at) {
        try {
            var present = quartz.getTrigger(TriggerKey.triggerKey(id));
            return present != null && present.getStartTime().toInstant().equals(at);
        } catch (SchedulerException e) {
            return false;
        }
    }

    /** Plants a trigger for a delivery at this time, or moves it there. */
    void plant(String workspace, String id, Instant at) {
        var key = TriggerKey.triggerKey(id);
        try {
            var present = quartz.getTrigger(key);
            if (present != null && present.getStartTime().toInstant().equals(at)) {
                return;
            }
            var trigger =
                    TriggerBuilder.newTrigger()
                            .withIdentity(key)
                            .forJob(JOB)
                            .usingJobData(TAG, partitions.tag(workspace))
                            .usingJobData(WORKSPACE, workspace)
                            .startAt(Date.from(at))
                            .withSchedule(
                                    SimpleScheduleBuilder.simpleSchedule()
                                            .withMisfireHandlingInstructionFireNow())
                            .build();
            if (present == null) {
                quartz.scheduleJob(trigger);
            } else {
                quartz.rescheduleJob(key, trigger);
            }
        } catch (ObjectAlreadyExistsException e) {
            log.debug("Somebody else planted the trigger of {}", id);
        } catch (SchedulerException e) {
            log.warn("No trigger for {}, the sweep will find it: {}", id, e.getMessage());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        JobDetail handOverJob() {
            return JobBuilder.newJob(HandOverJob.class).withIdentity(JOB).storeDurably().build();
        }
    }
}
