package io.septet.analytics;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Readings and reports. */
@SpringBootApplication
public class AnalyticsApplication {
    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(AnalyticsApplication.class, args);
    }
}
