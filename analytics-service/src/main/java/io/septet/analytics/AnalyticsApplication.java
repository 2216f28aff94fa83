package io.septet.analytics;

import io.septet.kit.run.Service;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Readings and reports. */
@SpringBootApplication
public class AnalyticsApplication {
    /** Starts the service. */
    public static void main(String[] args) {
        Service.run(AnalyticsApplication.class, args);
    }
}
