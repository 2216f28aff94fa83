package io.septet.launcher.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: first by asking, then by force. */
public final class Stopping {
    private Stopping() {}

    /**
     * Asks a process to end and waits for it.
     *
     * @param patience how long it may take to end by itself before it is killed
     * @return whether it ended by itself
     */
    public static boolean stop(ProcessHandle process, Duration patience) {
        process.destroy();
        if (gone(process, patience)) {
            return true;
        }
        process.destroyForcibly();
        gone(process, Duration.ofSeconds(5));
        return false;
    }

    private static boolean gone(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
