package io.septet.analytics.reading;

import io.septet.analytics.tracked.RollUpRebuild;
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

/**
 * Quartz wakes the collection every two seconds, that of accounts every ten, and at the start what
 * sums up older data; each in one of the replicas. A replica that was frozen may overlap with the
 * one that came after it, see {@link CollectQueue}.
 */
@Configuration(proxyBeanMethods = false)
class CollectionSchedule {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration EVERY_ACCOUNTS = Duration.ofSeconds(10);
    private static final Duration AT_LEAST = Duration.ofMillis(250);
    private static final Duration LOOK_AT_SUMS = Duration.ofSeconds(10);

    @Bean
    JobDetail collectJob() {
        return JobBuilder.newJob(CollectJob.class).withIdentity("collect").storeDurably().build();
    }

    @Bean
    Trigger collectTrigger(JobDetail collectJob, SeptetProperties septet) {
        return every(
                Math.max(AT_LEAST.toMillis(), (long) (EVERY.toMillis() / septet.timeFactor())),
                collectJob);
    }

    @Bean
    JobDetail collectAccountsJob() {
        return JobBuilder.newJob(CollectAccountsJob.class)
                .withIdentity("collect-accounts")
                .storeDurably()
                .build();
    }

    @Bean
    Trigger collectAccountsTrigger(JobDetail collectAccountsJob, SeptetProperties septet) {
        return every(
                Math.max(
                        AT_LEAST.toMillis(),
                        (long) (EVERY_ACCOUNTS.toMillis() / septet.timeFactor())),
                collectAccountsJob);
    }

    @Bean
    JobDetail sumUpJob() {
        return JobBuilder.newJob(SumUpJob.class).withIdentity("sum-up").storeDurably().build();
    }

    /** Once done it is a question to Redis; it is asked again for the time after an outage. */
    @Bean
    Trigger sumUpTrigger(JobDetail sumUpJob) {
        return every(LOOK_AT_SUMS.toMillis(), sumUpJob);
    }

    private static Trigger every(long millis, JobDetail job) {
        return TriggerBuilder.newTrigger()
                .forJob(job)
                .withIdentity(job.getKey().getName())
                .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(millis)
                                .repeatForever()
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    /** One look at which accounts are due. */
    @DisallowConcurrentExecution
    static class CollectAccountsJob extends QuartzJobBean {
        private static final Logger log = LoggerFactory.getLogger(CollectAccountsJob.class);

        private final AccountCollector collector;

        CollectAccountsJob(AccountCollector collector) {
            this.collector = collector;
        }

        @Override
        protected void executeInternal(JobExecutionContext context) {
            try {
                collector.run();
            } catch (DataAccessException e) {
                log.warn("Readings of accounts are waiting: {}", e.getMessage());
            }
        }
    }

    /** One look at whether everything is summed up. */
    @DisallowConcurrentExecution
    static class SumUpJob extends QuartzJobBean {
        private static final Logger log = LoggerFactory.getLogger(SumUpJob.class);

        private final RollUpRebuild rebuild;

        SumUpJob(RollUpRebuild rebuild) {
            this.rebuild = rebuild;
        }

        @Override
        protected void executeInternal(JobExecutionContext context) {
            try {
                rebuild.run();
            } catch (DataAccessException e) {
                log.warn("Sums are waiting: {}", e.getMessage());
            }
        }
    }

    /** One look at what is due. */
    @DisallowConcurrentExecution
    static class CollectJob extends QuartzJobBean {
        private static final Logger log = LoggerFactory.getLogger(CollectJob.class);

        private final Collector collector;

        CollectJob(Collector collector) {
            this.collector = collector;
        }

        @Override
        protected void executeInternal(JobExecutionContext context) {
            try {
                collector.run();
            } catch (DataAccessException e) {
                log.warn("Readings are waiting: {}", e.getMessage());
            }
        }
    }
}
