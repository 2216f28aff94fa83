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
    private Semaphore free = new Semaphore(0);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("quartz-job-", 1).factory());
    private volatile boolean ending;

    /** How many jobs run at the same time at most; before {@link #initialize()}. */
    public void setThreadCount(int threadCount) {
        this.threadCount = threadCount;
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
        free = new Semaphore(threadCount);
    }

    @Override
    public int getPoolSize() {
        return threadCount;
    }

    /**
     * Waits until less than {@code threadCount} jobs run.
     *
     * @return how many more may run; 0 when the scheduler is being shut down
     */
    @Override
    public int blockForAvailableThreads() {
        free.acquireUninterruptibly();
        free.release();
        return ending ? 0 : free.availablePermits();
    }

    /**
     * Runs a job as soon as less than {@code threadCount} run.
     *
     * @return false if it never will, because the scheduler is being shut down
     */
    @Override
    public boolean runInThread(Runnable job) {
        free.acquireUninterruptibly();
        try {
            threads.execute(() -> {
                try {
                    job.run();
                } catch (RuntimeException e) {
                    log.error("A job's run ended with an error of Quartz", e);
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            free.release();
            return false;
        }
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        ending = true;
        threads.shutdown();
        // Wakes whoever waits for a thread.
        free.release();
        if (waitForJobsToComplete) {
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
