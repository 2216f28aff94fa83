package io.septet.quartz;

import java.util.function.Predicate;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a JVM that was frozen between firing and running from starting what others have taken over.
 */
public final class LeaseGuard extends TriggerListenerSupport {
    private static final Logger log = LoggerFactory.getLogger(LeaseGuard.class);

    private final Predicate<String> mayRun;

    /**
     * @param mayRun {@link RedisJobStore#mayRun} of the scheduler's store
     */
    public LeaseGuard(Predicate<String> mayRun) {
        this.mayRun = mayRun;
    }

    @Override
    public String getName() {
        return "quartz-redis-lease";
    }

    @Override
    public boolean vetoJobExecution(Trigger trigger, JobExecutionContext context) {
        boolean lost = !mayRun.test(context.getFireInstanceId());
        if (lost) {
            log.warn(
                    "{} is not started: this instance was declared dead meanwhile",
                    context.getJobDetail().getKey());
        }
        return lost;
    }
}
