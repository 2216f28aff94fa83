package io.septet.quartz.boot;

import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Shuts the scheduler down while Redis can still be reached. Spring itself does so only after the
 * connections are closed, and what ends or is given back by then could not be recorded.
 */
final class SchedulerShutdown implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {
    private static final Logger log = LoggerFactory.getLogger(SchedulerShutdown.class);

    private final ObjectProvider<Scheduler> scheduler;
    private final boolean waitForJobs;
    private volatile boolean closing;
    private volatile boolean running;

    SchedulerShutdown(ObjectProvider<Scheduler> scheduler, boolean waitForJobs) {
        this.scheduler = scheduler;
        this.waitForJobs = waitForJobs;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closing = true;
    }

    @Override
    public void start() {
        running = true;
    }

    /** A context that is only stopped may be started again, which a scheduler cannot. */
    @Override
    public void stop() {
        running = false;
        var one = closing ? scheduler.getIfAvailable() : null;
        if (one != null) {
            try {
                one.shutdown(waitForJobs);
            } catch (SchedulerException e) {
                log.warn("The scheduler did not shut down: {}", e.getMessage());
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Right after the scheduler's own bean, which only puts it on standby. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }
}
