package io.septet.sandbox.container;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Draft;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.Fetcher;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes containers and publishes them; kept in memory only. */
final class Containers {
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LONGEST_ALT_TEXT = 1_000;

    private final World world;
    private final Flavour flavour;
    private final ContainerWords words;
    private final Duration processing;
    private final Fetcher fetcher = new Fetcher();
    private final Map<String, Container> all = new ConcurrentHashMap<>();

    /**
     * @param processing how long a container takes, unless a fault says otherwise
     */
    Containers(World world, Flavour flavour, ContainerWords words, Duration processing) {
        this.world = world;
        this.flavour = flavour;
        this.words = words;
        this.processing = processing;
    }

    Reply create(Call call, Account account) {
        String text = Objects.requireNonNullElse(call.field(flavour.text), "");
        if (text.codePointCount(0, text.length()) > flavour.longest) {
            return words.tooLong();
        }
        String type = Objects.requireNonNullElse(call.field("media_type"), "IMAGE");
        return switch (type) {
            case "IMAGE" -> image(call, account, text);
            case "CAROUSEL" -> carousel(call, account, text);
            case "TEXT" -> {
                if (flavour != Flavour.THREADS || text.isBlank()) {
                    yield ContainerWords.parameter("Param text or media is required");
                }
                yield kept(account, false, text, List.of());
            }
            default ->
                    ContainerWords.parameter(
                            "media_type " + type + " is not offered by this sandbox");
        };
    }

    private Reply image(Call call, Account account, String text) {
        String url = call.field("image_url");
        String altText = Objects.requireNonNullElse(call.field("alt_text"), "");
        if (url == null) {
            return ContainerWords.parameter("The parameter image_url is required");
        }
        if (altText.codePointCount(0, altText.length()) > LONGEST_ALT_TEXT) {
            return ContainerWords.parameter("Param alt_text must be at most 1000 characters long");
        }
        byte[] bytes = fetcher.fetch(url, MOST_BYTES);
        if (bytes == null) {
            return ContainerWords.notFetched(url);
        }
        if (bytes.length > MOST_BYTES) {
            return ContainerWords.tooBig();
        }
        Picture picture = world.media().look(bytes);
        if (picture == null || !flavour.types.contains(picture.type())) {
            return ContainerWords.wrongFormat();
        }
        double ratio = (double) picture.width() / picture.height();
        if (ratio < flavour.tallest || ratio > flavour.widest) {
            return ContainerWords.wrongRatio();
        }
        var upload =
                world.media()
                        .keep(
                                account,
                                world.media().nextId(flavour.platform),
                                bytes,
                                picture,
                                altText,
                                Duration.ZERO);
        return kept(account, isItem(call), text, List.of(upload));
    }

    private static boolean isItem(Call call) {
        return "true".equals(call.field("is_carousel_item"));
    }

    private Reply carousel(Call call, Account account, String text) {
        var media = new ArrayList<Upload>();
        for (String value : call.fields("children")) {
            for (String id : value.split(",")) {
                Container child = find(account, id.strip());
                if (child == null || !child.item()) {
                    return ContainerWords.parameter("Param children holds no item: " + id);
                }
                if (!isReady(child)) {
                    return words.notReady();
                }
                media.addAll(child.media());
            }
        }
        if (media.size() < 2 || media.size() > flavour.mostItems) {
            return ContainerWords.parameter(
                    "Param children must hold 2 to " + flavour.mostItems + " items");
        }
        return kept(account, false, text, media);
    }

    private Reply kept(Account account, boolean item, String text, List<Upload> media) {
        var now = world.now();
        Duration fault = world.faults().processing(flavour.platform, text);
        var container =
                new Container(
                        world.media().nextId(flavour.platform),
                        account.key(),
                        item,
                        text,
                        media,
                        now,
                        now.plus(fault.isZero() ? world.limits().scaled(processing) : fault),
                        null);
        all.put(container.id(), container);
        return Reply.json(200, Json.of("id", container.id()));
    }

    /** One at a time: a container becomes one post, whoever asks how often. */
    synchronized Reply publish(Call call, Account account) {
        String id = Objects.requireNonNullElse(call.field("creation_id"), "");
        Container container = find(account, id);
        if (container == null || container.post() != null || container.item()) {
            return words.noContainer();
        }
        if (world.isExpired(container.at())) {
            return ContainerWords.expired();
        }
        if (!isReady(container)) {
            return words.notReady();
        }
        if (world.limits().isOn(flavour.platform) && used(account) >= flavour.perDay) {
            return ContainerWords.dayLimit();
        }
        var draft =
                new Draft(
                        account,
                        container.text(),
                        container.media(),
                        Map.of(),
                        false,
                        Duration.ZERO);
        if (!(world.ledger().accept(draft) instanceof Accepted(Post post))) {
            return words.broken();
        }
        all.put(id, container.published(post.id()));
        return Reply.json(200, Json.of("id", post.id()));
    }

    /** How many posts an account has made in the last 24 hours. */
    long used(Account account) {
        var since = world.now().minus(world.limits().scaled(Duration.ofDays(1)));
        return world.ledger().newest(account).stream()
                .takeWhile(post -> post.acceptedAt().isAfter(since))
                .count();
    }

    @Nullable Container find(Account account, String id) {
        Container container = all.get(id);
        return container != null && container.account().equals(account.key()) ? container : null;
    }

    private boolean isReady(Container container) {
        return !world.now().isBefore(container.readyAt());
    }

    /** As the platforms call it. */
    String status(Container container) {
        if (container.post() != null) {
            return "PUBLISHED";
        }
        if (world.isExpired(container.at())) {
            return "EXPIRED";
        }
        return isReady(container) ? "FINISHED" : "IN_PROGRESS";
    }
}
