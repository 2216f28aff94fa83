package io.septet.quartz.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.septet.quartz.LeaseGuard;
import io.septet.quartz.RedisJobStore;
import io.septet.quartz.RedisJobStoreProperties;
import io.septet.quartz.VirtualThreadPool;
import io.septet.quartz.json.CalendarCodec;
import io.septet.quartz.json.TriggerCodec;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.UnableToInterruptJobException;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzProperties;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Has the application's scheduler keep its jobs in the application's Redis. {@code
 * spring.quartz.properties} hold as ever; {@code spring.quartz.job-store-type} stays {@code
 * memory}, which leaves the choice of a store to us.
 */
@AutoConfiguration(after = DataRedisAutoConfiguration.class, before = QuartzAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "quartz.redis.enabled", matchIfMissing = true)
@ConditionalOnProperty(
        name = "spring.quartz.job-store-type",
        havingValue = "memory",
        matchIfMissing = true)
@EnableConfigurationProperties({RedisJobStoreProperties.class, QuartzProperties.class})
public class RedisJobStoreAutoConfiguration {

    @Bean
    JobStoreSource quartzRedisSource(
            RedisConnectionFactory redis,
            RedisJobStoreProperties properties,
            ObjectProvider<TriggerCodec<?>> triggers,
            ObjectProvider<CalendarCodec<?>> calendars,
            ObjectProvider<MeterRegistry> meters,
            ObjectProvider<Scheduler> scheduler,
            DeclaredJobs declared) {
        return new JobStoreSource(
                new RedisJobStore.Source(
                        redis,
                        properties,
                        triggers.orderedStream().toList(),
                        calendars.orderedStream().toList(),
                        meters.getIfAvailable(SimpleMeterRegistry::new),
                        lost -> interrupt(scheduler.getIfAvailable(), lost),
                        declared::store));
    }

    @Bean
    DeclaredJobs quartzRedisDeclaredJobs(
            ObjectProvider<Scheduler> scheduler,
            ObjectProvider<JobDetail> jobs,
            ObjectProvider<Trigger> triggers,
            Map<String, Calendar> calendars,
            QuartzProperties quartz) {
        return new DeclaredJobs(
                scheduler, jobs, triggers, calendars, quartz.isOverwriteExistingJobs());
    }

    @Bean
    StoredTriggers quartzRedisStoredTriggers(JobStoreSource source) {
        return keys -> {
            var store = RedisJobStore.of(source.name);
            if (store == null) {
                throw new SchedulerException("There is no scheduler yet");
            }
            return store.find(keys);
        };
    }

    /** First, so that the application's own customizers see and may change what is set here. */
    @Bean
    @Order(-100)
    SchedulerFactoryBeanCustomizer quartzRedisCustomizer(
            JobStoreSource source,
            RedisJobStoreProperties properties,
            QuartzProperties quartz,
            Environment environment) {
        return factory -> {
            var all = new Properties();
            all.setProperty(
                    StdSchedulerFactory.PROP_SCHED_IDLE_WAIT_TIME,
                    Long.toString(properties.idleWait().toMillis()));
            all.setProperty(StdSchedulerFactory.PROP_SCHED_MAX_BATCH_SIZE, "50");
            if (Threading.VIRTUAL.isActive(environment)) {
                all.setProperty(
                        StdSchedulerFactory.PROP_THREAD_POOL_CLASS,
                        VirtualThreadPool.class.getName());
            }
            all.putAll(quartz.getProperties());
            all.setProperty(
                    StdSchedulerFactory.PROP_JOB_STORE_CLASS, RedisJobStore.class.getName());
            all.setProperty(StdSchedulerFactory.PROP_JOB_STORE_PREFIX + ".source", source.name);
            factory.setQuartzProperties(all);
            // Spring would store them now, and without Redis nothing would start.
            factory.setJobDetails();
            factory.setTriggers();
            factory.setCalendars(Map.of());
        };
    }

    /** Before the scheduler starts, which it does after all singletons exist. */
    @Bean
    SmartInitializingSingleton quartzRedisLeaseGuard(
            ObjectProvider<Scheduler> scheduler, JobStoreSource source, DeclaredJobs declared) {
        return () -> {
            var one = scheduler.getIfAvailable();
            if (one != null) {
                try {
                    one.getListenerManager().addTriggerListener(new LeaseGuard(source::mayRun));
                } catch (SchedulerException e) {
                    throw new IllegalStateException(e);
                }
                declared.storeIfRedisAnswers();
            }
        };
    }

    @Bean
    SchedulerShutdown quartzRedisShutdown(
            ObjectProvider<Scheduler> scheduler, QuartzProperties quartz) {
        return new SchedulerShutdown(scheduler, quartz.isWaitForJobsToCompleteOnShutdown());
    }

    /** Jobs that can be interrupted are, when others may have begun them anew. */
    private static void interrupt(@Nullable Scheduler scheduler, String lost) {
        if (scheduler == null) {
            return;
        }
        var log = LoggerFactory.getLogger(RedisJobStoreAutoConfiguration.class);
        try {
            for (var running : scheduler.getCurrentlyExecutingJobs()) {
                var id = running.getFireInstanceId();
                if (id.startsWith(lost + "-")) {
                    interrupt(scheduler, id, log);
                }
            }
        } catch (SchedulerException e) {
            log.warn("Running jobs could not be interrupted: {}", e.getMessage());
        }
    }

    private static void interrupt(Scheduler scheduler, String id, Logger log) {
        try {
            scheduler.interrupt(id);
        } catch (UnableToInterruptJobException e) {
            log.warn("{} runs on, although others may run it as well: {}", id, e.getMessage());
        }
    }

    /** A source under a name of its own for as long as the context lives. */
    static final class JobStoreSource implements DisposableBean {
        private final String name = UUID.randomUUID().toString();
        private final RedisJobStore.Source source;

        JobStoreSource(RedisJobStore.Source source) {
            this.source = source;
            RedisJobStore.register(name, source);
        }

        boolean mayRun(String fireInstanceId) {
            var store = RedisJobStore.of(name);
            return store == null || store.mayRun(fireInstanceId);
        }

        @Override
        public void destroy() {
            RedisJobStore.unregister(name);
        }
    }
}
