package io.septet.acceptance.faults;

import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis, sandbox, gateway, two accounts-services and two scheduler-services as processes of this
 * machine, each on a free port; gateway and services reach the pairs through {@link Balancer}s.
 */
final class Fleet implements AutoCloseable {
    /** Those that are killed, in the order of their names. */
    static final List<String> REPLICAS =
            List.of("accounts-a", "accounts-b", "scheduler-a", "scheduler-b");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START = Duration.ofMinutes(5);

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Random RANDOM = new Random();

    private final Path folder;
    private final Setup setup;
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, Balancer> balancers = new LinkedHashMap<>();
    private final Map<Path, Path> unpacked = new HashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    private Fleet(Path folder, Setup setup) {
        this.folder = folder;
        this.setup = setup;
    }

    /**
     * Starts all of it and waits until everything is healthy.
     *
     * @param folder of its own, empty
     */
    static Fleet start(Path folder, Setup setup) throws IOException, InterruptedException {
        var fleet = new Fleet(folder, setup);
        try {
            fleet.launch();
            return fleet;
        } catch (IOException | InterruptedException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    String gateway() {
        return address("gateway");
    }

    String sandbox() {
        return address("sandbox");
    }

    /** Another one each time. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    /** One of the accounts-services. */
    String accounts() {
        return address("accounts");
    }

    /** A token with which the launcher calls a service. */
    String launcherToken(String audience) {
        return new InternalTokens(
                        new KeyRing(folder.resolve("data/keys"), "launcher"), Clock.systemUTC())
                .forService(audience);
    }

    /** As kill -9 does; it stays away until it is started again. */
    void kill(String name) {
        program(name).kill();
    }

    void startAgain(String name) {
        program(name).start();
    }

    /** One of the programs, to be treated badly. */
    Program program(String name) {
        return Objects.requireNonNull(programs.get(name), name);
    }

    /** Lets only one replica be reached, such as "accounts-b", as if the other had gone silent. */
    void reachOnly(String replica) {
        Objects.requireNonNull(balancers.get(replica.split("-", 2)[0])).only(port(replica));
    }

    /** Redis' port. */
    int redis() {
        return port("redis");
    }

    /** Every end of a program that was not a {@link #kill}; each was started again. */
    List<String> falls() {
        return programs.values().stream().flatMap(program -> program.falls().stream()).toList();
    }

    /** The processor's time that each program has used. */
    Map<String, Duration> cpu() {
        var used = new LinkedHashMap<String, Duration>();
        programs.forEach((name, program) -> program.cpu().ifPresent(cpu -> used.put(name, cpu)));
        return used;
    }

    /** Waits until each program's process lives and says that it is ready. */
    void awaitHealthy() throws InterruptedException {
        awaitReady(programs.keySet());
    }

    @Override
    public void close() throws IOException {
        programs.values().forEach(Program::kill);
        for (var balancer : balancers.values()) {
            balancer.close();
        }
    }

    private void awaitReady(Collection<String> names) throws InterruptedException {
        var end = Instant.now().plus(START);
        while (true) {
            var ill = names.stream().map(this::program).filter(p -> !p.isReady()).toList();
            if (ill.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "Not ready within %s, see %s:%n%s"
                                .formatted(
                                        START,
                                        folder,
                                        ill.stream()
                                                .map(Program::state)
                                                .collect(Collectors.joining("\n"))));
            }
            Thread.sleep(500);
        }
    }

    private void launch() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("redis"));
        Files.createDirectories(folder.resolve("data"));
        for (var name :
                List.of(
                        "redis",
                        "sandbox",
                        "gateway",
                        "accounts",
                        "scheduler",
                        "accounts-a",
                        "accounts-b",
                        "scheduler-a",
                        "scheduler-b",
                        "mastodon-1",
                        "mastodon-2",
                        "mastodon-3",
                        "bluesky")) {
            ports.put(name, freePort());
        }
        startOfRedis();
        var sandbox =
                new LinkedHashMap<String, String>(
                        Map.of(
                                "septet.sandbox.mastodon-ports",
                                port("mastodon-1")
                                        + ","
                                        + port("mastodon-2")
                                        + ","
                                        + port("mastodon-3"),
                                "septet.sandbox.bluesky-port",
                                "" + port("bluesky"),
                                "septet.sandbox.seed",
                                "" + setup.seed()));
        java("sandbox", "sandbox", 384, sandbox);
        for (var replica : List.of("a", "b")) {
            java("accounts-" + replica, "accounts-service", 256, platforms());
            java("scheduler-" + replica, "scheduler-service", 256, Map.of());
        }
        java(
                "gateway",
                "gateway",
                192,
                Map.of(
                        "septet.gateway.rate.reads", "10000000",
                        "septet.gateway.rate.writes", "10000000",
                        "septet.gateway.rate.address-reads", "10000000",
                        "septet.gateway.rate.address-writes", "10000000"));
        for (var service : List.of("accounts", "scheduler")) {
            balancers.put(
                    service,
                    Balancer.over(
                            port(service), List.of(port(service + "-a"), port(service + "-b"))));
        }
        setup.missing().forEach(programs::remove);
        // The second of a kind reads the keys that the first one made.
        for (var wave :
                List.of(
                        List.of("redis"),
                        List.of("sandbox", "accounts-a", "scheduler-a", "gateway"),
                        List.of("accounts-b", "scheduler-b"))) {
            var present = wave.stream().filter(programs::containsKey).toList();
            present.forEach(this::startAgain);
            awaitReady(present);
        }
    }

    /** With the settings of production, but those of its place and its users. */
    private void startOfRedis() throws IOException {
        var server =
                ExecutableProvider.newJarResourceProvider(folder.resolve("redis").toFile()).get();
        var conf = folder.resolve("redis.conf");
        Files.write(
                conf,
                Files.readAllLines(ROOT.resolve("deploy/redis.conf")).stream()
                        .filter(line -> !line.startsWith("dir ") && !line.startsWith("aclfile "))
                        .toList());
        add(
                "redis",
                false,
                List.of(
                        server.getAbsolutePath(),
                        conf.toString(),
                        "--port",
                        "" + port("redis"),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.resolve("redis").toString()));
    }

    private void add(String name, boolean speaksHttp, List<String> command) {
        var log = folder.resolve(name + ".log");
        programs.put(name, new Program(name, ROOT, log, port(name), speaksHttp, command));
    }

    private void java(String name, String module, int megabytes, Map<String, String> more)
            throws IOException, InterruptedException {
        var properties = new LinkedHashMap<String, String>();
        properties.put("server.port", "" + port(name));
        properties.put("server.address", "127.0.0.1");
        properties.put("septet.data", folder.resolve("data").toString());
        properties.put("septet.time-factor", "" + setup.factor());
        properties.put("septet.accounts-url", address("accounts"));
        properties.put("septet.scheduler-url", address("scheduler"));
        properties.put("septet.public-url", address("gateway"));
        properties.put("spring.data.redis.url", "redis://127.0.0.1:" + port("redis"));
        properties.put("spring.main.banner-mode", "off");
        properties.putAll(more);
        properties.putAll(setup.properties().getOrDefault(name, Map.of()));
        var command = new ArrayList<String>();
        command.add(JAVA.toString());
        command.addAll(
                List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(unpacked(setup.jars().getOrDefault(module, jar(module))).toString());
        add(name, true, command);
    }

    /** As every installation runs it: a start takes half the work of one from a jar of jars. */
    private Path unpacked(Path jar) throws IOException, InterruptedException {
        var known = isJarOfJars(jar) ? unpacked.get(jar) : jar;
        if (known != null) {
            return known;
        }
        var home = folder.resolve("programs").resolve("" + unpacked.size());
        var log = folder.resolve("unpacking.log").toFile();
        var unpacking =
                new ProcessBuilder(
                                JAVA.toString(),
                                "-Djarmode=tools",
                                "-jar",
                                jar.toString(),
                                "extract",
                                "--destination",
                                home.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        var program = home.resolve(jar.getFileName());
        if (unpacking.waitFor() != 0 || !Files.exists(program)) {
            throw new IOException(jar + " cannot be unpacked, see " + log);
        }
        unpacked.put(jar, program);
        return program;
    }

    private static boolean isJarOfJars(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getEntry("BOOT-INF/") != null;
        }
    }

    /** What was built of a module. */
    static Path jar(String module) {
        return ROOT.resolve(module).resolve("target").resolve(module + ".jar");
    }

    private Map<String, String> platforms() {
        var bluesky = address("bluesky");
        var properties = new LinkedHashMap<String, String>();
        var paths =
                Map.of(
                        "x", "/x",
                        "facebook", "/facebook/v26.0",
                        "instagram", "/instagram/v26.0",
                        "threads", "/threads/v1.0",
                        "linkedin", "/linkedin",
                        "telegram", "/telegram");
        paths.forEach((platform, path) -> {
            properties.put("septet.platforms." + platform + ".base-url", sandbox() + path);
            properties.put(
                    "septet.platforms." + platform + ".web-url",
                    sandbox() + "/" + platform + "-web");
        });
        properties.put("septet.platforms.bluesky.base-url", bluesky);
        properties.put("septet.platforms.bluesky.web-url", bluesky);
        properties.put("septet.outbound.allow-loopback", "true");
        return properties;
    }

    private int port(String name) {
        return Objects.requireNonNull(ports.get(name), name);
    }

    private String address(String name) {
        return "http://localhost:" + port(name);
    }

    /** Below the range of outgoing connections, one of which could take the port of the dead. */
    private int freePort() throws IOException {
        for (int port = 20_000 + RANDOM.nextInt(10_000); ; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!ports.containsValue(port)) {
                    return socket.getLocalPort();
                }
            } catch (BindException taken) {
                // The next one.
            }
        }
    }
}
