package io.septet.benchmarks.jobs;

import io.lettuce.core.RedisClient;
import io.septet.kit.testing.TestRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * Job stores side by side, one after the other on one machine. Arguments: jobs per round, rounds,
 * seconds of steady load; then the kinds wanted, of ram, redis-everysec, redis-always,
 * db-scheduler, jdbc (all without). Every job is its own one-shot with its own trigger and does
 * nothing; ten threads per scheduler, each scheduler a JVM of its own, warmed by half a round.
 */
public final class JobStoreBenchmark {
    private static final int PATIENCE_SECONDS = 60;

    private JobStoreBenchmark() {}

    /** Measures and prints a table. */
    public static void main(String[] arguments) throws Exception {
        int jobs = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        var kinds =
                arguments.length > 3
                        ? Arrays.asList(arguments).subList(3, arguments.length)
                        : List.of("ram", "redis-everysec", "redis-always", "db-scheduler", "jdbc");
        say(
                "| store | storing/s, 4 threads | firing/s, 1 scheduler | firing/s, 2 schedulers | at 200/s for %d s | calls per job | bytes per job |",
                seconds);
        say("|---|---|---|---|---|---|---|");
        for (var kind : kinds) {
            if (kind.startsWith("redis")) {
                redis(kind, jobs, rounds, seconds);
            } else if (kind.equals("ram")) {
                say("%s", new Row("RAMJobStore", "ram", 0, -1).measure(jobs, rounds, seconds));
            } else {
                postgres(kind, jobs, rounds, seconds);
            }
        }
        say("Load average at the end: %s", Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void redis(String kind, int jobs, int rounds, int seconds) throws Exception {
        var fsync = kind.substring("redis-".length());
        var folder = Files.createTempDirectory("septet-redis");
        int port = TestRedis.freePort();
        var server =
                RedisServer.newRedisServer()
                        .port(port)
                        .setting("bind 127.0.0.1")
                        .setting("dir " + folder)
                        .setting("appendonly yes")
                        .setting("appendfsync " + fsync)
                        .setting("save \"\"")
                        .build();
        server.start();
        try {
            say(
                    "%s",
                    new Row("quartz-redis, AOF " + fsync, "redis", port, port)
                            .measure(jobs, rounds, seconds));
        } finally {
            server.stop();
        }
    }

    private static void postgres(String kind, int jobs, int rounds, int seconds) throws Exception {
        var started = Postgres.start(TestRedis.freePort());
        if (started.isEmpty()) {
            say(
                    "| %s | skipped: no PostgreSQL; name its folder of binaries in POSTGRES_BIN |",
                    kind);
            return;
        }
        try (var postgres = started.get()) {
            var name = kind.equals("jdbc") ? "Quartz JDBC, PostgreSQL" : "db-scheduler, PostgreSQL";
            say(
                    "%s",
                    new Row(name, kind, postgres.port(), -1)
                            .measure(
                                    // It is slower by an order of magnitude.
                                    kind.equals("jdbc") ? Math.max(100, jobs / 10) : jobs,
                                    rounds,
                                    seconds));
        }
    }

    /** One store's line. */
    private record Row(String name, String kind, int port, int redis) {
        String measure(int jobs, int rounds, int seconds) throws Exception {
            var stored = new ArrayList<Double>();
            var one = new ArrayList<Double>();
            var two = new ArrayList<Double>();
            var calls = "-";
            var bytes = "-";
            String steady;
            try (var first = new Told(kind, port)) {
                round(List.of(first), "w", jobs / 2, null);
                for (int i = 0; i < rounds; i++) {
                    long callsBefore = redis < 0 ? 0 : calls(redis);
                    long bytesBefore = redis < 0 ? 0 : memory(redis);
                    long[] bytesStored = new long[1];
                    one.add(
                            round(
                                    List.of(first),
                                    "a" + i + "-",
                                    jobs,
                                    took -> {
                                        stored.add(took);
                                        bytesStored[0] = redis < 0 ? 0 : memory(redis);
                                    }));
                    if (redis >= 0) {
                        calls =
                                String.format(
                                        Locale.ROOT,
                                        "%.2f",
                                        (calls(redis) - callsBefore) / (double) jobs);
                        bytes = Long.toString((bytesStored[0] - bytesBefore) / jobs);
                    }
                }
                if (!kind.equals("ram")) {
                    try (var second = new Told(kind, port)) {
                        round(List.of(first, second), "x", jobs / 2, null);
                        for (int i = 0; i < rounds; i++) {
                            two.add(round(List.of(first, second), "b" + i + "-", jobs, null));
                        }
                    }
                }
                first.ask("run");
                first.ask("steady 200 3");
                steady = first.ask("steady 200 " + seconds);
            }
            return "| %s | %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            name, spread(stored), spread(one), spread(two), steady, calls, bytes);
        }

        private static double round(
                List<Told> workers, String prefix, int jobs, @Nullable Stored stored)
                throws Exception {
            long took = Long.parseLong(workers.getFirst().ask("store " + prefix + " " + jobs));
            if (stored != null) {
                stored.took(jobs * 1e9 / took);
            }
            long begin = Long.MAX_VALUE;
            for (var worker : workers) {
                begin = Math.min(begin, Long.parseLong(worker.ask("run")));
            }
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (true) {
                int ran = 0;
                long last = 0;
                for (var worker : workers) {
                    var answer = worker.ask("count").split(" ", -1);
                    ran += Integer.parseInt(answer[0]);
                    last = Math.max(last, Long.parseLong(answer[1]));
                }
                if (ran >= jobs || System.nanoTime() > patience) {
                    for (var worker : workers) {
                        worker.ask("pause");
                    }
                    if (ran < jobs) {
                        // The rest would be counted in the next round.
                        throw new IllegalStateException(
                                "%d of %d in %d s".formatted(ran, jobs, PATIENCE_SECONDS));
                    }
                    return ran * 1e9 / (last - begin);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private interface Stored {
        void took(double perSecond) throws Exception;
    }

    /** Median, and from least to most. */
    private static String spread(List<Double> values) {
        if (values.isEmpty()) {
            return "-";
        }
        var sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%,.0f (%,.0f-%,.0f)",
                sorted.get(sorted.size() / 2),
                sorted.getFirst(),
                sorted.getLast());
    }

    private static long calls(int port) {
        return info(port, "commandstats", "cmdstat_evalsha:calls=(\\d+)");
    }

    private static long memory(int port) {
        return info(port, "memory", "used_memory:(\\d+)");
    }

    private static long info(int port, String section, String pattern) {
        var client = RedisClient.create("redis://127.0.0.1:" + port);
        try (var connection = client.connect()) {
            var matcher = Pattern.compile(pattern).matcher(connection.sync().info(section));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } finally {
            client.shutdown();
        }
    }

    /** A {@link Worker} in a JVM of its own. */
    private static final class Told implements AutoCloseable {
        private final Process process;
        private final PrintWriter orders;
        private final BufferedReader answers;

        Told(String kind, int port) throws IOException {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx512m",
                                    "-Dlogging.level.root=warn",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Worker.class.getName(),
                                    kind,
                                    Integer.toString(port))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            answers = process.inputReader(StandardCharsets.UTF_8);
            answer();
        }

        String ask(String order) throws IOException {
            orders.println(order);
            return answer();
        }

        private String answer() throws IOException {
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith("> ")) {
                    return line.substring(2);
                }
            }
            throw new IOException("The worker ended");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
        System.out.flush();
    }
}
