package io.septet.scheduler.delivery;

import io.septet.kit.redis.Partitions;
import io.septet.quartz.boot.StoredTriggers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Quartz triggers that wake the hand-over at a delivery's second: one durable job, one trigger per
 * delivery, fired by whichever replica comes first. They are a help, not the truth: planted after
 * the delivery is stored, and without effect when the due list says otherwise.
 */
@Component
public class WakeUps {
    static final JobKey JOB = JobKey.jobKey("hand-over");
    static final String TAG = "tag";
    static final String WORKSPACE = "workspace";
    private static final Logger log = LoggerFactory.getLogger(WakeUps.class);

    /** Stored by one script, which nothing else in Redis can interrupt. */
    private static final int AT_ONCE = 100;

    /** Longer than anybody asks for the trigger of what is past. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Scheduler quartz;
    private final StoredTriggers stored;
    private final JobDetail job;
    private final Partitions partitions;
    private final Clock clock;

    /**
     * Triggers that have been seen to stand, by their deliveries, until some time after their time.
     */
    private final Map<String, Instant> standing = new ConcurrentHashMap<>();

    WakeUps(
            Scheduler quartz,
            StoredTriggers stored,
            JobDetail handOverJob,
            Partitions partitions,
            Clock clock) {
        this.quartz = quartz;
        this.stored = stored;
        this.job = handOverJob;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * @param at when the delivery is to be looked at
     */
    record WakeUp(String workspace, String id, Instant at) {}

    /** Plants the trigger of a delivery that has been stored, or moves it. */
    public void plant(Delivery delivery) {
        plant(List.of(delivery));
    }

    /** Plants the triggers of deliveries that have been stored, or moves them. */
    public void plant(Collection<Delivery> deliveries) {
        plantAll(
                deliveries.stream()
                        .filter(one -> one.state() == DeliveryState.SCHEDULED)
                        .map(one -> new WakeUp(one.workspace(), one.id(), one.handAt()))
                        .toList());
    }

    /**
     * Of these deliveries and their times, those without a trigger at this time. One that has been
     * seen to stand is not looked for again: what is lost later is left to the sweep.
     */
    Map<String, Instant> missing(Map<String, Instant> deliveries) {
        var longPast = clock.instant().minus(KEPT);
        standing.values().removeIf(longPast::isAfter);
        var missing = new HashMap<>(deliveries);
        missing.entrySet().removeAll(standing.entrySet());
        try {
            for (var trigger :
                    stored.find(missing.keySet().stream().map(TriggerKey::triggerKey).toList())) {
                var name = trigger.getKey().getName();
                var at = trigger.getStartTime().toInstant();
                if (missing.remove(name, at)) {
                    standing.put(name, at);
                }
            }
        } catch (SchedulerException e) {
            log.warn("Nobody knows which triggers stand: {}", e.getMessage());
            missing.clear();
        }
        return missing;
    }

    /** Plants triggers, or moves them: each hundred is one call. */
    void plantAll(List<WakeUp> wakeUps) {
        for (int from = 0; from < wakeUps.size(); from += AT_ONCE) {
            var some = wakeUps.subList(from, Math.min(wakeUps.size(), from + AT_ONCE));
            var triggers = new ArrayList<Trigger>();
            some.forEach(one -> triggers.add(trigger(one)));
            try {
                quartz.scheduleJobs(Map.of(job, new HashSet<>(triggers)), true);
            } catch (SchedulerException e) {
                log.warn(
                        "No triggers for {} deliveries, the sweep will find them: {}",
                        some.size(),
                        e.getMessage());
            }
        }
    }

    private Trigger trigger(WakeUp wakeUp) {
        return TriggerBuilder.newTrigger()
                .withIdentity(wakeUp.id)
                .forJob(JOB)
                .usingJobData(TAG, partitions.tag(wakeUp.workspace))
                .usingJobData(WORKSPACE, wakeUp.workspace)
                .startAt(Date.from(wakeUp.at))
                .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                                .withMisfireHandlingInstructionFireNow())
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {
        /** Does not ask for recovery: what a dead replica leaves, the sweep finds sooner. */
        @Bean
        JobDetail handOverJob() {
            return JobBuilder.newJob(HandOverJob.class).withIdentity(JOB).storeDurably().build();
        }
    }
}
