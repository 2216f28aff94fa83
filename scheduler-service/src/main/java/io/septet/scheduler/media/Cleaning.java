package io.septet.scheduler.media;

import io.septet.kit.redis.Partitions;
import io.septet.scheduler.SchedulerProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Removes pictures that no post has used for a week, and the files of removed pictures. Two
 * replicas may do so at the same time: a script decides on each picture, and a file is put aside
 * before it is looked at for the last time, so that one which comes back meanwhile stays.
 */
@Component
class Cleaning {
    private static final Logger log = LoggerFactory.getLogger(Cleaning.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int MOST = 500;

    private final MediaRecords records;
    private final MediaFolder folder;
    private final Partitions partitions;
    private final SchedulerProperties properties;
    private final Clock clock;

    Cleaning(
            MediaRecords records,
            MediaFolder folder,
            Partitions partitions,
            SchedulerProperties properties,
            Clock clock) {
        this.records = records;
        this.folder = folder;
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    /** One round. */
    void clean() {
        for (String tag : partitions.all()) {
            var latest = clock.instant().minus(properties.keepUnused());
            records.unusedSince(tag, latest, MOST)
                    .forEach(id -> records.removeUnused(tag, id, latest));
            letFilesGo(tag);
        }
    }

    /** Deletes the files that removed pictures of a partition have left to nobody. */
    void letFilesGo(String tag) {
        for (var one : records.leaving(tag, MOST)) {
            if (records.isFree(tag, one)) {
                folder.putAside(one.workspace(), one.sha256());
                if (records.isFree(tag, one)) {
                    folder.deleteAside(one.workspace(), one.sha256());
                } else {
                    folder.putBack(one.workspace(), one.sha256());
                }
            }
            records.left(tag, one);
        }
    }

    /** A round every ten minutes, by one of the replicas. */
    @Configuration(proxyBeanMethods = false)
    static class Rounds {
        @Bean
        JobDetail cleaningJob() {
            return JobBuilder.newJob(CleaningJob.class)
                    .withIdentity("media-cleaning")
                    .storeDurably()
                    .build();
        }

        @Bean
        Trigger cleaningTrigger(JobDetail cleaningJob, Clock clock) {
            return TriggerBuilder.newTrigger()
                    .forJob(cleaningJob)
                    .withIdentity("media-cleaning")
                    .startAt(Date.from(clock.instant().plus(FIRST)))
                    .withSchedule(
                            SimpleScheduleBuilder.simpleSchedule()
                                    .withIntervalInMinutes((int) EVERY.toMinutes())
                                    .repeatForever()
                                    .withMisfireHandlingInstructionNextWithRemainingCount())
                    .build();
        }
    }

    @DisallowConcurrentExecution
    static class CleaningJob implements Job {
        private final Cleaning cleaning;

        CleaningJob(Cleaning cleaning) {
            this.cleaning = cleaning;
        }

        @Override
        public void execute(JobExecutionContext context) {
            try {
                cleaning.clean();
            } catch (RuntimeException e) {
                log.warn("Unused pictures cannot be removed: {}", e.getMessage());
            }
        }
    }
}
