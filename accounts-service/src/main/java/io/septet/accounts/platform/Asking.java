package io.septet.accounts.platform;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks platforms while a person waits: guarded like every other reading, and ended before the
 * gateway's own patience is, however many calls it takes and however slowly they are answered.
 */
@Component
public class Asking {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Guards guards;

    Asking(Guards guards) {
        this.guards = guards;
    }

    /** The name under which calls to a platform, or one of its servers, are guarded. */
    public static String where(String platform, @Nullable URI server) {
        return server == null ? platform : platform + "-" + server.getAuthority();
    }

    /**
     * Asks.
     *
     * @param name the platform's or server's, in words for people
     * @throws ConnectRefused as {@code question} does, or because nothing can be known now
     */
    public <T> T ask(String name, String where, Callable<T> question) {
        var permit =
                guards.enter("read", where)
                        .orElseThrow(() ->
                                new ConnectRefused(
                                        name
                                                + " has not answered well lately; try again in a moment",
                                        true));
        boolean answered = false;
        try {
            var result = inTime(name, question);
            answered = true;
            return result;
        } catch (ConnectRefused e) {
            answered = !e.unreachable();
            throw e;
        } finally {
            if (answered) {
                permit.answered();
            } else {
                permit.failed();
            }
        }
    }

    private static <T> T inTime(String name, Callable<T> question) {
        var task = new FutureTask<>(question);
        var thread = Thread.ofVirtual().name("asking").start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new ConnectRefused(
                    name + " has not answered within " + PATIENCE.toSeconds() + " seconds", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            throw new ConnectRefused("Interrupted", true);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException failed -> failed;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }
}
