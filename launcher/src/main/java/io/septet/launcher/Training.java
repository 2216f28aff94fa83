package io.septet.launcher;

import io.septet.launcher.console.Console;
import io.septet.launcher.process.ProcessTable;
import io.septet.launcher.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the start caches that are missing, one after the other and with the least priority, once
 * the house has been running for a while: the next start is the one that gains. Whatever goes wrong
 * here is of no consequence but a slower start.
 */
final class Training {
    static final String NAME = "training";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final List<Program> programs;
    private final Settings settings;
    private final ProcessTable table;
    private final Console console;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Process process;

    Training(List<Program> programs, Settings settings, ProcessTable table, Console console) {
        this.programs = programs;
        this.settings = settings;
        this.table = table;
        this.console = console;
    }

    /**
     * Begins in the background.
     *
     * @param after how long to leave the machine to the person first
     */
    void begin(Duration after) {
        Thread.ofVirtual().name(NAME).start(() -> run(after));
    }

    /** Ends it, done or not. */
    void stop() {
        Process running;
        synchronized (this) {
            stopped.countDown();
            running = process;
        }
        if (running != null) {
            // The JVM writes the cache in a process of its own.
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            table.forget(NAME);
        }
    }

    private void run(Duration after) {
        try {
            if (stopped.await(after.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            int made = 0;
            for (var program : programs) {
                if (StartCache.isUntrained(program.command()) && train(program)) {
                    made++;
                }
            }
            if (made > 0) {
                console.say(
                        "  start caches made for " + made + " programs: the next start is quicker");
            }
        } catch (IOException e) {
            console.say("  No start cache this time: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean train(Program program) throws IOException, InterruptedException {
        var output = StartCache.output(program.command());
        Files.deleteIfExists(output);
        Process training;
        synchronized (this) {
            if (stopped.getCount() == 0) {
                return false;
            }
            var builder =
                    new ProcessBuilder(StartCache.training(program.command(), output))
                            .directory(program.folder().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(settings.log(NAME).toFile());
            builder.environment().putAll(program.environment());
            training = builder.start();
            process = training;
            table.remember(NAME, training.toHandle());
        }
        boolean ended = training.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            training.descendants().forEach(ProcessHandle::destroyForcibly);
            training.destroyForcibly();
        }
        synchronized (this) {
            process = null;
        }
        table.forget(NAME);
        if (!ended || stopped.getCount() == 0 || !Files.exists(output)) {
            return false;
        }
        StartCache.keep(program.command());
        return true;
    }
}
