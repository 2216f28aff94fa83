package io.septet.kit.run;

import org.springframework.boot.SpringApplication;

/** Starts a service as a process of its own. */
public final class Service {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int FEWEST_CARRIERS = 16;

    private Service() {}

    /**
     * Starts it. A {@link Watchdog} ends the process should it ever stand still, so that whoever
     * looks after it starts it again.
     */
    public static void run(Class<?> application, String... arguments) {
        giveCarriers();
        Watchdog.start();
        SpringApplication.run(application, arguments);
    }

    /**
     * A virtual thread that loads a class keeps its carrier while it waits for another one's lock,
     * and that one may itself wait for a carrier. With as many carriers as processors, which is the
     * default, two such threads are enough on a small machine to stop everything for good.
     */
    private static void giveCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            int carriers = Math.max(FEWEST_CARRIERS, Runtime.getRuntime().availableProcessors());
            System.setProperty(CARRIERS, "" + carriers);
        }
    }
}
