package io.septet.quartz;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.PersistJobDataAfterExecution;

/** Jobs that do nothing, of each kind. */
final class Jobs {
    private Jobs() {}

    public static class Plain implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    @DisallowConcurrentExecution
    public static class Alone implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    @PersistJobDataAfterExecution
    public static class Keeping implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }
}
