package io.septet.quartz;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.quartz.SchedulerConfigException;
import org.quartz.spi.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on virtual threads, so many at a time. Passing a job on costs the scheduler's own
 * thread next to nothing, where {@link org.quartz.simpl.SimpleThreadPool} waits for another thread
 * of the machine to take it. For jobs that wait more than they compute: the machine has only as
 * many carriers as processors, and jobs that compute for long keep others from theirs.
 */
public final class VirtualThreadPool implements ThreadPool {
    private static final Logger log = LoggerFactory.getLogger(VirtualThreadPool.class);

    private int threadCount = 10;
    private int waiting;
    private Semaphore room = new Semaphore(0);
    private Semaphore free = new Semaphore(0);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("quartz-job-", 1).factory());
    private volatile boolean ending;

    /** How many jobs run at the same time at most; before {@link #initialize()}. */
    public void setThreadCount(int threadCount) {
        this.threadCount = threadCount;
    }

    /**
     * How many jobs may wait in this program for one of those that run to end; before {@link
     * #initialize()}; 0 unless set. The scheduler then fires more at once, which costs less each.
     * They count as fired: no other instance takes them, and those that do not request recovery are
     * lost if this one dies.
     */
    public void setWaiting(int waiting) {
        this.waiting = waiting;
    }

    @Override
    public void setInstanceId(String schedulerInstanceId) {}

    @Override
    public void setInstanceName(String schedulerName) {}

    @Override
    public void initialize() throws SchedulerConfigException {
        if (threadCount < 1) {
            throw new SchedulerConfigException("threadCount must be 1 or more, not " + threadCount);
        }
        if (waiting < 0) {
            throw new SchedulerConfigException("waiting must be 0 or more, not " + waiting);
        }
        free = new Semaphore(threadCount);
        room = new Semaphore(threadCount + waiting);
    }

    @Override
    public int getPoolSize() {
        return threadCount;
    }

    /**
     * Waits until a job could be run, or could wait.
     *
     * @return how many could; 0 when the scheduler is being shut down
     */
    @Override
    public int blockForAvailableThreads() {
        room.acquireUninterruptibly();
        room.release();
        return ending ? 0 : room.availablePermits();
    }

    /**
     * Runs a job as soon as less than {@code threadCount} run; waits until it could.
     *
     * @return false if it never will, because the scheduler is being shut down
     */
    @Override
    public boolean runInThread(Runnable job) {
        room.acquireUninterruptibly();
        try {
            threads.execute(() -> {
                free.acquireUninterruptibly();
                try {
                    job.run();
                } catch (RuntimeException e) {
                    log.error("A job's run ended with an error of Quartz", e);
                } finally {
                    free.release();
                    room.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            room.release();
            return false;
        }
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        ending = true;
        threads.shutdown();
        // Wakes whoever waits for a thread.
        room.release();
        if (waitForJobsToComplete) {
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
