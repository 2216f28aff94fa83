package io.septet.sandbox;

import io.septet.sandbox.grant.App;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Starts a sandbox and leaves it running.
 *
 * <p>Settings are arguments {@code --name=value}, system properties, or environment variables in
 * upper case with underscores: {@code septet.data} ({@code ./data}), {@code server.port} (8090),
 * {@code septet.sandbox.mastodon-ports} ({@code 8091,8092,8093}), {@code
 * septet.sandbox.bluesky-port} (8094), {@code septet.time-factor} (1), {@code septet.sandbox.seed}
 * (7), {@code septet.sandbox.processing-millis} (1000), {@code septet.sandbox.client-id} and {@code
 * client-secret} ({@code septet-demo} and {@code septet-demo-secret}), {@code
 * septet.sandbox.redirect-uris} (none, which allows any).
 */
public final class SandboxApplication {
    private SandboxApplication() {}

    public static void main(String[] arguments) {
        SandboxSettings settings = settings(arguments);
        Sandbox sandbox = Sandbox.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-close"));
        System.out.printf(
                Locale.ROOT,
                "Sandbox: %s (X, Facebook, feeds, faults), Mastodon-like servers %s, Bluesky-like %s%n",
                sandbox.address(),
                String.join(", ", sandbox.mastodon()),
                sandbox.bluesky());
    }

    private static SandboxSettings settings(String[] arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("Expected --name=value, not " + argument);
            }
            System.setProperty(argument.substring(2, equals), argument.substring(equals + 1));
        }
        var ports = new ArrayList<Integer>();
        for (String port : setting("septet.sandbox.mastodon-ports", "8091,8092,8093").split(",")) {
            ports.add(Integer.parseInt(port.strip()));
        }
        return new SandboxSettings(
                Integer.parseInt(setting("server.port", "8090")),
                List.copyOf(ports),
                Integer.parseInt(setting("septet.sandbox.bluesky-port", "8094")),
                Path.of(setting("septet.data", "data")),
                Double.parseDouble(setting("septet.time-factor", "1")),
                Long.parseLong(setting("septet.sandbox.seed", "7")),
                Clock.systemUTC(),
                Duration.ofMillis(
                        Long.parseLong(
                                setting(
                                        "septet.sandbox.processing-millis",
                                        "" + SandboxSettings.PROCESSING.toMillis()))),
                App.demo(
                        setting("septet.sandbox.client-id", SandboxSettings.APP.id()),
                        setting("septet.sandbox.client-secret", SandboxSettings.APP.secret()),
                        Stream.of(setting("septet.sandbox.redirect-uris", "").split(","))
                                .map(String::strip)
                                .filter(uri -> !uri.isEmpty())
                                .toList()));
    }

    private static String setting(String name, String otherwise) {
        String property = System.getProperty(name);
        String variable =
                System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        return property != null ? property : Objects.requireNonNullElse(variable, otherwise);
    }
}
