package io.septet.accounts.feed;

import io.septet.kit.SeptetProperties;
import java.time.Duration;
import org.quartz.DisallowConcurrentExecution;
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
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Quartz wakes one of the replicas for {@link Renewals}; what is due lies in Redis. */
@Configuration(proxyBeanMethods = false)
class RenewalSchedule {
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration AT_LEAST = Duration.ofSeconds(1);

    @Bean
    JobDetail renewalJob() {
        return JobBuilder.newJob(RenewalJob.class).withIdentity("renew").storeDurably().build();
    }

    @Bean
    Trigger renewalTrigger(JobDetail renewalJob, SeptetProperties septet) {
        long millis =
                Math.max(AT_LEAST.toMillis(), (long) (EVERY.toMillis() / septet.timeFactor()));
        return TriggerBuilder.newTrigger()
                .forJob(renewalJob)
                .withIdentity("renew")
                .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(millis)
                                .repeatForever()
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    /** One look at what is due. */
    @DisallowConcurrentExecution
    static class RenewalJob extends QuartzJobBean {
        private static final Logger log = LoggerFactory.getLogger(RenewalJob.class);

        private final Renewals renewals;

        RenewalJob(Renewals renewals) {
            this.renewals = renewals;
        }

        @Override
        protected void executeInternal(JobExecutionContext context) {
            try {
                renewals.run();
            } catch (DataAccessException e) {
                log.warn("Renewals are waiting: {}", e.getMessage());
            }
        }
    }
}
