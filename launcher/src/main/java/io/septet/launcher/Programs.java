package io.septet.launcher;

import io.septet.launcher.process.HttpProbe;
import io.septet.launcher.process.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * How each Java program of the house is started on one machine: small heaps, the plain collector
 * and the quick compiler, because here start-up and memory matter more than peak speed.
 */
final class Programs {
    private static final List<String> SMALL =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.awt.headless=true",
                    "-Dfile.encoding=UTF-8");

    private final Settings settings;
    private final String redisPassword;
    private final boolean withSandbox;
    private final JavaArchive archive;

    /**
     * @param withSandbox whether platforms are the pretend ones; without it they are the real ones
     */
    Programs(Settings settings, String redisPassword, boolean withSandbox, JavaArchive archive) {
        this.settings = settings;
        this.redisPassword = redisPassword;
        this.withSandbox = withSandbox;
        this.archive = archive;
    }

    /**
     * The services, the gateway last.
     *
     * @throws IOException if one is not built
     */
    List<Program> services() throws IOException {
        // Each may have to be unpacked first, which takes a while.
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    executor.invokeAll(
                            List.<Callable<Program>>of(
                                    () ->
                                            service(
                                                    "accounts",
                                                    "accounts-service",
                                                    settings.accounts(),
                                                    192,
                                                    platforms()),
                                    // Decoding a large picture takes memory.
                                    () ->
                                            service(
                                                    "scheduler",
                                                    "scheduler-service",
                                                    settings.scheduler(),
                                                    320,
                                                    Map.of()),
                                    () ->
                                            service(
                                                    "analytics",
                                                    "analytics-service",
                                                    settings.analytics(),
                                                    192,
                                                    Map.of()),
                                    () ->
                                            service(
                                                    "gateway",
                                                    "gateway",
                                                    settings.gateway(),
                                                    192,
                                                    Map.of("server.address", settings.address()))));
            var programs = new ArrayList<Program>();
            for (var program : all) {
                programs.add(program.get());
            }
            return programs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * The pretend platforms.
     *
     * @throws IOException if they are not built
     */
    Program sandbox() throws IOException {
        var mastodon = new ArrayList<String>();
        settings.mastodon().forEach(port -> mastodon.add(String.valueOf(port)));
        var properties = new LinkedHashMap<String, String>();
        properties.put("server.port", String.valueOf(settings.sandbox()));
        properties.put("septet.sandbox.mastodon-ports", String.join(",", mastodon));
        properties.put("septet.sandbox.bluesky-port", String.valueOf(settings.bluesky()));
        properties.put("septet.data", settings.data().toString());
        return program(
                "sandbox",
                "sandbox",
                settings.sandbox(),
                128,
                properties,
                Map.of(),
                JavaArchive.asBuilt());
    }

    private Program service(
            String name, String module, int port, int heapMegabytes, Map<String, String> more)
            throws IOException {
        var properties = new LinkedHashMap<String, String>();
        properties.put("server.port", String.valueOf(port));
        properties.put("server.address", "127.0.0.1");
        properties.put("septet.data", settings.data().toString());
        properties.put("septet.accounts-url", "http://localhost:" + settings.accounts());
        properties.put("septet.scheduler-url", "http://localhost:" + settings.scheduler());
        properties.put("septet.analytics-url", "http://localhost:" + settings.analytics());
        properties.put(
                "septet.public-url",
                Objects.requireNonNullElse(
                        System.getenv("SEPTET_PUBLIC_URL"),
                        "http://localhost:" + settings.gateway()));
        // Open event streams would otherwise hold up a stop for half a minute.
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("spring.main.banner-mode", "off");
        properties.putAll(more);
        // In the environment, which others on the machine cannot read, unlike arguments.
        var environment =
                Map.of(
                        "SPRING_DATA_REDIS_URL",
                        "redis://:%s@127.0.0.1:%d".formatted(redisPassword, settings.redis()),
                        "SEPTET_DATA",
                        settings.data().toString());
        return program(name, module, port, heapMegabytes, properties, environment, archive);
    }

    private Map<String, String> platforms() {
        if (!withSandbox) {
            return Map.of();
        }
        var sandbox = settings.sandboxUrl();
        var bluesky = "http://localhost:" + settings.bluesky();
        var properties = new LinkedHashMap<String, String>();
        base(properties, "x", sandbox + "/x", sandbox + "/x-web");
        base(properties, "facebook", sandbox + "/facebook/v26.0", null);
        base(properties, "instagram", sandbox + "/instagram/v26.0", sandbox + "/instagram-web");
        base(properties, "threads", sandbox + "/threads/v1.0", sandbox + "/threads-web");
        base(properties, "linkedin", sandbox + "/linkedin", sandbox + "/linkedin-web");
        base(properties, "telegram", sandbox + "/telegram", sandbox + "/telegram-web");
        base(properties, "bluesky", bluesky, bluesky);
        consent(
                properties,
                "x",
                sandbox + "/x-web/i/oauth2/authorize",
                sandbox + "/x/2/oauth2/token");
        consent(
                properties,
                "facebook",
                sandbox + "/facebook-web/v26.0/dialog/oauth",
                sandbox + "/facebook/v26.0/oauth/access_token");
        consent(
                properties,
                "instagram",
                sandbox + "/instagram-web/oauth/authorize",
                sandbox + "/instagram/oauth/access_token");
        consent(
                properties,
                "threads",
                sandbox + "/threads-web/oauth/authorize",
                sandbox + "/threads/oauth/access_token");
        consent(
                properties,
                "linkedin",
                sandbox + "/linkedin-web/oauth/v2/authorization",
                sandbox + "/linkedin-web/oauth/v2/accessToken");
        properties.put("septet.platforms.instagram.own-url", sandbox + "/instagram/v26.0");
        // The pretend Mastodon and Bluesky servers are on this machine.
        properties.put("septet.outbound.allow-loopback", "true");
        return properties;
    }

    private static void base(
            Map<String, String> properties, String platform, String api, @Nullable String web) {
        properties.put("septet.platforms." + platform + ".base-url", api);
        if (web != null) {
            properties.put("septet.platforms." + platform + ".web-url", web);
        }
    }

    /** The app under which the pretend platforms know us; it opens nothing else. */
    private static void consent(
            Map<String, String> properties, String platform, String authorize, String token) {
        var prefix = "septet.platforms." + platform;
        properties.put(prefix + ".authorize-url", authorize);
        properties.put(prefix + ".token-url", token);
        properties.put(prefix + ".client-id", "septet-demo");
        properties.put(prefix + ".client-secret", "septet-demo-secret");
    }

    private Program program(
            String name,
            String module,
            int port,
            int heapMegabytes,
            Map<String, String> properties,
            Map<String, String> environment,
            JavaArchive archive)
            throws IOException {
        var jar = settings.root().resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is missing; ./run builds it");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(SMALL);
        command.addAll(settings.javaOptions());
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(archive.arguments(name, jar, command));
        var where = "http://localhost:" + port;
        return new Program(
                name,
                List.copyOf(command),
                environment,
                settings.root(),
                settings.log(name),
                where,
                new HttpProbe(URI.create(where + "/actuator/health/readiness")));
    }
}
