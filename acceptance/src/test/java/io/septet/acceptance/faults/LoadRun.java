package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.acceptance.faults.Desk.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What publishing promises about time, measured on the whole system without chaos; platforms answer
 * in 200 ms. Run by {@code acceptance/load} alone, since its numbers are those of the machine.
 */
class LoadRun {
    private static final int ANSWER_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SIZE = Integer.getInteger("septet.load.size", 1_000);
    private static final int BACKLOG = Integer.getInteger("septet.load.backlog", 5_000);

    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        var folder = Path.of("target/load").toAbsolutePath();
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        fleet = Fleet.start(folder, Setup.of(1, 7));
        var sandbox = new Api(fleet.sandbox(), "none");
        sandbox.put("/sandbox/limits", Map.of("platform", "*", "on", false)).must();
        answers("*", "slow", ANSWER_MILLIS, "publish");
        warmUp();
    }

    @AfterEach
    void stop() throws IOException {
        if (fleet != null) {
            fleet.close();
        }
    }

    /** So many for the same second, spread over ten workspaces, to one platform. */
    @Test
    @Tag("burst")
    void aThousandOfOneSecondAreSentWithinTenSeconds() throws Exception {
        var desks = desks(10, "burst", Set.of("x"));
        var due = soon(SIZE);
        for (var desk : desks) {
            desk.plan(same(SIZE / 10 / 2, desk.feeds("x"), due));
        }
        var before = fleet.cpu();
        var sent = Sent.await(fleet, planned(desks), due.plus(PATIENCE));
        System.out.println(sent.line(SIZE + " of one second, X", any -> true));
        System.out.println("  CPU ms each: " + perDelivery(before, fleet.cpu()));
        assertThat(sent.missing()).isEmpty();
        assertThat(Sent.at(sent.lateness(any -> true), 0)).isNotNegative();
        assertThat(Sent.at(sent.lateness(any -> true), 1)).isLessThanOrEqualTo(10_000);
    }

    /** Posts to three platforms, all of them well and then two of them hanging. */
    @Test
    @Tag("hung")
    void hungPlatformsDoNotDelayAnother() throws Exception {
        var desk = desks(1, "hung", Set.of("x", "mastodon", "facebook")).getFirst();
        var control = toThree(desk);
        System.out.println(control.line("100 to X, all platforms well", any -> true));

        answers("mastodon", "late", 600_000, "all");
        answers("facebook", "late", 600_000, "all");
        var with = toThree(desk);
        System.out.println(with.line("  while Mastodon, Facebook hang", any -> true));
        assertThat(control.missing()).isEmpty();
        assertThat(with.missing()).isEmpty();
        assertThat(Sent.at(with.lateness(any -> true), 0.99))
                .isLessThanOrEqualTo(
                        Math.max(1_000, Sent.at(control.lateness(any -> true), 0.99) + 300));
    }

    /** Five posts a second to X, Mastodon and Facebook: what became of those to X. */
    private Sent toThree(Desk desk) throws InterruptedException {
        var before = desk.planned().keySet();
        var feeds =
                List.of(
                        desk.feeds("x").getFirst(),
                        desk.feeds("mastodon").getFirst(),
                        desk.feeds("facebook").getFirst());
        var due = soon(300);
        desk.plan(
                IntStream.range(0, 100)
                        .mapToObj(i -> new Wish(feeds, due.plusMillis(200L * i), List.of()))
                        .toList());
        var planned = new HashMap<>(desk.planned());
        planned.keySet().removeAll(before);
        planned.keySet().removeIf(place -> !place.startsWith("x "));
        return Sent.await(fleet, planned, due.plusSeconds(20).plus(PATIENCE));
    }

    /** A post every half second of one workspace, without and with another's backlog. */
    @Test
    @Tag("fair")
    void aBacklogOfOneWorkspaceDoesNotDelayAnother() throws Exception {
        var desks = desks(2, "fair", Set.of("x", "mastodon", "facebook", "bluesky", "linkedin"));
        var small = desks.get(1);
        var due = soon(100);
        small.plan(trickle(small, due));
        var alone = Sent.await(fleet, small.planned(), due.plus(PATIENCE));
        System.out.println(alone.line("alone", any -> true));

        var large = desks.get(0);
        var everywhere = new ArrayList<String>();
        for (var platform : List.of("x", "mastodon", "facebook", "bluesky", "linkedin")) {
            everywhere.addAll(large.feeds(platform));
        }
        var busy = soon(BACKLOG);
        large.plan(same(BACKLOG / everywhere.size(), everywhere, busy));
        small.plan(trickle(small, busy));
        var later = new HashMap<>(small.planned());
        later.keySet().removeAll(alone.planned().keySet());
        var beside = Sent.await(fleet, later, busy.plus(PATIENCE));
        System.out.println(beside.line("beside " + BACKLOG + " of another", any -> true));
        var backlog = Sent.await(fleet, large.planned(), busy.plus(PATIENCE));
        System.out.println(backlog.line("  those", any -> true));
        small.slowest(8, busy).forEach(line -> System.out.println("  " + line));
        assertThat(beside.missing()).isEmpty();
        assertThat(Sent.at(beside.lateness(any -> true), 1))
                .isLessThan(Sent.at(alone.lateness(any -> true), 1) + 1_000);
    }

    /** Twenty deliveries each second, for a minute. */
    @Test
    @Tag("steady")
    void twentyASecondGoOutInTime() throws Exception {
        var desk = desks(1, "steady", Set.of("x", "mastodon")).getFirst();
        var feeds = new ArrayList<>(desk.feeds("x"));
        feeds.addAll(desk.feeds("mastodon"));
        var due = soon(1_200);
        var wishes = new ArrayList<Wish>();
        for (int i = 0; i < 60 * 20 / feeds.size(); i++) {
            wishes.add(new Wish(feeds, due.plusMillis(1_000L * feeds.size() * i / 20), List.of()));
        }
        desk.plan(wishes);
        var sent = Sent.await(fleet, desk.planned(), due.plusSeconds(60).plus(PATIENCE));
        System.out.println(sent.line("20 a second for 60 s", any -> true));
        assertThat(sent.missing()).isEmpty();
        assertThat(Sent.at(sent.lateness(any -> true), 0)).isNotNegative();
    }

    /** Programs that have just started are slow for a while. */
    private void warmUp() throws InterruptedException {
        var desk = desks(1, "warm", Set.of("x", "mastodon", "facebook")).getFirst();
        var feeds = new ArrayList<>(desk.feeds("x"));
        feeds.addAll(desk.feeds("mastodon"));
        feeds.addAll(desk.feeds("facebook"));
        var due = soon(400);
        desk.plan(same(400 / feeds.size(), feeds, due));
        var sent = Sent.await(fleet, desk.planned(), due.plus(PATIENCE));
        System.out.println(sent.line("warming up", any -> true));
        answers("*", "slow", ANSWER_MILLIS, "publish");
    }

    private List<Desk> desks(int count, String name, Set<String> platforms)
            throws InterruptedException {
        var desks = new ArrayList<Desk>();
        for (int i = 0; i < count; i++) {
            desks.add(Desk.open(fleet, name + (char) ('a' + i), platforms));
        }
        return desks;
    }

    private static List<Wish> same(int posts, List<String> feeds, Instant due) {
        return IntStream.range(0, posts).mapToObj(i -> new Wish(feeds, due, List.of())).toList();
    }

    private static List<Wish> trickle(Desk desk, Instant from) {
        var feeds = List.of(desk.feeds("x").getFirst(), desk.feeds("mastodon").getFirst());
        return IntStream.range(0, 40)
                .mapToObj(i -> new Wish(feeds, from.plusMillis(500L * i), List.of()))
                .toList();
    }

    private static Map<String, Double> perDelivery(
            Map<String, Duration> before, Map<String, Duration> after) {
        var each = new TreeMap<String, Double>();
        after.forEach((name, cpu) ->
                each.put(
                        name,
                        10L
                                * cpu.minus(before.getOrDefault(name, Duration.ZERO)).toMillis()
                                / SIZE
                                / 10.0));
        return each;
    }

    private static Map<String, Instant> planned(List<Desk> desks) {
        var all = new HashMap<String, Instant>();
        desks.forEach(desk -> all.putAll(desk.planned()));
        return all;
    }

    /** A whole second far enough ahead for so many deliveries to be planned before. */
    private static Instant soon(int deliveries) {
        return Instant.ofEpochSecond(
                Instant.now().getEpochSecond()
                        + 20
                        + deliveries / Integer.getInteger("septet.load.planned-per-second", 25));
    }

    private void answers(String platform, String how, int millis, String calls)
            throws InterruptedException {
        new Api(fleet.sandbox(), "none")
                .put(
                        "/sandbox/faults",
                        Map.of(
                                "platform", platform,
                                "kind", how,
                                "rate", 1,
                                "calls", calls,
                                "millis", millis))
                .must();
    }
}
