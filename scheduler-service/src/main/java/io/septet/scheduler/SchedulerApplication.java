package io.septet.scheduler;

import io.septet.kit.run.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts scheduler-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SchedulerApplication {

    /** Starts the program. */
    public static void main(String[] args) {
        Service.run(SchedulerApplication.class, args);
    }
}
