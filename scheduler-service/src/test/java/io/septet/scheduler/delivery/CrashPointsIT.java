package io.septet.scheduler.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.testing.DyingPrograms;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.time.ContractTimings;
import io.septet.scheduler.AccountsDouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Programs die and freeze around the hand-over while deliveries fall due and members move and
 * cancel them, two at a time; afterwards what accounts-service made public is compared with the
 * records. For a longer run: {@code -Dseptet.deaths=200}; {@code -Dseptet.seed} repeats what was
 * drawn.
 */
class CrashPointsIT {
    private static final double FACTOR = 20;
    private static final int DEATHS = Integer.parseInt(property("septet.deaths", "8"));
    private static final long SEED =
            Long.parseLong(property("septet.seed", "" + System.nanoTime() % 1_000_000));
    private static final ContractTimings TIMINGS = ContractTimings.production().dividedBy(FACTOR);
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Random random = new Random(SEED);
    private final List<String> workspaces = List.of(Ids.next(), Ids.next(), Ids.next());
    private final AccountsDouble accounts = new AccountsDouble();
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, String> all = new HashMap<>();
    private final Map<String, List<JsonNode>> published = new HashMap<>();
    private final Map<String, Integer> members = new TreeMap<>();

    private static String property(String name, String otherwise) {
        return Objects.requireNonNull(System.getProperty(name, otherwise));
    }

    @Test
    void whereverAProgramDiesNothingIsLostDoubledEarlyOrWrong(@TempDir Path folder)
            throws Exception {
        Files.createDirectories(folder.resolve("redis"));
        try (var redis = TestRedis.start(folder.resolve("redis"))) {
            var settings =
                    Map.of(
                            "spring.data.redis.url",
                            redis.url(),
                            "septet.data",
                            folder.toString(),
                            "septet.partitions",
                            "2",
                            "septet.accounts-url",
                            accounts.url(),
                            "septet.time-factor",
                            "" + FACTOR);
            settings.forEach(System::setProperty);
            try (var context = DyingProgram.start(DyingProgram.Parts.class);
                    var programs =
                            new DyingPrograms(
                                    DyingProgram.class,
                                    settings,
                                    folder,
                                    List.of("before-hand", "after-hand"),
                                    TIMINGS.handRetry().multipliedBy(3),
                                    SEED)) {
                run(context, programs);
                var faults = compare(context);
                System.out.printf(
                        "Crash points of scheduler-service, seed %d, time factor %s:%n%s  %d deliveries, %d made public; members: %s%n",
                        SEED, FACTOR, programs.table(), all.size(), published.size(), members);
                assertThat(faults).as("seed %d", SEED).isEmpty();
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
        }
    }

    private void run(ConfigurableApplicationContext context, DyingPrograms programs)
            throws InterruptedException {
        var patience = Instant.now().plus(PATIENCE.multipliedBy(1 + DEATHS / 10));
        for (int i = 0; !programs.enough(DEATHS); i++) {
            assertThat(Instant.now()).as("met only%n%s", programs.table()).isBefore(patience);
            programs.tend(2);
            if (i % 4 == 0) {
                schedule(context);
            }
            if (i % 10 == 5) {
                member(context);
            }
            accounts.losesAnswers(random.nextInt(20) == 0);
            publish(context);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        accounts.losesAnswers(false);
        programs.heal(2);
        var end = Instant.now().plus(WINDOW).plusSeconds(15);
        while (Instant.now().isBefore(end) && !open.isEmpty()) {
            publish(context);
            open.removeIf(id -> !find(context, id).state().isOpen());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void schedule(ConfigurableApplicationContext context) {
        var workspace = workspaces.get(random.nextInt(workspaces.size()));
        var due = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(random.nextInt(1_000));
        var fresh =
                Delivery.scheduled(workspace, Ids.next(), null, Ids.next(), 1, plan("First", due));
        var change = Change.of();
        var deliveries = context.getBean(Deliveries.class);
        deliveries.put(change, null, fresh, null);
        assertThat(context.getBean(Changes.class).apply(change).applied()).isTrue();
        open.add(fresh.id());
        all.put(fresh.id(), workspace);
    }

    private static Delivery.Plan plan(String text, Instant due) {
        return new Delivery.Plan(
                "x",
                new Content(text, null, List.of(), null, null),
                null,
                List.of(),
                due,
                due.plus(WINDOW),
                Duration.ZERO);
    }

    /** Somebody cancels, moves or edits a delivery, as far as there is time. */
    private void member(ConfigurableApplicationContext context) {
        var ids = List.copyOf(all.keySet());
        var read = find(context, ids.get(random.nextInt(ids.size())));
        if (!read.mayStillGo()) {
            return;
        }
        var recalls = context.getBean(Recalls.class);
        boolean back = false;
        var away = recalls.away(List.of(read));
        if (!away.isEmpty()) {
            if (recalls.recall(away).back().isEmpty()) {
                members.merge("too late", 1, Integer::sum);
                return;
            }
            back = true;
            var now = find(context, read.id());
            if (now.revision() != read.revision() || !now.state().isOpen()) {
                return;
            }
            read = now;
        }
        boolean cancels = random.nextBoolean();
        var later = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(random.nextInt(1_500));
        var after = cancels ? read.cancelled() : read.replanned(plan("Changed", later));
        var deliveries = context.getBean(Deliveries.class);
        var change = Change.of();
        deliveries.put(change, read, after, null);
        if (!back) {
            deliveries.expectNotHanding(change, read);
        }
        if (context.getBean(Changes.class).apply(change).applied()) {
            members.merge(cancels ? "cancelled" : "moved and edited", 1, Integer::sum);
        } else if (back) {
            recalls.letGo(List.of(read));
        }
    }

    /** accounts-service sends what is due there, and tells of it. */
    private void publish(ConfigurableApplicationContext context) {
        for (String id : open) {
            synchronized (accounts) {
                if (!accounts.has(id)) {
                    continue;
                }
                var present = accounts.publication(id);
                if (!present.path("state").asString().equals("NEW")
                        || Instant.parse(present.path("due").asString()).isAfter(Instant.now())) {
                    continue;
                }
                published.computeIfAbsent(id, any -> new ArrayList<>()).add(present);
                accounts.becomes(id, "PUBLISHED");
            }
            // Most of what it tells is heard, the rest has to be asked for.
            if (random.nextInt(5) > 0) {
                tell(context, accounts.publication(id));
            }
        }
    }

    private static void tell(ConfigurableApplicationContext context, JsonNode publication) {
        var workspace = publication.path("workspace").asString();
        context.getBean(Changes.class)
                .apply(
                        Change.of()
                                .event(
                                        context.getBean(EventStreams.class).stream(
                                                "accounts", workspace),
                                        Event.of(
                                                "publication.published",
                                                workspace,
                                                publication.path("deliveryId").asString(),
                                                publication.path("version").asLong(),
                                                Instant.now(),
                                                JsonMapper.shared().valueToTree(publication))));
    }

    private Delivery find(ConfigurableApplicationContext context, String id) {
        return context.getBean(Deliveries.class)
                .find(Objects.requireNonNull(all.get(id)), id)
                .orElseThrow();
    }

    /** What is lost, doubled, early or wrong. */
    private List<String> compare(ConfigurableApplicationContext context) {
        var faults = new ArrayList<String>();
        for (String id : all.keySet()) {
            var present = find(context, id);
            var name = id + " " + present.state() + " revision " + present.revision() + ": ";
            var shown = published.getOrDefault(id, List.of());
            switch (present.state()) {
                case PUBLISHED -> {
                    if (shown.size() != 1) {
                        faults.add(name + "public " + shown.size() + " times");
                    } else if (!shown.getFirst()
                                    .path("contentHash")
                                    .asString()
                                    .equals(present.contentHash())
                            || shown.getFirst().path("revision").asInt() != present.revision()) {
                        faults.add(name + "not what was approved: " + shown);
                    }
                }
                case CANCELLED -> {
                    if (!shown.isEmpty()) {
                        faults.add(name + "but it is public");
                    }
                }
                default -> faults.add(name + "lost, " + shown.size() + " times public");
            }
            for (var handed : accounts.handed(id)) {
                var at = Instant.parse(handed.path("at").asString());
                var due = Instant.parse(handed.path("due").asString());
                if (at.isBefore(due)) {
                    faults.add(name + "handed over early, at " + at + ", due " + due);
                }
            }
        }
        return faults;
    }
}
