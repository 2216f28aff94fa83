package io.septet.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the pretend platforms do wrong. Most kinds are there all the time; that a platform cannot be
 * read, or forgets tokens, comes in short spells, and what keeps a post from ever ending comes only
 * early in a run, so that its time window ends with the run's.
 */
final class Weather implements AutoCloseable {
    /** What takes the place of an answer, with its part of all faulty calls. */
    private static final Map<String, Double> ANSWERS =
            Map.of(
                    "429", 0.14,
                    "500-before", 0.18,
                    "500-after-accept", 0.18,
                    "cut-before", 0.14,
                    "cut-after-accept", 0.18,
                    "no-id", 0.05,
                    "limit-but-live", 0.10,
                    "duplicate", 0.03);

    private static final List<String> REVOKING = List.of("mastodon", "bluesky", "threads");
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final Duration SPELL = Duration.ofSeconds(4);
    private static final Duration WITHOUT_TOKEN = Duration.ofSeconds(8);

    private final Api sandbox;
    private final Feeds feeds;
    private final Plan plan;
    private final Random random;
    private final Instant rareUntil;
    private final Thread thread;

    /**
     * @param rareUntil after which nothing begins that keeps a post from ending
     */
    Weather(Api sandbox, Feeds feeds, Plan plan, Instant rareUntil) throws InterruptedException {
        this.sandbox = sandbox;
        this.feeds = feeds;
        this.plan = plan;
        this.random = new Random(plan.seed() + 1);
        this.rareUntil = rareUntil;
        sandbox.put("/sandbox/limits", Map.of("platform", "*", "on", false)).must();
        lasting();
        rare(1);
        this.thread = Thread.ofPlatform().name("weather").start(this::spells);
    }

    /** The spells end; what is there all the time stays until {@link #clear}. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        rare(0);
        set("*", "token-revoked-after", 0, 0);
        set("*", "readback-down", 0, 0);
        feeds.connectAgain();
    }

    void clear() throws InterruptedException {
        for (var fault : sandbox.get("/sandbox/faults").must()) {
            set(fault.path("platform").asString(), fault.path("kind").asString(), 0, 0);
        }
    }

    private void lasting() throws InterruptedException {
        for (var kind : ANSWERS.entrySet()) {
            set("*", kind.getKey(), plan.faulty() * kind.getValue(), 0);
        }
        set("*", "slow", plan.faulty() * 0.08, shorter(Duration.ofSeconds(25)));
        set("*", "late", plan.faulty() * 0.04, shorter(Duration.ofSeconds(45)));
        set("*", "readback-lag", plan.faulty() * 0.5, shorter(Duration.ofSeconds(40)));
        set("mastodon", "key-500", plan.faulty(), 0);
        set("bluesky", "rkey-500", plan.faulty(), 0);
    }

    private void rare(int on) throws InterruptedException {
        set("mastodon", "key-ignored", on * plan.faulty() * 0.1, 0);
        set("threads", "processing-forever", on * plan.faulty() * 0.03, 0);
        set("instagram", "processing-forever", on * plan.faulty() * 0.03, 0);
    }

    private void spells() {
        try {
            boolean early = true;
            for (int i = 0; ; i++) {
                Thread.sleep(EVERY);
                if (early && Instant.now().isAfter(rareUntil)) {
                    early = false;
                    rare(0);
                }
                if (early && i % 3 == 0) {
                    forgetTokens(REVOKING.get(random.nextInt(REVOKING.size())));
                } else {
                    var all = feeds.all();
                    blind(all.get(random.nextInt(all.size())).platform());
                }
                feeds.connectAgain();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void blind(String platform) throws InterruptedException {
        set(platform, "readback-down", 1, 0);
        Thread.sleep(SPELL);
        set(platform, "readback-down", 0, 0);
    }

    private void forgetTokens(String platform) throws InterruptedException {
        set(platform, "token-revoked-after", plan.faulty() * 0.5, 0);
        Thread.sleep(WITHOUT_TOKEN);
        set(platform, "token-revoked-after", 0, 0);
    }

    /** The contract's times are shorter by the factor, the sandbox's faults are not. */
    private long shorter(Duration real) {
        return (long) (real.toMillis() / plan.factor());
    }

    private void set(String platform, String kind, double rate, long millis)
            throws InterruptedException {
        var fault = new HashMap<String, Object>();
        fault.put("platform", platform);
        fault.put("kind", kind);
        fault.put("rate", rate);
        fault.put("calls", "all");
        if (millis > 0) {
            fault.put("millis", millis);
        }
        sandbox.put("/sandbox/faults", fault).must();
    }
}
