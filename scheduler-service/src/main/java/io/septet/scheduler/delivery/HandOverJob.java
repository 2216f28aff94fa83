package io.septet.scheduler.delivery;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * What a trigger runs: passes the delivery on and is done, so that Quartz' few threads stay free.
 */
class HandOverJob implements Job {
    private final HandOver handOver;
    private final Sweep sweep;

    HandOverJob(HandOver handOver, Sweep sweep) {
        this.handOver = handOver;
        this.sweep = sweep;
    }

    @Override
    public void execute(JobExecutionContext context) {
        var data = context.getTrigger().getJobDataMap();
        handOver.visitSoon(
                String.valueOf(data.get(WakeUps.TAG)),
                String.valueOf(data.get(WakeUps.WORKSPACE)),
                context.getTrigger().getKey().getName());
        sweep.fired(context.getTrigger().getStartTime().toInstant());
    }
}
