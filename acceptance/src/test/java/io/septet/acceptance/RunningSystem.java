package io.septet.acceptance;

import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Septet as {@code ./run} starts it, on ports and in a data folder of its own. */
final class RunningSystem implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path data;
    private final int accounts;
    private final Process launcher;
    private final JsonNode demo;

    private RunningSystem(Path data, int accounts, Process launcher, JsonNode demo) {
        this.data = data;
        this.accounts = accounts;
        this.launcher = launcher;
        this.demo = demo;
    }

    /**
     * Starts it and waits until the workspace is ready: with the demo's feeds and posts, or empty.
     */
    static RunningSystem start(Path folder, String... options) throws IOException {
        return start(folder, Map.of(), options);
    }

    /**
     * The same with more settings.
     *
     * @param settings variables of the environment
     */
    static RunningSystem start(Path folder, Map<String, String> settings, String... options)
            throws IOException {
        var data = folder.resolve("data");
        deleteOld(data);
        Files.createDirectories(data);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jar = ROOT.resolve("launcher/target/launcher.jar").toString();
        var command = new ArrayList<>(List.of(java, "-jar", jar));
        command.addAll(List.of(options));
        var builder =
                new ProcessBuilder(command)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("launcher.log").toFile());
        var environment = builder.environment();
        environment.put("SEPTET_DATA", data.toString());
        var ports = freePorts(10);
        var names = List.of("GATEWAY", "ACCOUNTS", "SCHEDULER", "ANALYTICS", "SANDBOX", "REDIS");
        for (int i = 0; i < names.size(); i++) {
            environment.put("SEPTET_" + names.get(i) + "_PORT", "" + ports.get(i));
        }
        environment.put("SEPTET_BLUESKY_PORT", "" + ports.get(9));
        environment.put(
                "SEPTET_MASTODON_PORTS", ports.get(6) + "," + ports.get(7) + "," + ports.get(8));
        environment.putAll(settings);
        var launcher = builder.start();
        var file = data.resolve("demo.json");
        Awaitility.await("start, see " + folder.resolve("launcher.log"))
                .atMost(START)
                .until(() -> {
                    if (!launcher.isAlive()) {
                        throw new IllegalStateException(
                                "The launcher ended: "
                                        + Files.readString(folder.resolve("launcher.log")));
                    }
                    return Files.exists(file);
                });
        return new RunningSystem(
                data, ports.get(1), launcher, JsonMapper.shared().readTree(Files.readString(file)));
    }

    /** What {@code data/demo.json} tells scripts. */
    JsonNode demo() {
        return demo;
    }

    /** A client of accounts-service's inner door, as the launcher that makes workspaces. */
    RestClient accounts() {
        var tokens =
                new InternalTokens(
                        new KeyRing(data.resolve("keys"), "launcher"), Clock.systemUTC());
        return RestClient.builder()
                .requestFactory(plainHttp())
                .baseUrl("http://127.0.0.1:" + accounts)
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.forService("accounts"))
                .build();
    }

    /** Makes a new key of the vault and puts everything under it. */
    void exchangeVaultKey() {
        accounts().post().uri("/internal/v1/vault/rotation").retrieve().toBodilessEntity();
    }

    /** A client of the public API with the owner's token. */
    RestClient api() {
        return RestClient.builder()
                .requestFactory(plainHttp())
                .baseUrl(demo.get("address").stringValue())
                .defaultHeader(
                        HttpHeaders.AUTHORIZATION, "Bearer " + demo.get("token").stringValue())
                .build();
    }

    List<String> feeds() {
        return demo.get("feeds").valueStream().map(feed -> feed.get("id").stringValue()).toList();
    }

    JsonNode get(String path) {
        return Objects.requireNonNull(api().get().uri(path).retrieve().body(JsonNode.class));
    }

    JsonNode post(String path, Object body) {
        return Objects.requireNonNull(
                api().post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .retrieve()
                        .body(JsonNode.class));
    }

    /** Uploads a picture; answers its id. */
    String upload(byte[] picture, String name) {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add(
                "file",
                new ByteArrayResource(picture) {
                    @Override
                    public @Nullable String getFilename() {
                        return name;
                    }
                });
        return Objects.requireNonNull(
                        api().post()
                                .uri("/api/v1/media")
                                .contentType(MediaType.MULTIPART_FORM_DATA)
                                .body(parts)
                                .retrieve()
                                .body(JsonNode.class))
                .get("id")
                .stringValue();
    }

    /** What the pretend platforms really have, with this text in it. */
    List<JsonNode> onPlatforms(String text) {
        return Objects.requireNonNull(
                        RestClient.builder()
                                .requestFactory(plainHttp())
                                .baseUrl(demo.get("sandbox").stringValue())
                                .build()
                                .get()
                                .uri("/sandbox/posts")
                                .retrieve()
                                .body(JsonNode.class))
                .valueStream()
                .filter(post -> post.get("text").stringValue().contains(text))
                .toList();
    }

    /** The tokens of all accounts on the pretend platforms. */
    List<String> platformTokens() {
        return Objects.requireNonNull(
                        RestClient.builder()
                                .requestFactory(plainHttp())
                                .baseUrl(demo.get("sandbox").stringValue())
                                .build()
                                .get()
                                .uri("/sandbox/accounts")
                                .retrieve()
                                .body(JsonNode.class))
                .valueStream()
                .map(account -> account.path("token").asString())
                .filter(token -> !token.isEmpty())
                .distinct()
                .toList();
    }

    /** Kills one program the hard way; the launcher starts it again. */
    void kill(String program) throws IOException {
        ProcessHandle.of(pid(program)).orElseThrow().destroyForcibly();
    }

    /** Whether a program's process lives, under another process id than this one. */
    boolean runsAgain(String program, long before) throws IOException {
        long now = pid(program);
        return now != before && ProcessHandle.of(now).map(ProcessHandle::isAlive).orElse(false);
    }

    long pid(String program) throws IOException {
        return Long.parseLong(
                Files.readString(data.resolve("run").resolve(program + ".pid")).strip());
    }

    @Override
    public void close() throws IOException {
        launcher.destroy();
        try {
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.descendants().forEach(ProcessHandle::destroyForcibly);
                launcher.destroyForcibly();
                throw new IllegalStateException("The launcher did not stop within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a story in a browser against this system; its lines go to a log beside the screenshots.
     *
     * @param script of {@code browser/}, without its ending
     */
    int browser(String script, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        return end(begin(script, folder, settings));
    }

    /** Begins such a story and does not wait for its {@link #end}. */
    Process begin(String script, Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        var builder =
                new ProcessBuilder("node", script + ".mjs")
                        .directory(Path.of("browser").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(script + ".log").toFile());
        builder.environment().put("SEPTET_DEMO", data.resolve("demo.json").toString());
        builder.environment().put("SEPTET_SCREENSHOTS", folder.toAbsolutePath().toString());
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** Waits for the end of a story; answers 0 if it came true. */
    static int end(Process story) throws InterruptedException {
        if (!story.waitFor(10, TimeUnit.MINUTES)) {
            story.destroyForcibly();
            return -1;
        }
        return story.exitValue();
    }

    /** Without the offer to upgrade to HTTP/2 that the JDK's client makes by default. */
    private static JdkClientHttpRequestFactory plainHttp() {
        return new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    private static void deleteOld(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
