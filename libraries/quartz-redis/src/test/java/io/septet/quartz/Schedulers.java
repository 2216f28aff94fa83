package io.septet.quartz;

import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Whole schedulers on the store; several of one name in one JVM. */
final class Schedulers {
    private Schedulers() {}

    static Scheduler create(
            RedisConnectionFactory redis,
            String name,
            int threads,
            Duration lease,
            Duration idleWait)
            throws SchedulerException {
        var source = UUID.randomUUID().toString();
        RedisJobStore.register(source, TestStores.source(redis, lease));
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "20");
        properties.setProperty(
                "org.quartz.scheduler.idleWaitTime", Long.toString(idleWait.toMillis()));
        properties.setProperty("org.quartz.jobStore.class", RedisJobStore.class.getName());
        properties.setProperty("org.quartz.jobStore.source", source);
        var scheduler = new StdSchedulerFactory(properties).getScheduler();
        // Quartz knows one scheduler per name; here there are to be more.
        SchedulerRepository.getInstance().remove(name);
        scheduler
                .getListenerManager()
                .addTriggerListener(
                        new LeaseGuard(id -> {
                            var store = RedisJobStore.of(source);
                            return store != null && store.mayRun(id);
                        }));
        return scheduler;
    }
}
