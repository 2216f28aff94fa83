package io.septet.analytics.reading;

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
 * Quartz wakes the collection every two seconds. A replica does not overlap with itself; two
 * replicas may, see {@link CollectQueue}.
 */
@Configuration(proxyBeanMethods = false)
class CollectionSchedule {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AT_LEAST = Duration.ofMillis(250);

    @Bean
    JobDetail collectJob() {
        return JobBuilder.newJob(CollectJob.class).withIdentity("collect").storeDurably().build();
    }

    @Bean
    Trigger collectTrigger(JobDetail collectJob, SeptetProperties septet) {
        long millis =
                Math.max(AT_LEAST.toMillis(), (long) (EVERY.toMillis() / septet.timeFactor()));
        return TriggerBuilder.newTrigger()
                .forJob(collectJob)
                .withIdentity("collect")
                .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(millis)
                                .repeatForever()
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
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
