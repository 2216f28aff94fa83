package io.septet.kit.run;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Ends the process when no virtual thread gets to run any more: a program that stands still misses
 * every post and tells nobody, one that has ended is started again. Ending is as harmless as a kill
 * at any other moment, which publishing has to bear anyway.
 *
 * <p>It counts its own looks, not the time: a process or machine that was frozen as a whole goes on
 * afterwards.
 */
final class Watchdog {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final int PATIENCE = 6;
    private static final Duration LONGEST_REPORT = Duration.ofSeconds(10);

    /** As {@code sysexits.h} has it: an internal fault. */
    private static final int EXIT = 70;

    private final Executor threads;
    private volatile boolean moved = true;
    private int still;

    /**
     * @param threads what must get to run
     */
    Watchdog(Executor threads) {
        this.threads = threads;
    }

    static void start() {
        var watchdog = new Watchdog(Thread::startVirtualThread);
        Thread.ofPlatform().name("watchdog").daemon().start(watchdog::watch);
    }

    /** Looks whether anything ran since the last look; answers whether it stands still for good. */
    boolean standsStill() {
        if (moved) {
            still = 0;
            moved = false;
            threads.execute(() -> moved = true);
            return false;
        }
        return ++still >= PATIENCE;
    }

    private void watch() {
        try {
            while (!standsStill()) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            return;
        }
        // Writing may stand still as well.
        var report =
                Thread.ofPlatform().name("watchdog-report").daemon().start(() -> tell(System.err));
        try {
            report.join(LONGEST_REPORT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(EXIT);
        }
    }

    private static void tell(PrintStream out) {
        out.printf(
                "No virtual thread has run for %d s; the process ends with %d. Its threads:%n",
                BETWEEN_LOOKS.multipliedBy(PATIENCE).toSeconds(), EXIT);
        try {
            // Only this way the virtual ones are among them, and only to a new file.
            var folder = Files.createTempDirectory("septet-threads");
            var dump = folder.resolve("all.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            Files.copy(dump, out);
            Files.delete(dump);
            Files.delete(folder);
        } catch (IOException e) {
            out.println("They cannot be told: " + e);
        }
    }
}
