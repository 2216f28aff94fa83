package io.septet.sandbox;

import io.septet.sandbox.grant.App;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How a sandbox is set up.
 *
 * @param port of X, Facebook and the control; 0 for any free one
 * @param instancePorts of the Mastodon-like servers, at most 3; 0 for any free one
 * @param blueskyPort of the Bluesky-like server; 0 for any free one
 * @param data the folder in which it keeps {@code sandbox/}
 * @param timeFactor by which the platforms' time runs faster: windows are shorter, engagement grows
 *     sooner
 * @param seed from which faults are drawn
 * @param processing how long Instagram and Threads take until a container can be published, in the
 *     platforms' time
 * @param app the one that may ask for consent; Mastodon's servers register others
 */
public record SandboxSettings(
        int port,
        List<Integer> instancePorts,
        int blueskyPort,
        Path data,
        double timeFactor,
        long seed,
        Clock clock,
        Duration processing,
        App app) {
    /** What a picture takes, about. */
    public static final Duration PROCESSING = Duration.ofSeconds(1);

    /** The app that the demo uses; people may be sent back anywhere. */
    public static final App APP = App.demo("septet-demo", "septet-demo-secret", List.of());

    private static final int MOST_INSTANCES = 3;

    /**
     * @throws IllegalArgumentException if there are more than 3 instances or the time factor is not
     *     above 0
     */
    public SandboxSettings {
        instancePorts = List.copyOf(instancePorts);
        if (instancePorts.size() > MOST_INSTANCES) {
            throw new IllegalArgumentException(
                    "At most 3 Mastodon-like servers, not " + instancePorts.size());
        }
        if (!(timeFactor > 0)) {
            throw new IllegalArgumentException(
                    "The time factor must be above 0, not " + timeFactor);
        }
    }

    /** Any free ports, real time: what a test needs. */
    public static SandboxSettings on(Path data) {
        return new SandboxSettings(
                0, List.of(0, 0, 0), 0, data, 1, 7, Clock.systemUTC(), PROCESSING, APP);
    }

    public SandboxSettings clock(Clock other) {
        return new SandboxSettings(
                port, instancePorts, blueskyPort, data, timeFactor, seed, other, processing, app);
    }

    public SandboxSettings processing(Duration other) {
        return new SandboxSettings(
                port, instancePorts, blueskyPort, data, timeFactor, seed, clock, other, app);
    }

    public SandboxSettings timeFactor(double other) {
        return new SandboxSettings(
                port, instancePorts, blueskyPort, data, other, seed, clock, processing, app);
    }

    public SandboxSettings app(App other) {
        return new SandboxSettings(
                port, instancePorts, blueskyPort, data, timeFactor, seed, clock, processing, other);
    }
}
