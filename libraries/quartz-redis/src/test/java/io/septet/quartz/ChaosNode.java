package io.septet.quartz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * One program of {@link ChaosIT}: a scheduler whose jobs write into a ledger when they begin and
 * end. Arguments: port of Redis, name of the scheduler, ledger. It runs until it is killed.
 */
final class ChaosNode {
    private ChaosNode() {}

    /** Takes a while. */
    public static class Working implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            work(context, 80);
        }
    }

    /** Takes a while, alone. */
    @DisallowConcurrentExecution
    public static class WorkingAlone implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            work(context, 40);
        }
    }

    private static void work(JobExecutionContext context, long millis) {
        var data = context.getMergedJobDataMap();
        note("start", context, data.getString("id"));
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
        note("end", context, data.getString("id"));
    }

    /** One line: what, id, fire id, process, time that all processes of a machine share. */
    private static void note(String what, JobExecutionContext context, String id) {
        var line =
                "%s %s %s %d %d%n"
                        .formatted(
                                what,
                                id,
                                context.getFireInstanceId(),
                                ProcessHandle.current().pid(),
                                System.nanoTime());
        try {
            Files.write(
                    Path.of(System.getProperty("ledger")),
                    line.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs until killed. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("ledger", arguments[2]);
        var redis =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration(
                                "127.0.0.1", Integer.parseInt(arguments[0])));
        redis.afterPropertiesSet();
        redis.start();
        Schedulers.create(redis, arguments[1], 4, ChaosIT.LEASE, Duration.ofSeconds(1)).start();
        Files.writeString(
                Path.of(arguments[2]),
                "ready - - %d 0%n".formatted(ProcessHandle.current().pid()),
                StandardOpenOption.APPEND);
        Thread.currentThread().join();
    }
}
