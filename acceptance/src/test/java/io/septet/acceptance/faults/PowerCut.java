package io.septet.acceptance.faults;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Power cuts under write load. Redis is killed, and its append-only file loses a random part of
 * what was written since the last write that was acknowledged: with {@code appendfsync always} a
 * power cut can take no more than that. Every post that was accepted with 2xx must still be there,
 * and its delivery must still fall due.
 */
final class PowerCut {
    private static final String EXEC = "*1\r\n$4\r\nEXEC\r\n";
    private static final int WRITERS = 6;
    private static final int LEAST_ACCEPTED = 10;
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Stage stage;
    private final Path aof;
    private final Random random;
    private final String feed;

    /** One cut: how many posts had been accepted, what was cut, which posts are gone. */
    record Round(int accepted, int acknowledged, int end, int cut, List<String> lost) {
        @Override
        public String toString() {
            return "%d accepted, acknowledged to byte %d, ended at %d, cut at %d, lost %d"
                    .formatted(accepted, acknowledged, end, cut, lost.size());
        }
    }

    PowerCut(Stage stage, Path folder, long seed) throws IOException {
        this.stage = stage;
        this.aof = appendOnlyFile(folder.resolve("redis"));
        this.random = new Random(seed);
        this.feed = stage.feed("mastodon", "K").id();
    }

    /**
     * Writes, cuts, starts again, and looks.
     *
     * @param acknowledgedToo whether the cut also takes what had been acknowledged, as a Redis that
     *     syncs every second would lose it
     */
    Round round(boolean acknowledgedToo) throws IOException, InterruptedException {
        var accepted = new ArrayList<String>();
        var writers = new ArrayList<Thread>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> write(accepted)));
        }
        Stage.until(
                "posts are accepted",
                Duration.ofMinutes(1),
                () -> {
                    synchronized (accepted) {
                        return accepted.size() >= LEAST_ACCEPTED;
                    }
                });
        Thread.sleep(random.nextInt(400));
        // Those who write go first, so that something is on disk of which nobody was told.
        writers.forEach(Thread::interrupt);
        Thread.sleep(random.nextInt(20));
        stage.fleet().kill("redis");
        for (var writer : writers) {
            writer.join();
        }
        var all = List.copyOf(accepted);
        var written = Files.readString(aof, StandardCharsets.ISO_8859_1);
        int end = written.length();
        int acknowledged = all.stream().mapToInt(post -> endOf(post, written)).max().orElseThrow();
        int cut =
                acknowledgedToo
                        ? endOf(all.get(all.size() / 2), written) - 1
                        : random.nextInt(acknowledged, end + 1);
        try (var file = FileChannel.open(aof, StandardOpenOption.WRITE)) {
            file.truncate(cut);
        }
        stage.fleet().startAgain("redis");
        stage.fleet().awaitHealthy();
        var lost = new ArrayList<String>();
        for (var one : all) {
            if (!isThere(one)) {
                lost.add(one);
            }
        }
        return new Round(all.size(), acknowledged, end, cut, lost);
    }

    /** Where the transaction ends that wrote a post; nothing less keeps it. */
    private static int endOf(String post, String written) {
        int at = written.indexOf(post);
        int end = at < 0 ? -1 : written.indexOf(EXEC, at);
        if (end < 0) {
            throw new IllegalStateException("Accepted, and not on disk: " + post);
        }
        return end + EXEC.length();
    }

    private void write(List<String> accepted) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var answer =
                        stage.api()
                                .postOnce(
                                        "/api/v1/posts",
                                        Map.of(
                                                "text",
                                                "Before the cut " + UUID.randomUUID(),
                                                "feeds",
                                                List.of(feed),
                                                "due",
                                                Instant.now().plus(AHEAD).toString(),
                                                "zone",
                                                "UTC",
                                                "action",
                                                "schedule"));
                if (answer.ok()) {
                    synchronized (accepted) {
                        accepted.add(answer.body().path("id").asString());
                    }
                } else {
                    Thread.sleep(50);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isThere(String post) throws InterruptedException, IOException {
        var found = stage.api().get("/api/v1/posts/" + post);
        if (found.status() == 404) {
            return false;
        }
        var delivery = found.must().path("deliveries").path(0);
        return delivery.path("state").asString().equals("SCHEDULED")
                && isDue(delivery.path("id").asString());
    }

    private boolean isDue(String delivery) throws IOException {
        try (var redis = new RedisLine(stage.fleet().redis())) {
            return redis.ask("ZSCORE", "scheduler:{p00}:due", delivery) != null;
        }
    }

    /** Redis 7 keeps several in a folder and appends to the newest, an older one has one file. */
    private static Path appendOnlyFile(Path folder) throws IOException {
        var several = folder.resolve("appendonlydir");
        if (!Files.isDirectory(several)) {
            return folder.resolve("appendonly.aof");
        }
        try (var files = Files.list(several)) {
            return files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }
}
