package io.septet.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lies and listens on this machine.
 *
 * @param root the folder of the built modules
 * @param data the folder of everything that must survive a restart
 * @param address the address the gateway listens on; everything else listens on loopback alone
 * @param gateway port of the only public door
 * @param accounts port of accounts-service
 * @param scheduler port of scheduler-service
 * @param analytics port of analytics-service
 * @param sandbox port of the pretend X and Facebook, and of the fault panel
 * @param mastodon ports of the pretend Mastodon servers, three
 * @param bluesky port of the pretend Bluesky server
 * @param redis port of Redis
 * @param trainAfter how long after the start the start caches are made that are missing; null for
 *     never
 * @param javaOptions added to every Java program's own, for debugging
 */
record Settings(
        Path root,
        Path data,
        String address,
        int gateway,
        int accounts,
        int scheduler,
        int analytics,
        int sandbox,
        List<Integer> mastodon,
        int bluesky,
        int redis,
        @Nullable Duration trainAfter,
        List<String> javaOptions) {

    private static final int MASTODON_SERVERS = 3;

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException if a variable cannot be read, naming it
     */
    static Settings of(Path root, Map<String, String> environment) {
        var options = text(environment, "SEPTET_JAVA_OPTIONS");
        return new Settings(
                root,
                data(root, text(environment, "SEPTET_DATA")),
                orElse(text(environment, "SEPTET_GATEWAY_ADDRESS"), "127.0.0.1"),
                port(environment, "SEPTET_GATEWAY_PORT", 8080),
                port(environment, "SEPTET_ACCOUNTS_PORT", 8081),
                port(environment, "SEPTET_SCHEDULER_PORT", 8082),
                port(environment, "SEPTET_ANALYTICS_PORT", 8083),
                port(environment, "SEPTET_SANDBOX_PORT", 8090),
                mastodonPorts(environment),
                port(environment, "SEPTET_BLUESKY_PORT", 8094),
                port(environment, "SEPTET_REDIS_PORT", 6390),
                trainAfter(text(environment, "SEPTET_TRAIN_AFTER")),
                options == null ? List.of() : List.of(options.split("\\s+")));
    }

    /** What a browser or script is told. */
    String gatewayUrl() {
        return "http://localhost:" + gateway;
    }

    /** Where the fault panel is. */
    String sandboxUrl() {
        return "http://localhost:" + sandbox;
    }

    /** Process numbers and the lock. */
    Path run() {
        return data.resolve("run");
    }

    /** The log of a program. */
    Path log(String program) {
        return data.resolve("logs").resolve(program + ".log");
    }

    /** Every port we listen on and the variable that moves it. */
    Map<Integer, String> ports(boolean withSandbox) {
        var ports = new LinkedHashMap<Integer, String>();
        claim(ports, gateway, "SEPTET_GATEWAY_PORT");
        claim(ports, accounts, "SEPTET_ACCOUNTS_PORT");
        claim(ports, scheduler, "SEPTET_SCHEDULER_PORT");
        claim(ports, analytics, "SEPTET_ANALYTICS_PORT");
        claim(ports, redis, "SEPTET_REDIS_PORT");
        if (withSandbox) {
            claim(ports, sandbox, "SEPTET_SANDBOX_PORT");
            mastodon.forEach(port -> claim(ports, port, "SEPTET_MASTODON_PORTS"));
            claim(ports, bluesky, "SEPTET_BLUESKY_PORT");
        }
        return ports;
    }

    private static void claim(Map<Integer, String> ports, int port, String variable) {
        var other = ports.put(port, variable);
        if (other != null) {
            throw new IllegalArgumentException(
                    "%s and %s both say port %d".formatted(other, variable, port));
        }
    }

    private static Path data(Path root, @Nullable String given) {
        return (given == null ? root.resolve("data") : Path.of(given)).toAbsolutePath().normalize();
    }

    private static int port(Map<String, String> environment, String variable, int usual) {
        var given = text(environment, variable);
        return given == null ? usual : number(variable, given);
    }

    private static List<Integer> mastodonPorts(Map<String, String> environment) {
        var given = text(environment, "SEPTET_MASTODON_PORTS");
        if (given == null) {
            return List.of(8091, 8092, 8093);
        }
        var ports = new ArrayList<Integer>();
        for (var part : given.split(",", -1)) {
            ports.add(number("SEPTET_MASTODON_PORTS", part.strip()));
        }
        if (ports.size() != MASTODON_SERVERS) {
            throw new IllegalArgumentException(
                    "SEPTET_MASTODON_PORTS names %d ports, such as 8091,8092,8093; not %s"
                            .formatted(MASTODON_SERVERS, given));
        }
        return List.copyOf(ports);
    }

    private static @Nullable Duration trainAfter(@Nullable String seconds) {
        if (seconds == null || seconds.equals("never")) {
            return null;
        }
        try {
            return Duration.ofSeconds(Integer.parseUnsignedInt(seconds));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "SEPTET_TRAIN_AFTER is a number of seconds or never, not " + seconds, e);
        }
    }

    private static int number(String variable, String given) {
        try {
            int port = Integer.parseInt(given);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as a number out of range.
        }
        throw new IllegalArgumentException(
                "%s is a port, 1 to 65535, not %s".formatted(variable, given));
    }

    private static @Nullable String text(Map<String, String> environment, String variable) {
        var given = environment.get(variable);
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static String orElse(@Nullable String given, String usual) {
        return given == null ? usual : given;
    }
}
