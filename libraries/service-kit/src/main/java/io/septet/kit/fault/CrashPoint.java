package io.septet.kit.fault;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Places at which a test can end or freeze the whole program, as a power cut or a long pause would.
 * Off unless the system property {@code septet.crash-point}, or the variable {@code
 * SEPTET_CRASH_POINT}, names one, such as {@code after-arm}, {@code after-arm:STOP} or {@code
 * after-arm:STOP:3}; then it acts once, the first or the third time it is passed.
 */
public enum CrashPoint {
    /** It is due, and nothing has been written about it. */
    BEFORE_ARM,
    /** ARMED is on disk, no byte has left. */
    AFTER_ARM,
    /** The platform has answered, nothing has been written about it. */
    BEFORE_RECORD,
    /** The answer is on disk. */
    AFTER_RECORD,
    /** A hand-over has begun, its call has not left. */
    BEFORE_HAND,
    /** A hand-over was answered, nothing has been written about it. */
    AFTER_HAND;

    private static final @Nullable String WANTED =
            System.getProperty("septet.crash-point", System.getenv("SEPTET_CRASH_POINT"));

    private final AtomicInteger passes = new AtomicInteger();

    /** Ends or freezes this program, if a test wants it here. */
    public void pass() {
        if (WANTED == null) {
            return;
        }
        var wanted = WANTED.split(":", 3);
        int when = wanted.length == 3 ? Integer.parseInt(wanted[2]) : 1;
        if (wanted[0].equals(word()) && passes.incrementAndGet() == when) {
            signal(wanted.length > 1 ? wanted[1] : "KILL");
        }
    }

    private String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, "" + ProcessHandle.current().pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
