package io.septet.quartz.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.septet.quartz.RedisJobStore;
import io.septet.quartz.TestRedisUrl;
import io.septet.quartz.VirtualThreadPool;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobPersistenceException;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with a job, a trigger and Redis. */
class RedisJobStoreAutoConfigurationIT {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Queue<Date> TIMES = new ConcurrentLinkedQueue<>();

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    DataRedisAutoConfiguration.class,
                                    RedisJobStoreAutoConfiguration.class,
                                    QuartzAutoConfiguration.class))
                    .withUserConfiguration(Application.class)
                    .withPropertyValues(
                            "spring.quartz.scheduler-name=app",
                            "spring.quartz.properties[org.quartz.threadPool.threadCount]=2");

    /** Counts its runs. */
    public static class Counting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            RUNS.incrementAndGet();
        }
    }

    /** Writes down for which times it ran. */
    public static class Recurring implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            TIMES.add(context.getScheduledFireTime());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Recurrence {
        @Bean
        JobDetail recurring() {
            return JobBuilder.newJob(Recurring.class).withIdentity("recur").storeDurably().build();
        }

        @Bean
        Trigger recurrence(JobDetail recurring) {
            return TriggerBuilder.newTrigger()
                    .withIdentity("recur")
                    .forJob(recurring)
                    .withSchedule(
                            SimpleScheduleBuilder.simpleSchedule()
                                    .withIntervalInMilliseconds(200)
                                    .repeatForever())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        JobDetail job() {
            return JobBuilder.newJob(Counting.class).withIdentity("count").storeDurably().build();
        }

        @Bean
        Trigger trigger(JobDetail job) {
            return TriggerBuilder.newTrigger().withIdentity("count").forJob(job).build();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @BeforeEach
    void forget() {
        RUNS.set(0);
    }

    @Test
    void aSchedulerKeepsItsJobsInTheApplicationsRedis() {
        try (var redis = new TestRedisUrl()) {
            application
                    .withPropertyValues("spring.data.redis.url=" + redis.url())
                    .run(context -> {
                        var scheduler = context.getBean(Scheduler.class);
                        assertThat(scheduler.getMetaData().getJobStoreClass())
                                .isEqualTo(RedisJobStore.class);
                        assertThat(scheduler.getMetaData().getThreadPoolSize()).isEqualTo(2);
                        await().until(() -> RUNS.get() == 1);
                        await().until(() ->
                                context.getBean(MeterRegistry.class)
                                                .get("quartz.redis.completed")
                                                .tag("scheduler", "app")
                                                .counter()
                                                .count()
                                        == 1);
                        assertThat(scheduler.getListenerManager().getTriggerListeners())
                                .extracting("name")
                                .containsExactly("quartz-redis-lease");
                        assertThat(redis.members("app")).isEqualTo(1);
                    });
            // It left while Redis could still be reached.
            assertThat(redis.members("app")).isZero();
        }
    }

    @Test
    void whereThreadsAreVirtualJobsRunOnThem() {
        try (var redis = new TestRedisUrl()) {
            application
                    .withPropertyValues(
                            "spring.data.redis.url=" + redis.url(),
                            "spring.threads.virtual.enabled=true")
                    .run(context -> {
                        var pool = context.getBean(Scheduler.class).getMetaData();
                        assertThat(pool.getThreadPoolClass()).isEqualTo(VirtualThreadPool.class);
                        assertThat(pool.getThreadPoolSize()).isEqualTo(2);
                        await().until(() -> RUNS.get() == 1);
                    });
        }
    }

    @Test
    void anApplicationStartsWithoutRedisAndItsJobsRunWhenItComes() {
        try (var redis = new TestRedisUrl()) {
            redis.stop();
            application
                    .withPropertyValues(
                            "spring.data.redis.url=" + redis.url(), "quartz.redis.lease=1s")
                    .run(context -> {
                        var scheduler = context.getBean(Scheduler.class);
                        assertThat(scheduler.isStarted()).isTrue();
                        assertThat(RUNS).hasValue(0);

                        redis.restart();

                        await().until(() -> RUNS.get() == 1);
                        await().until(redis::listeners, many -> many == 1);
                    });
            assertThat(redis.members("app")).isZero();
        }
    }

    @Test
    void whatRedisLostIsDeclaredAgain() {
        try (var redis = new TestRedisUrl()) {
            application
                    .withPropertyValues(
                            "spring.data.redis.url=" + redis.url(), "quartz.redis.lease=1s")
                    .run(context -> {
                        await().until(() -> RUNS.get() == 1);
                        redis.forgetAll();
                        await().until(() -> RUNS.get() == 2);
                        assertThat(
                                        context.getBean(StoredTriggers.class)
                                                .find(List.of(new TriggerKey("no-such"))))
                                .isEmpty();
                    });
        }
    }

    @Test
    void whatTwoInstancesDeclareRunsOnceAtEachTime() {
        try (var redis = new TestRedisUrl()) {
            var two =
                    application
                            .withUserConfiguration(Recurrence.class)
                            .withPropertyValues("spring.data.redis.url=" + redis.url());
            two.run(one ->
                    two.run(other -> {
                        assertThat(redis.members("app")).isEqualTo(2);
                        TIMES.clear();
                        await().until(() -> TIMES.size() >= 10);
                        assertThat(TIMES).doesNotHaveDuplicates();
                    }));
        }
    }

    @Test
    void anApplicationWhoseJobsCannotBeStoredDoesNotStart() {
        try (var redis = new TestRedisUrl()) {
            application
                    .withPropertyValues("spring.data.redis.url=" + redis.url())
                    .withBean(
                            "lonely",
                            Trigger.class,
                            () -> TriggerBuilder.newTrigger().forJob("no-such-job").build())
                    .run(context ->
                            assertThat(context)
                                    .getFailure()
                                    .hasRootCauseInstanceOf(JobPersistenceException.class));
        }
    }

    @Test
    void itCanBeSwitchedOff() {
        application
                .withPropertyValues("quartz.redis.enabled=false")
                .run(context ->
                        assertThat(
                                        context.getBean(Scheduler.class)
                                                .getMetaData()
                                                .getJobStoreClass())
                                .isNotEqualTo(RedisJobStore.class));
    }
}
