package io.septet.quartz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the endings of runs, so that the threads of jobs need not wait for Redis: those that come
 * while one call is under way share the next. A crash before an ending is recorded is one during
 * the run.
 */
final class Completions {
    private static final Logger log = LoggerFactory.getLogger(Completions.class);
    private static final int AT_ONCE = 50;
    private static final int WAITING = 500;

    private final Session session;
    private final ConcurrentLinkedQueue<Ending> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final AtomicBoolean sending = new AtomicBoolean();
    private final ThreadPoolExecutor executor;
    private volatile @Nullable Thread sender;

    /** A run that is over, as the script's arguments, and what to do with the answer. */
    interface Ending {
        List<String> arguments();

        void recorded(List<?> row);

        void failed(JobPersistenceException e);
    }

    Completions(Session session, String name) {
        this.session = session;
        executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(name).factory());
        executor.allowCoreThreadTimeOut(true);
    }

    /** Sends it soon. Waits only when very many are waiting already. */
    void send(Ending ending) {
        room.acquireUninterruptibly();
        waiting.add(ending);
        if (sending.compareAndSet(false, true)) {
            executor.execute(this::sendWaiting);
        }
    }

    /** Returns when everything handed over so far was sent, or failed. */
    void flush() {
        if (Thread.currentThread() == sender) {
            // Somebody who was told of an ending; the rest follows when he is done.
            return;
        }
        try {
            executor.submit(this::sendWaiting).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendWaiting() {
        sender = Thread.currentThread();
        do {
            while (!waiting.isEmpty()) {
                sendBatch();
            }
            sending.set(false);
            // Whoever came in between saw that we were sending.
        } while (!waiting.isEmpty() && sending.compareAndSet(false, true));
    }

    private void sendBatch() {
        var batch = new ArrayList<Ending>();
        var arguments = new ArrayList<String>();
        while (batch.size() < AT_ONCE) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            arguments.addAll(next.arguments());
        }
        room.release(batch.size());
        List<?> rows;
        try {
            rows = session.once(Script.COMPLETE, arguments);
        } catch (JobPersistenceException e) {
            batch.forEach(ending -> ending.failed(e));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            try {
                batch.get(i).recorded((List<?>) rows.get(i));
            } catch (RuntimeException e) {
                // A listener's fault must not keep the other endings from being sent.
                log.error("{} is over, but telling it failed", batch.get(i).arguments(), e);
            }
        }
    }

    /** Sends one at once. */
    List<?> sendNow(List<String> arguments) throws JobPersistenceException {
        return (List<?>) session.once(Script.COMPLETE, arguments).getFirst();
    }
}
