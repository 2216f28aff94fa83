package io.septet.quartz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;

/** Sends the endings of runs: those that come while one call is under way share the next. */
final class Completions {
    private static final int AT_ONCE = 50;

    private final Session session;
    private final ConcurrentLinkedQueue<Ending> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock sending = new ReentrantLock();

    private static final class Ending {
        final List<String> arguments;
        volatile @Nullable List<?> answer;
        volatile @Nullable JobPersistenceException failure;

        Ending(List<String> arguments) {
            this.arguments = arguments;
        }
    }

    Completions(Session session) {
        this.session = session;
    }

    /** Answers the script's row for this run. */
    List<?> send(List<String> arguments) throws JobPersistenceException {
        var mine = new Ending(arguments);
        waiting.add(mine);
        while (true) {
            sending.lock();
            try {
                var answer = mine.answer;
                if (answer != null) {
                    return answer;
                }
                var failure = mine.failure;
                if (failure != null) {
                    throw new JobPersistenceException(failure.getMessage(), failure);
                }
                sendWaiting();
            } finally {
                sending.unlock();
            }
        }
    }

    private void sendWaiting() {
        var batch = new ArrayList<Ending>();
        var arguments = new ArrayList<String>();
        while (batch.size() < AT_ONCE) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            arguments.addAll(next.arguments);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            var rows = session.once(Script.COMPLETE, arguments);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer = (List<?>) rows.get(i);
            }
        } catch (JobPersistenceException e) {
            batch.forEach(ending -> ending.failure = e);
        } catch (RuntimeException e) {
            var failure = new JobPersistenceException("complete.lua: " + e.getMessage(), e);
            batch.forEach(ending -> ending.failure = failure);
        }
    }
}
