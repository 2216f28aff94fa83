package io.septet.scheduler;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Goes round again and again while the service runs, in each replica and in a thread of its own. A
 * round that fails is followed by the next.
 */
public abstract class Rounds implements SmartLifecycle {
    private final ScheduledExecutorService clockwork;
    private final Duration every;
    private final boolean wanted;
    private volatile boolean running;

    /**
     * @param name of the thread
     * @param every between the end of a round and the next
     * @param wanted false where somebody else goes round, as in tests
     */
    protected Rounds(String name, Duration every, boolean wanted) {
        this.clockwork =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(name).factory());
        this.every = every;
        this.wanted = wanted;
    }

    /** One round. */
    protected abstract void round();

    /** What it means that a round failed. */
    protected abstract String failed();

    /** Does one thing more, beside the round that may be under way; not where nobody goes round. */
    protected final void besides(Runnable work) {
        if (wanted && running) {
            Thread.startVirtualThread(() -> unlessItFails(work));
        }
    }

    private void unlessItFails(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(getClass()).warn("{}: {}", failed(), e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        if (wanted) {
            clockwork.scheduleWithFixedDelay(
                    () -> unlessItFails(this::round), 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
