package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.Places;
import io.septet.kit.content.ContentHash;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Partitions;
import io.septet.kit.testing.DyingPrograms;
import io.septet.kit.testing.TestRedis;
import io.septet.kit.time.ContractTimings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Programs die and freeze around ARM and RECORD while posts are due, two at a time; afterwards the
 * ledger of the platforms is compared with the records. For a longer run: {@code
 * -Dseptet.deaths=200}; {@code -Dseptet.seed} repeats what was drawn.
 */
class CrashPointsIT {
    private static final double FACTOR = Double.parseDouble(property("septet.child.factor", "50"));
    private static final int DEATHS = Integer.parseInt(property("septet.deaths", "10"));
    private static final long SEED =
            Long.parseLong(property("septet.seed", "" + System.nanoTime() % 1_000_000));
    private static final ContractTimings TIMINGS = ContractTimings.production().dividedBy(FACTOR);
    private static final Duration WINDOW = TIMINGS.lateWindow().multipliedBy(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> POINTS =
            List.of("before-arm", "after-arm", "before-record", "after-record");
    private static final PublishClass[] CLASSES = PublishClass.values();

    private final Random random = new Random(SEED);
    private final JsonMapper json = JsonMapper.shared();
    private final Partitions partitions = new Partitions(2);
    private final List<String> workspaces = List.of(Ids.next(), Ids.next(), Ids.next());
    private final List<Handed> handed = new ArrayList<>();
    private int recalled;

    private record Handed(String workspace, String id, PublishClass kind, Instant due) {}

    private static String property(String name, String otherwise) {
        return Objects.requireNonNull(System.getProperty(name, otherwise));
    }

    @Test
    void whereverAProgramDiesNothingIsLostDoubledEarlyOrWrong(@TempDir Path folder)
            throws Exception {
        Files.createDirectories(folder.resolve("redis"));
        try (var redis = TestRedis.start(folder.resolve("redis"));
                var platforms = new PretendPlatforms(SEED, TIMINGS.call(), TIMINGS.settle())) {
            var settings =
                    Map.of(
                            "spring.data.redis.url",
                            redis.url(),
                            "septet.child.platforms",
                            platforms.url(),
                            "septet.data",
                            folder.toString(),
                            "septet.child.time-factor",
                            "" + FACTOR);
            settings.forEach(System::setProperty);
            try (var context = DyingProgram.start();
                    var programs =
                            new DyingPrograms(
                                    DyingProgram.class,
                                    settings,
                                    folder,
                                    POINTS,
                                    TIMINGS.armStale(),
                                    SEED)) {
                run(context, programs);
                var faults = compare(context, platforms);
                System.out.printf(
                        "Crash points of accounts-service, seed %d, time factor %s:%n%s%s",
                        SEED, FACTOR, programs.table(), summary(context, platforms));
                assertThat(faults).as("seed %d", SEED).isEmpty();
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
        }
    }

    private void run(ConfigurableApplicationContext context, DyingPrograms programs)
            throws InterruptedException {
        var store = context.getBean(Publications.class);
        var timings = context.getBean(ContractTimings.class);
        var loop =
                new WorkLoop(
                        context.getBean(Steps.class),
                        context.getBean(Publisher.class),
                        context.getBean(Holds.class),
                        partitions,
                        context.getBean(Places.class),
                        timings,
                        Clock.systemUTC());
        var door =
                new PublicationController(
                        store,
                        new Decisions(store, loop, timings, Clock.systemUTC()),
                        loop,
                        Clock.systemUTC());
        var patience = Instant.now().plus(PATIENCE.multipliedBy(1 + DEATHS / 10));
        for (int i = 0; !programs.enough(DEATHS); i++) {
            assertThat(Instant.now()).as("met only%n%s", programs.table()).isBefore(patience);
            programs.tend(2);
            if (i % 4 == 0) {
                hand(door);
            }
            if (i > 0 && random.nextInt(40) == 0) {
                recall(door);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        programs.heal(2);
        var end = Instant.now().plus(WINDOW).plus(TIMINGS.lastLook()).plusSeconds(5);
        while (Instant.now().isBefore(end)
                && handed.stream().anyMatch(one -> open(find(store, one)))) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void hand(PublicationController door) {
        var kind = CLASSES[random.nextInt(CLASSES.length)];
        var workspace = workspaces.get(random.nextInt(workspaces.size()));
        var feed = kind + "-" + workspace;
        // Some are the same text once more, so that their posts look the same.
        var content =
                new Content("Post " + handed.size() / 6 + " to " + feed, List.of(), null, null);
        var due = Instant.now().plusMillis(random.nextInt(600));
        var id = Ids.next();
        door.hand(
                id,
                new Publication.Handed(
                        workspace,
                        feed,
                        1,
                        ContentHash.of(feed, content),
                        content,
                        List.of(),
                        due,
                        due.plus(WINDOW)));
        handed.add(new Handed(workspace, id, kind, due));
    }

    private void recall(PublicationController door) {
        var one = handed.get(random.nextInt(handed.size()));
        var answer = door.recall(one.id(), new PublicationController.Recall(one.workspace(), 1));
        if (answer.getStatusCode().is2xxSuccessful()) {
            recalled++;
        }
    }

    private static String feed(Handed one) {
        return one.kind() + "-" + one.workspace();
    }

    private static Publication find(Publications store, Handed one) {
        return store.find(one.workspace(), one.id()).orElseThrow();
    }

    private static boolean open(Publication publication) {
        return switch (publication.state()) {
            case NEW, PREPARED, ARMED, WAITING, UNKNOWN -> true;
            case PUBLISHED, FAILED, REVIEW, RECALLED, MISSED, DROPPED -> false;
        };
    }

    /** What is lost, doubled, early, late, wrong, or told with gaps. */
    private List<String> compare(
            ConfigurableApplicationContext context, PretendPlatforms platforms) {
        var store = context.getBean(Publications.class);
        var events = events(context.getBean(StringRedisTemplate.class));
        var calls =
                platforms.calls().stream()
                        .collect(Collectors.groupingBy(PretendPlatforms.Call::delivery));
        var posts =
                platforms.posts().stream()
                        .collect(Collectors.groupingBy(PretendPlatforms.Post::delivery));
        var byId =
                platforms.posts().stream()
                        .collect(Collectors.toMap(PretendPlatforms.Post::id, post -> post));
        var claimed = new HashSet<String>();
        var faults = new ArrayList<String>();
        for (var one : handed) {
            var present = find(store, one);
            var name = one.kind() + " " + one.id() + " " + present.state() + ": ";
            var shown = posts.getOrDefault(one.id(), List.of());
            var told = events.getOrDefault(one.id(), List.of());
            if (open(present)) {
                faults.add(name + "lost");
            }
            if (shown.size() > 1) {
                faults.add(name + "doubled " + shown);
            }
            if (shown.stream().anyMatch(post -> post.at().isBefore(one.due()))) {
                faults.add(name + "early " + shown + ", due " + one.due());
            }
            faults.addAll(wrong(name, present, shown, byId));
            if (present.platformId() != null && !claimed.add(feed(one) + present.platformId())) {
                faults.add(name + "its post belongs to another one too: " + present.platformId());
            }
            faults.addAll(unarmed(name, calls.getOrDefault(one.id(), List.of()), told));
            var versions = told.stream().map(event -> event.path("version").asLong()).toList();
            if (!versions.equals(LongStream.rangeClosed(1, present.version()).boxed().toList())) {
                faults.add(name + "version " + present.version() + ", its events " + versions);
            }
        }
        return faults;
    }

    private static List<String> wrong(
            String name,
            Publication present,
            List<PretendPlatforms.Post> shown,
            Map<String, PretendPlatforms.Post> byId) {
        return switch (present.state()) {
            case PUBLISHED -> {
                // Of several of one text, all public, nobody can tell which is which.
                var id = present.platformId();
                var named =
                        id == null && !shown.isEmpty()
                                ? shown.getFirst()
                                : byId.get(String.valueOf(id));
                yield shown.size() == 1
                                && named != null
                                && named.text().equals(present.content().text())
                                && named.feed().equals(present.feed())
                        ? List.of()
                        : List.of(name + "not what is there: " + shown);
            }
            case FAILED, MISSED, RECALLED ->
                    shown.isEmpty() ? List.of() : List.of(name + "but it is there");
            default -> List.of();
        };
    }

    /** Each call must follow its own ARM, and not after others may have taken it for unknown. */
    private static List<String> unarmed(
            String name, List<PretendPlatforms.Call> calls, List<JsonNode> told) {
        var arms =
                told.stream()
                        .filter(event -> event.path("type").asString().equals("publication.armed"))
                        .map(event -> Instant.parse(event.path("data").path("armedAt").asString()))
                        .collect(Collectors.toCollection(ArrayList::new));
        var faults = new ArrayList<String>();
        for (var call : calls) {
            var own =
                    arms.stream()
                            .filter(arm -> !arm.isAfter(call.at()))
                            .filter(arm -> arm.plus(TIMINGS.armStale()).isAfter(call.at()))
                            .findFirst();
            own.ifPresentOrElse(
                    arms::remove,
                    () -> faults.add(name + "sent at " + call.at() + ", armed at " + arms));
        }
        return faults;
    }

    private Map<String, List<JsonNode>> events(StringRedisTemplate redis) {
        return partitions.all().stream()
                .flatMap(tag ->
                        redis
                                .<String, String>opsForStream()
                                .range("accounts:" + tag + ":events", Range.unbounded())
                                .stream())
                .map(entry -> json.readTree(entry.getValue().get("e")))
                .collect(Collectors.groupingBy(event -> event.path("id").asString()));
    }

    private String summary(ConfigurableApplicationContext context, PretendPlatforms platforms) {
        var store = context.getBean(Publications.class);
        var states = new EnumMap<PublishClass, Map<PublicationState, Integer>>(PublishClass.class);
        handed.forEach(one ->
                states.computeIfAbsent(one.kind(), any -> new TreeMap<>())
                        .merge(find(store, one).state(), 1, Integer::sum));
        return "  %d handed over, %d of them taken back; %d calls, %d posts%n  %s%n"
                .formatted(
                        handed.size(),
                        recalled,
                        platforms.calls().size(),
                        platforms.posts().size(),
                        states);
    }
}
