package io.septet.scheduler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts scheduler-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SchedulerApplication {

    /** Starts the program. */
    public static void main(String[] args) {
        SpringApplication.run(SchedulerApplication.class, args);
    }
}
