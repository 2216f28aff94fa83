package io.septet.benchmarks;

import io.septet.kit.id.Ids;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.testing.TestTokens;
import io.septet.kit.trust.Role;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * How long analytics-service takes for an overview of one workspace. Arguments: publications, and
 * feeds they are spread over, evenly over a year. They are stored as a release without sums left
 * them; the built service then sums them up, and is asked one question at a time over HTTP, as the
 * gateway would. Redis keeps them as in production ({@code appendfsync always}). Aim: p95 below 300
 * ms for a million.
 */
public final class OverviewBenchmark {
    private static final PrintStream OUT = System.out;
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 200;
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 365;

    private OverviewBenchmark() {}

    /** Measures and prints. */
    public static void main(String[] args) throws Exception {
        int publications = Integer.parseInt(args[0]);
        int feeds = Integer.parseInt(args[1]);
        var folder = Files.createTempDirectory("septet-benchmark");
        var jar = Path.of("analytics-service/target/analytics-service.jar").toAbsolutePath();
        try (var redis = TestRedis.start(folder.resolve("redis"))) {
            var address = URI.create(redis.url());
            var workspace = Ids.next();
            var chosen = Stream.generate(Ids::next).limit(feeds).toList();
            long begin = System.nanoTime();
            try (var resp = new Resp(address)) {
                seed(resp, workspace, chosen, publications);
            }
            say("%,d publications of %d feeds stored in %s", publications, feeds, since(begin));
            say("Redis uses %s", memory(address));
            int port = TestRedis.freePort();
            var service = service(jar, address, folder, port);
            try {
                begin = System.nanoTime();
                awaitTrue(() -> summedUp(address));
                say("Service started and everything summed up in %s", since(begin));
                say("Redis uses %s", memory(address));
                measureAll(port, folder, workspace, chosen);
            } finally {
                service.destroy();
                service.waitFor(20, TimeUnit.SECONDS);
            }
        } finally {
            delete(folder);
        }
    }

    private static void measureAll(int port, Path data, String workspace, List<String> feeds)
            throws Exception {
        for (var zone : List.of("UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York")) {
            measure("the year", port, data, workspace, zone, FIRST, DAYS, List.of());
            measure("30 days", port, data, workspace, zone, FIRST.plusDays(200), 30, List.of());
        }
        measure(
                "the year, all but one",
                port,
                data,
                workspace,
                "Asia/Shanghai",
                FIRST,
                DAYS,
                feeds.subList(1, feeds.size()));
    }

    private static void measure(
            String what,
            int port,
            Path data,
            String workspace,
            String zone,
            LocalDate from,
            int days,
            List<String> feeds)
            throws Exception {
        var question =
                "http://127.0.0.1:%d/api/v1/reports/overview?zone=%s&from=%s&to=%s%s"
                        .formatted(
                                port,
                                zone,
                                from.atStartOfDay(ZoneId.of(zone)).toInstant(),
                                from.plusDays(days).atStartOfDay(ZoneId.of(zone)).toInstant(),
                                feeds.isEmpty() ? "" : "&feeds=" + String.join(",", feeds));
        var token = new TestTokens(data, "analytics");
        var millis = new double[ROUNDS];
        String posts = "";
        try (var client = HttpClient.newHttpClient()) {
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                var request =
                        HttpRequest.newBuilder(URI.create(question))
                                .header(
                                        "Authorization",
                                        token.member("bench", workspace, Role.VIEWER))
                                .build();
                long begin = System.nanoTime();
                var answer = client.send(request, BodyHandlers.ofString());
                long end = System.nanoTime();
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                }
                posts = answer.body().replaceFirst("(?s).*?\"posts\":(\\d+).*", "$1");
                if (i >= 0) {
                    millis[i] = (end - begin) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        say(
                "%-22s %-17s %9s posts: p50 %6.1f ms, p95 %6.1f ms, most %6.1f ms",
                what,
                zone,
                posts,
                millis[ROUNDS / 2],
                millis[ROUNDS * 95 / 100],
                millis[ROUNDS - 1]);
    }

    private static void seed(Resp resp, String workspace, List<String> feeds, int publications)
            throws IOException {
        var random = new Random(7);
        long first = FIRST.atStartOfDay(ZoneId.of("UTC")).toInstant().toEpochMilli();
        long span = Duration.ofDays(DAYS).toMillis();
        for (int i = 0; i < publications; i++) {
            var id = Ids.next();
            var feed = feeds.get(i % feeds.size());
            long at = first + (long) (span * ((double) i / publications));
            var read = Instant.ofEpochMilli(at).plus(Duration.ofDays(30));
            var document =
                    """
                    {"schema":1,"version":14,"delivery":"%s","deliveryVersion":5,"workspace":"%s","post":"%s",\
                    "feed":"%s","platform":"x","platformId":"%d","text":"Good morning from the river","link":\
                    "https://x.example/status/%d","publishedAt":"%s","metrics":{"impressions":{"value":%d,"at":"%s"},\
                    "likes":{"value":%d,"at":"%s"},"comments":{"value":%d,"at":"%s"},"shares":{"value":%d,"at":"%s"}},\
                    "readings":13,"lastReadAt":"%s"}\
                    """
                            .formatted(
                                    id,
                                    workspace,
                                    Ids.next(),
                                    feed,
                                    i,
                                    i,
                                    Instant.ofEpochMilli(at),
                                    random.nextInt(100_000),
                                    read,
                                    random.nextInt(1_000),
                                    read,
                                    random.nextInt(100),
                                    read,
                                    random.nextInt(100),
                                    read,
                                    read);
            var index = "analytics:{p00}:published:" + workspace;
            resp.send("SET", "analytics:{p00}:publication:" + id, document);
            resp.send("ZADD", index, "" + at, id);
            resp.send("ZADD", index + ":" + feed, "" + at, id);
            if (i % 1_000 == 999) {
                resp.answers(3_000);
            }
        }
        resp.answers(publications % 1_000 * 3);
    }

    private static Process service(Path jar, URI redis, Path folder, int port) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-jar",
                                jar.toString(),
                                "--server.port=" + port,
                                "--septet.data=" + folder,
                                "--spring.data.redis.url=" + redis));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
    }

    private static boolean summedUp(URI redis) {
        try (var resp = new Resp(redis)) {
            resp.send("EXISTS", "analytics:{p00}:summed");
            return resp.answer().equals(":1");
        } catch (IOException e) {
            return false;
        }
    }

    private static String memory(URI redis) throws IOException {
        try (var resp = new Resp(redis)) {
            resp.send("INFO", "memory");
            var info = resp.answer();
            return info.replaceFirst("(?s).*used_memory_human:(\\S+).*", "$1");
        }
    }

    private static void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited for an hour");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static String since(long begin) {
        return Duration.ofMillis((System.nanoTime() - begin) / 1_000_000).toString();
    }

    private static void say(String text, Object... values) {
        OUT.println(String.format(Locale.ROOT, text, values));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** As much of Redis' protocol as is needed to write a million things quickly. */
    private static final class Resp implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private final InputStream in;

        Resp(URI redis) throws IOException {
            socket = new Socket(redis.getHost(), redis.getPort());
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void send(String... parts) throws IOException {
            var head = new StringBuilder("*").append(parts.length).append("\r\n");
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.write(bytes);
                out.write('\r');
                out.write('\n');
            }
        }

        void answers(int many) throws IOException {
            for (int i = 0; i < many; i++) {
                var answer = answer();
                if (answer.startsWith("-")) {
                    throw new IOException(answer);
                }
            }
        }

        String answer() throws IOException {
            out.flush();
            var line = line();
            if (!line.startsWith("$")) {
                return line;
            }
            int length = Integer.parseInt(line.substring(1));
            var text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            in.readNBytes(2);
            return text;
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\r'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("Redis closed the connection");
                }
                line.append((char) c);
            }
            in.read();
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
