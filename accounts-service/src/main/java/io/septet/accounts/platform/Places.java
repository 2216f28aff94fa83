package io.septet.accounts.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Places for steps that keep this machine and Redis busy: few, so that what is begun is done soon,
 * and what comes next is next. Whoever goes on to wait for a platform gives its place to another
 * and needs none any more, so that platforms that hang hold nobody up.
 */
@Component
public class Places {
    private static final int MOST = 16;

    private final Semaphore free = new Semaphore(MOST);
    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);

    /** Waits a little for a place to be free; somebody else may take it first. */
    public void await(Duration most) throws InterruptedException {
        if (free.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            free.release();
        }
    }

    /** How many are free. */
    public int free() {
        return free.availablePermits();
    }

    /** Takes a place for a step that is about to begin. */
    public void take() {
        free.acquireUninterruptibly();
    }

    /** This thread is the one for which a place was taken. */
    public void sit() {
        mine.set(true);
    }

    /** Gives this thread's place up, if it has one. */
    public void leave() {
        if (mine.get()) {
            mine.remove();
            free.release();
        }
    }
}
