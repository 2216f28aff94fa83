package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Three programs share a scheduler; one is killed, one is frozen for longer than its lease. Nothing
 * that asks for recovery is lost, nothing runs twice without one of these as its cause, and what
 * runs alone runs alone - except where a frozen program was in the middle of it.
 */
class ChaosIT {
    static final Duration LEASE = Duration.ofSeconds(2);
    private static final int THREADS = 4;

    @TempDir Path folder;

    private final List<Process> processes = new ArrayList<>();

    private record Line(String what, String id, String fire, long process, long nanos) {}

    private record Run(String id, long process, long from, long to) {
        boolean ended() {
            return to != Long.MAX_VALUE;
        }
    }

    /** A time in which one process did not run. */
    private record Freeze(long process, long from, long to) {
        boolean inside(Run run) {
            return run.process == process && run.from <= to && run.to >= from;
        }
    }

    @Test
    void killedAndFrozenProgramsLoseAndRepeatNothing() throws Exception {
        var ledger = Files.createFile(folder.resolve("ledger"));
        try (var node = RedisNode.start()) {
            var redis = node.connect();
            var scheduler = Schedulers.create(redis, "chaos", 1, LEASE, Duration.ofSeconds(5));
            for (int i = 0; i < 3; i++) {
                launch(node, ledger);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> read(ledger, "ready").size() == 3);
            var ids = schedule(scheduler);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> read(ledger, "start").size() > ids.size() / 4);
            var killed = processes.get(0);
            killed.destroyForcibly().waitFor();
            launch(node, ledger);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> read(ledger, "start").size() > ids.size() / 2);
            var frozen = freeze(processes.get(1), LEASE.plusSeconds(2), redis);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> scheduler.getTriggerKeys(GroupMatcher.anyGroup()).isEmpty());
            await().until(() -> settled(ledger, killed.pid()));
            processes.forEach(Process::destroyForcibly);

            check(ids, runs(ledger), killed.pid(), frozen);
            redis.destroy();
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static void check(Set<String> ids, List<Run> runs, long killed, Freeze frozen) {
        var byId = new HashMap<String, List<Run>>();
        runs.forEach(run -> byId.computeIfAbsent(run.id, id -> new ArrayList<>()).add(run));

        var lost = new HashSet<>(ids);
        runs.stream().filter(Run::ended).forEach(run -> lost.remove(run.id));
        var cutOff = lost.stream().filter(id -> id.startsWith("plain")).toList();
        assertThat(lost.stream().filter(id -> !id.startsWith("plain"))).isEmpty();
        // Each of the two may have been in the middle of as many as it has threads.
        assertThat(cutOff).hasSizeLessThanOrEqualTo(2 * THREADS);

        var withoutCause = new ArrayList<String>();
        byId.forEach((id, all) -> {
            long caused =
                    all.stream().filter(run -> run.process == killed || frozen.inside(run)).count();
            if (all.size() - caused > 1 || all.size() > 3) {
                withoutCause.add(id + " " + all);
            }
        });
        assertThat(withoutCause).isEmpty();
        assertThat(byId.keySet().stream().filter(id -> id.startsWith("plain")))
                .allSatisfy(id -> assertThat(byId.get(id)).hasSize(1));

        var alone =
                runs.stream()
                        .filter(run -> run.id.startsWith("alone"))
                        .filter(run -> !frozen.inside(run))
                        .filter(run -> run.process != killed || run.ended())
                        .sorted(Comparator.comparing(Run::from))
                        .toList();
        for (int i = 1; i < alone.size(); i++) {
            assertThat(alone.get(i).from())
                    .as("%s begins while %s runs", alone.get(i), alone.get(i - 1))
                    .isGreaterThanOrEqualTo(alone.get(i - 1).to());
        }
    }

    private static Set<String> schedule(Scheduler scheduler) throws Exception {
        var ids = new HashSet<String>();
        long begin = System.currentTimeMillis() + 500;
        for (int i = 0; i < 100; i++) {
            long at = begin + i * 60L;
            one(scheduler, "recovered" + i, ChaosNode.Working.class, true, at, ids);
            if (i % 2 == 0) {
                one(scheduler, "plain" + i, ChaosNode.Working.class, false, at, ids);
            }
        }
        var alone =
                JobBuilder.newJob(ChaosNode.WorkingAlone.class)
                        .withIdentity("alone")
                        .storeDurably()
                        .requestRecovery()
                        .build();
        scheduler.addJob(alone, false);
        for (int i = 0; i < 70; i++) {
            scheduler.scheduleJob(
                    TriggerBuilder.newTrigger()
                            .withIdentity("alone" + i)
                            .forJob(alone)
                            .usingJobData("id", "alone" + i)
                            .startAt(new Date(begin + i * 85L))
                            .build());
            ids.add("alone" + i);
        }
        return ids;
    }

    private static void one(
            Scheduler scheduler,
            String id,
            Class<? extends Job> type,
            boolean recovery,
            long at,
            Set<String> ids)
            throws Exception {
        scheduler.scheduleJob(
                JobBuilder.newJob(type)
                        .withIdentity(id)
                        .requestRecovery(recovery)
                        .usingJobData("id", id)
                        .build(),
                TriggerBuilder.newTrigger().withIdentity(id).startAt(new Date(at)).build());
        ids.add(id);
    }

    private void launch(RedisNode node, Path ledger) throws IOException {
        processes.add(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                ChaosNode.class.getName(),
                                Integer.toString(node.port()),
                                "chaos",
                                ledger.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log" + processes.size()).toFile())
                        .start());
    }

    /** Stops a process until others have taken over, and lets it go on. */
    private static Freeze freeze(Process process, Duration atLeast, RedisConnectionFactory redis)
            throws Exception {
        long from = System.nanoTime();
        signal("-STOP", process);
        await().pollDelay(atLeast).atMost(Duration.ofSeconds(30)).until(() -> members(redis) == 2);
        signal("-CONT", process);
        return new Freeze(process.pid(), from, System.nanoTime() + LEASE.toNanos());
    }

    private static long members(RedisConnectionFactory redis) {
        try (var connection = redis.getConnection()) {
            var many =
                    connection
                            .zSetCommands()
                            .zCard((Keys.base("quartz:", "chaos") + "nodes").getBytes());
            return many == null ? 0 : many;
        }
    }

    private static void signal(String which, Process process) throws Exception {
        new ProcessBuilder("kill", which, Long.toString(process.pid())).start().waitFor();
    }

    private static boolean settled(Path ledger, long killed) throws IOException {
        return runs(ledger).stream().allMatch(run -> run.ended() || run.process == killed);
    }

    private static List<Line> read(Path ledger, String what) throws IOException {
        return lines(ledger).stream().filter(line -> line.what.equals(what)).toList();
    }

    private static List<Line> lines(Path ledger) throws IOException {
        return Files.readAllLines(ledger).stream()
                .map(line -> line.split(" ", -1))
                .filter(parts -> parts.length == 5)
                .map(parts ->
                        new Line(
                                parts[0],
                                parts[1],
                                parts[2],
                                Long.parseLong(parts[3]),
                                Long.parseLong(parts[4])))
                .toList();
    }

    private static List<Run> runs(Path ledger) throws IOException {
        Map<String, Line> ends = new HashMap<>();
        read(ledger, "end").forEach(line -> ends.put(line.fire + line.process, line));
        var runs = new ArrayList<Run>();
        for (var start : read(ledger, "start")) {
            var end = ends.get(start.fire + start.process);
            runs.add(
                    new Run(
                            start.id,
                            start.process,
                            start.nanos,
                            end == null ? Long.MAX_VALUE : end.nanos));
        }
        return runs;
    }
}
