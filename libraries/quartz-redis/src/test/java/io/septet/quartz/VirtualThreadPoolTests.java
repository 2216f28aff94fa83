package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quartz.SchedulerConfigException;

@Timeout(30)
class VirtualThreadPoolTests {
    private final VirtualThreadPool pool = new VirtualThreadPool();
    private final CountDownLatch go = new CountDownLatch(1);

    @BeforeEach
    void start() throws SchedulerConfigException {
        pool.setThreadCount(2);
        pool.initialize();
    }

    @AfterEach
    void stop() {
        go.countDown();
        pool.shutdown(true);
    }

    private void waitForGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noMoreRunAtTheSameTimeThanThereAreThreads() {
        var third = new AtomicBoolean();
        assertThat(pool.blockForAvailableThreads()).isEqualTo(2);
        pool.runInThread(this::waitForGo);
        assertThat(pool.blockForAvailableThreads()).isEqualTo(1);
        pool.runInThread(this::waitForGo);

        var passed = CompletableFuture.runAsync(() -> pool.runInThread(() -> third.set(true)));
        assertThat(passed)
                .as("still waits for a thread")
                .satisfies(waiting ->
                        assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
                                .isInstanceOf(java.util.concurrent.TimeoutException.class));
        assertThat(third).isFalse();

        go.countDown();
        await().untilTrue(third);
        await().until(() -> pool.blockForAvailableThreads() == 2);
    }

    @Test
    void soManyAsAreAllowedToWaitForAThreadDoNotKeepTheSchedulerWaiting()
            throws SchedulerConfigException {
        var queue = new VirtualThreadPool();
        queue.setThreadCount(1);
        queue.setWaiting(2);
        queue.initialize();
        var others = new AtomicInteger();
        assertThat(queue.blockForAvailableThreads()).isEqualTo(3);

        var runs = new CountDownLatch(1);
        queue.runInThread(() -> {
            runs.countDown();
            waitForGo();
        });
        assertThatNoException().isThrownBy(runs::await);
        queue.runInThread(others::incrementAndGet);
        assertThat(queue.blockForAvailableThreads()).isEqualTo(1);
        queue.runInThread(others::incrementAndGet);
        assertThat(others).as("one at a time").hasValue(0);

        go.countDown();
        queue.shutdown(true);
        assertThat(others).as("those that waited run, also when the scheduler ends").hasValue(2);
    }

    @Test
    void anEndingSchedulerIsToldThatNothingMoreRuns() {
        pool.runInThread(this::waitForGo);
        pool.runInThread(this::waitForGo);
        var waiting = CompletableFuture.supplyAsync(pool::blockForAvailableThreads);

        pool.shutdown(false);

        assertThat(waiting.join()).isZero();
        assertThat(pool.runInThread(() -> {})).isFalse();
    }

    @Test
    void aJobThatFailsFreesItsThread() {
        for (int i = 0; i < 5; i++) {
            pool.runInThread(() -> {
                throw new IllegalStateException("as jobs do");
            });
        }
        await().until(() -> pool.blockForAvailableThreads() == 2);
    }

    @Test
    void withoutThreadsItDoesNotStart() {
        var none = new VirtualThreadPool();
        none.setThreadCount(0);
        assertThatThrownBy(none::initialize)
                .isInstanceOf(SchedulerConfigException.class)
                .hasMessageContaining("threadCount");
    }
}
