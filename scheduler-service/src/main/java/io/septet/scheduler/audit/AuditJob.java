package io.septet.scheduler.audit;

import java.time.Duration;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Audits the last two days every night; a replica that dies at it is followed by another. */
class AuditJob implements Job {
    private static final Duration BACK = Duration.ofDays(2);

    private final PublishingAudit audits;

    AuditJob(PublishingAudit audits) {
        this.audits = audits;
    }

    @Override
    public void execute(JobExecutionContext context) {
        audits.runAll(BACK);
    }

    @Configuration(proxyBeanMethods = false)
    static class Nightly {
        @Bean
        JobDetail publishingAuditJob() {
            return JobBuilder.newJob(AuditJob.class)
                    .withIdentity("publishing-audit")
                    .storeDurably()
                    .requestRecovery()
                    .build();
        }

        @Bean
        Trigger publishingAuditTrigger() {
            return TriggerBuilder.newTrigger()
                    .forJob("publishing-audit")
                    .withIdentity("publishing-audit")
                    .withSchedule(
                            CronScheduleBuilder.dailyAtHourAndMinute(3, 17)
                                    .inTimeZone(TimeZone.getTimeZone("UTC")))
                    .build();
        }
    }
}
