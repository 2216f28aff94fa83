package io.septet.launcher.process;

import io.septet.launcher.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs under our care: one that dies after it was healthy once is started again.
 *
 * <p>Not restarted are a program that dies while the house is being started (the start fails and
 * says why) and one that we stop.
 */
public final class Child {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
    private static final int LOG_LINES = 25;

    private final Program program;
    private final ProcessTable table;
    private final Console console;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Process process;

    public Child(Program program, ProcessTable table, Console console) {
        this.program = program;
        this.table = table;
        this.console = console;
    }

    /**
     * Starts the program, waits until it is healthy and watches over it from then on.
     *
     * @param patience how long it may take
     * @return how long it took
     * @throws StartFailed if it dies or stays silent
     */
    public Duration start(Duration patience) throws StartFailed {
        long begin = System.nanoTime();
        var started = launch();
        if (started == null) {
            throw new StartFailed(program.name() + " was not started: Septet is being stopped");
        }
        if (!awaitHealthy(started, patience)) {
            throw new StartFailed(
                    started.isAlive()
                            ? "%s does not answer after %s. The end of %s:%n%s"
                                    .formatted(
                                            program.name(),
                                            Console.seconds(patience),
                                            program.log(),
                                            logEnd())
                            : "%s ended while it started (exit code %d). The end of %s:%n%s"
                                    .formatted(
                                            program.name(),
                                            started.exitValue(),
                                            program.log(),
                                            logEnd()));
        }
        Thread.ofVirtual().name("watch-" + program.name()).start(() -> watch(started));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Stops the program for good; it may never have been started.
     *
     * @param patience how long it may take to end by itself before it is killed
     */
    public void stop(Duration patience) {
        Process running;
        synchronized (this) {
            stopped.countDown();
            running = process;
        }
        if (running != null) {
            if (!Stopping.stop(running.toHandle(), patience)) {
                console.say(
                        "  %s did not end within %s and was killed"
                                .formatted(program.name(), Console.seconds(patience)));
            }
            table.forget(program.name());
        }
    }

    /** What it runs. */
    public Program program() {
        return program;
    }

    private void watch(Process first) {
        var running = first;
        while (true) {
            var since = Instant.now();
            int exit = waitFor(running);
            if (isStopped()) {
                return;
            }
            var wait = backoff.after(Duration.between(since, Instant.now()));
            console.say(
                    "  %s ended (exit code %d); starting it again in %s, log: %s"
                            .formatted(program.name(), exit, Console.seconds(wait), program.log()));
            if (sleptThroughStop(wait)) {
                return;
            }
            try {
                long begin = System.nanoTime();
                var again = launch();
                if (again == null) {
                    return;
                }
                running = again;
                if (awaitHealthy(again, Duration.ofMinutes(3))) {
                    console.say(
                            "  %s healthy again after %s"
                                    .formatted(
                                            program.name(),
                                            Console.seconds(
                                                    Duration.ofNanos(System.nanoTime() - begin))));
                }
            } catch (StartFailed e) {
                console.say("  " + e.getMessage());
            }
        }
    }

    /** Null when the child was stopped meanwhile: a stopped child never starts again. */
    private synchronized @Nullable Process launch() throws StartFailed {
        if (isStopped()) {
            return null;
        }
        var path = System.getenv().getOrDefault("PATH", "");
        var builder =
                new ProcessBuilder(Detached.of(program.command(), path))
                        .directory(program.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        builder.environment().putAll(program.environment());
        try {
            Files.createDirectories(program.log().toAbsolutePath().getParent());
            var started = builder.start();
            table.remember(program.name(), started.toHandle());
            process = started;
            return started;
        } catch (IOException e) {
            throw new StartFailed(program.name() + " cannot be started: " + e.getMessage());
        }
    }

    private boolean awaitHealthy(Process started, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (started.isAlive() && System.nanoTime() - end < 0) {
            if (program.probe().healthy() && started.isAlive()) {
                return true;
            }
            if (sleptThroughStop(BETWEEN_PROBES)) {
                return false;
            }
        }
        return false;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits a while, less if the child is stopped; whether it was. */
    private boolean sleptThroughStop(Duration wait) {
        try {
            return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static int waitFor(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody interrupts the watch; it ends by stop() alone.
                continue;
            }
        }
    }

    private String logEnd() {
        var lines = new ArrayList<String>();
        List<String> end = LogEnd.of(program.log(), LOG_LINES);
        end.forEach(line -> lines.add("    " + line));
        return String.join(System.lineSeparator(), lines);
    }
}
