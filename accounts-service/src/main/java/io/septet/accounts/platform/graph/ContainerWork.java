package io.septet.accounts.platform.graph;

import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * One try to get a post's containers ready. What was achieved is kept in handles: {@code item.n}
 * and {@code container} are ids, with {@code .done} once processed; {@code since} is when the first
 * try began; {@code again} says that the containers were made anew once.
 *
 * <p>The platforms advise asking about once a minute whether a container is processed; pictures are
 * usually there at once. We ask after 1 s, then ever more seldom, and more often again when the
 * post is due.
 */
final class ContainerWork {
    static final String CONTAINER = "container";

    private static final String ITEM = "item.";
    private static final String DONE = ".done";
    private static final String SINCE = "since";
    private static final String AGAIN = "again";
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration WHEN_DUE = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofSeconds(15);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration MOST_AFTER_FAULT = Duration.ofSeconds(60);

    /** How long the platforms say that processing may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long a new container may be unknown to those who ask for it. */
    private static final Duration UNKNOWN = Duration.ofMinutes(2);

    private final Dialect dialect;
    private final GraphApi api;
    private final MediaLinks links;
    private final Clock clock;
    private final FeedAccess feed;
    private final SendRequest request;
    private final Map<String, String> handles;

    ContainerWork(
            Dialect dialect,
            GraphApi api,
            MediaLinks links,
            Clock clock,
            FeedAccess feed,
            SendRequest request) {
        this.dialect = dialect;
        this.api = api;
        this.links = links;
        this.clock = clock;
        this.feed = feed;
        this.request = request;
        this.handles = new LinkedHashMap<>(request.handles());
    }

    /** Goes as far as possible now. */
    PrepareOutcome done() {
        handles.putIfAbsent(SINCE, clock.instant().toString());
        return items().or(() -> made(CONTAINER, this::whole))
                .or(() -> processed(CONTAINER))
                .orElseGet(() ->
                        new PrepareOutcome.Ready(
                                Map.of(CONTAINER, handles.getOrDefault(CONTAINER, ""))));
    }

    /** The pictures of a post with several; a single one is the whole. */
    private Optional<PrepareOutcome> items() {
        var media = request.content().media();
        if (media.size() < 2 || handles.containsKey(CONTAINER)) {
            return Optional.empty();
        }
        for (int i = 0; i < media.size(); i++) {
            var picture = media.get(i);
            var stopped = made(ITEM + i, () -> item(picture));
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        for (int i = 0; i < media.size(); i++) {
            var stopped = processed(ITEM + i);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return Optional.empty();
    }

    private MultiValueMap<String, String> item(MediaItem picture) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("is_carousel_item", "true");
        describe(picture, form);
        return form;
    }

    private MultiValueMap<String, String> whole() {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        var media = request.content().media();
        switch (media.size()) {
            case 0 -> form.add("media_type", "TEXT");
            case 1 -> describe(media.getFirst(), form);
            default -> {
                form.add("media_type", "CAROUSEL");
                form.add(
                        "children",
                        IntStream.range(0, media.size())
                                .mapToObj(i -> handles.get(ITEM + i))
                                .collect(Collectors.joining(",")));
            }
        }
        if (!request.content().text().isBlank()) {
            form.add(dialect.text(), request.content().text());
        }
        return form;
    }

    private void describe(MediaItem picture, MultiValueMap<String, String> form) {
        if (dialect.imageType()) {
            form.add("media_type", "IMAGE");
        }
        form.add(
                "image_url",
                links.link(request.workspace(), picture.sha256(), picture.type()).toString());
        var altText = picture.altText();
        if (altText != null && !altText.isBlank()) {
            form.add("alt_text", altText);
        }
    }

    private Optional<PrepareOutcome> made(
            String name, java.util.function.Supplier<MultiValueMap<String, String>> form) {
        if (handles.containsKey(name)) {
            return Optional.empty();
        }
        var fields = form.get();
        var reply =
                Reply.of(() ->
                        api.create(
                                "Bearer " + feed.accessToken(),
                                feed.platformAccount(),
                                dialect.containers(),
                                fields));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return Optional.of(failed(reply));
        }
        var id = Containers.id(answer);
        if (id == null) {
            return Optional.of(later(answer.seen()));
        }
        handles.put(name, id);
        return Optional.empty();
    }

    private Optional<PrepareOutcome> processed(String name) {
        if (handles.containsKey(name + DONE)) {
            return Optional.empty();
        }
        var id = handles.getOrDefault(name, "");
        var reply =
                Reply.of(() ->
                        api.node(
                                "Bearer " + feed.accessToken(),
                                id,
                                dialect.status() + "," + dialect.words()));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            if (reply instanceof Answered answer
                    && ContainerAnswers.of(answer, clock) instanceof Refusal.Gone
                    && elapsed().compareTo(UNKNOWN) > 0) {
                return Optional.of(anew(dialect.name() + " does not know what it had accepted"));
            }
            return Optional.of(failed(reply));
        }
        var fields = Containers.fields(answer, dialect.status(), dialect.words());
        return switch (fields.getOrDefault(dialect.status(), "")) {
            case "FINISHED", "PUBLISHED" -> {
                handles.put(name + DONE, "yes");
                yield Optional.empty();
            }
            case "IN_PROGRESS" ->
                    Optional.of(
                            notYet(
                                    whileProcessing(),
                                    dialect.name() + " is still processing the post"));
            case "EXPIRED" ->
                    Optional.of(anew(dialect.name() + " has thrown away what it had accepted"));
            case "ERROR" ->
                    Optional.of(
                            anew(
                                    dialect.name()
                                            + " could not process the post: "
                                            + fields.getOrDefault(
                                                    dialect.words(), "no reason given")));
            default -> Optional.of(later(answer.seen()));
        };
    }

    private PrepareOutcome failed(Reply reply) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> later(reason);
            case Reply.Lost(var reason) -> later(reason);
            case Answered answer ->
                    switch (ContainerAnswers.of(answer, clock)) {
                        case Refusal.NotNow(var words) -> notYet(afterFault(), words);
                        case Refusal.Gone(var words) -> notYet(afterFault(), words);
                        case Refusal other -> other.prepared(handles);
                    };
        };
    }

    /** Nothing is public yet, so new containers do no harm; but once only. */
    private PrepareOutcome anew(String words) {
        if (handles.containsKey(AGAIN)) {
            return new PrepareOutcome.Refused(words);
        }
        var began = handles.getOrDefault(SINCE, "");
        handles.clear();
        handles.putAll(Map.of(SINCE, began, AGAIN, "yes"));
        return notYet(AFTER_FAULT, words);
    }

    private PrepareOutcome later(String words) {
        return new PrepareOutcome.NotYet(handles, null, words);
    }

    private PrepareOutcome notYet(Duration pause, String words) {
        return new PrepareOutcome.NotYet(handles, clock.instant().plus(pause), words);
    }

    private Duration whileProcessing() {
        var pause = between(LEAST, elapsed().dividedBy(2), MOST);
        boolean due = !clock.instant().plus(pause).isBefore(request.due());
        return due && elapsed().compareTo(PATIENCE) < 0 ? between(LEAST, pause, WHEN_DUE) : pause;
    }

    private Duration afterFault() {
        return between(AFTER_FAULT, elapsed().dividedBy(2), MOST_AFTER_FAULT);
    }

    private Duration elapsed() {
        return Duration.between(
                Instant.parse(handles.getOrDefault(SINCE, clock.instant().toString())),
                clock.instant());
    }

    private static Duration between(Duration least, Duration one, Duration most) {
        return List.of(least, one, most).stream().sorted().toList().get(1);
    }
}
