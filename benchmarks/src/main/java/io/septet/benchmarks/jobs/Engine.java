package io.septet.benchmarks.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.septet.quartz.LeaseGuard;
import io.septet.quartz.RedisJobStore;
import io.septet.quartz.RedisJobStoreProperties;
import io.septet.quartz.VirtualThreadPool;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Something that stores one-shot jobs and runs them; each job is known by a name. */
interface Engine {
    int THREADS = 10;

    void store(String id, long at) throws Exception;

    void run() throws Exception;

    void pause() throws Exception;

    /** The engine of this kind, at a port of Redis or PostgreSQL. */
    static Engine of(String kind, int port) throws Exception {
        return switch (kind) {
            case "ram" -> new Quartz(quartz("org.quartz.simpl.RAMJobStore"));
            case "redis" -> redis(port);
            case "jdbc" -> new Quartz(jdbc(port));
            case "db-scheduler" -> new DbScheduler(port);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Properties quartz(String store) {
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "bench");
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "20");
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.jobStore.class", store);
        return properties;
    }

    private static Engine redis(int port) throws SchedulerException {
        var redis =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
        redis.afterPropertiesSet();
        redis.start();
        RedisJobStore.register(
                "bench",
                new RedisJobStore.Source(
                        redis,
                        new RedisJobStoreProperties(
                                true,
                                "quartz:",
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(5),
                                List.of()),
                        List.of(),
                        List.of(),
                        new SimpleMeterRegistry(),
                        run -> {},
                        () -> {}));
        var properties = quartz(RedisJobStore.class.getName());
        properties.setProperty("org.quartz.jobStore.source", "bench");
        // As the auto-configuration has it where threads are virtual.
        properties.setProperty("org.quartz.threadPool.class", VirtualThreadPool.class.getName());
        var quartz = new Quartz(properties);
        quartz.scheduler
                .getListenerManager()
                .addTriggerListener(
                        new LeaseGuard(id -> {
                            var store = RedisJobStore.of("bench");
                            return store != null && store.mayRun(id);
                        }));
        return quartz;
    }

    private static Properties jdbc(int port) {
        var properties = quartz("org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty("org.quartz.jobStore.dataSource", "pg");
        properties.setProperty("org.quartz.dataSource.pg.provider", "hikaricp");
        properties.setProperty("org.quartz.dataSource.pg.driver", "org.postgresql.Driver");
        properties.setProperty("org.quartz.dataSource.pg.URL", Postgres.url(port));
        properties.setProperty("org.quartz.dataSource.pg.user", "postgres");
        properties.setProperty("org.quartz.dataSource.pg.maxConnections", "16");
        return properties;
    }

    /** Does nothing but be counted. */
    final class Noop implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Worker.ran(context.getScheduledFireTime().getTime());
        }
    }

    /** Quartz on some store. */
    final class Quartz implements Engine {
        private final org.quartz.Scheduler scheduler;

        Quartz(Properties properties) throws SchedulerException {
            scheduler = new StdSchedulerFactory(properties).getScheduler();
        }

        @Override
        public void store(String id, long at) throws SchedulerException {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Noop.class)
                            .withIdentity(id)
                            .usingJobData("delivery", "0198a3f2-7c1d-7e55-9b1a-0242ac120002")
                            .build(),
                    TriggerBuilder.newTrigger().withIdentity(id).startAt(new Date(at)).build());
        }

        @Override
        public void run() throws SchedulerException {
            scheduler.start();
        }

        @Override
        public void pause() throws SchedulerException {
            scheduler.standby();
        }
    }

    /** db-scheduler, fetching and locking in one statement. */
    final class DbScheduler implements Engine {
        private final OneTimeTask<Void> task =
                Tasks.oneTime("noop")
                        .execute((instance, context) ->
                                Worker.ran(context.getExecution().executionTime.toEpochMilli()));
        private final Scheduler scheduler;
        private boolean started;

        DbScheduler(int port) {
            var source = new HikariDataSource();
            source.setJdbcUrl(Postgres.url(port));
            source.setUsername("postgres");
            source.setMaximumPoolSize(16);
            scheduler =
                    Scheduler.create(source, task)
                            .threads(THREADS)
                            .pollUsingLockAndFetch(4.0, 20.0)
                            .pollingInterval(Duration.ofMillis(100))
                            .build();
        }

        @Override
        public void store(String id, long at) {
            scheduler.schedule(
                    task.instance(id.toLowerCase(Locale.ROOT)), Instant.ofEpochMilli(at));
        }

        @Override
        public void run() {
            if (started) {
                scheduler.resume();
            } else {
                scheduler.start();
                started = true;
            }
        }

        @Override
        public void pause() {
            scheduler.pause();
        }
    }
}
