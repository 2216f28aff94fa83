package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import io.septet.scheduler.accounts.AccountsClient;
import io.septet.scheduler.accounts.FeedCheck;
import io.septet.scheduler.delivery.Content;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.media.Media;
import io.septet.scheduler.media.MediaRecords;
import io.septet.scheduler.media.Rendition;
import io.septet.scheduler.media.Renditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes of what an author wants what goes to each feed, and asks whether it can go there. */
@Component
class Composer {
    private final AccountsClient accounts;
    private final MediaRecords media;
    private final Renditions renditions;

    Composer(AccountsClient accounts, MediaRecords media, Renditions renditions) {
        this.accounts = accounts;
        this.media = media;
        this.renditions = renditions;
    }

    /**
     * What goes to each feed.
     *
     * @param renditions by feed, in the order of the pictures, what is sent instead of them
     * @param faults by feed, what is wrong before accounts-service has said a word
     */
    record Composed(
            Map<String, Content> contents,
            Map<String, List<Rendition>> renditions,
            Map<String, List<FeedCheck.Fault>> faults) {}

    /**
     * The content for each of these feeds, with pictures as it takes them and the settings that it
     * has. A setting of the whole post is left out where it does not exist; one that a variant sets
     * there is a fault.
     *
     * @throws Problem 404 if the workspace does not have one of the pictures, 503 if
     *     accounts-service does not say what feeds take
     */
    Composed compose(String workspace, Draft draft, Collection<String> feeds) {
        boolean plain = feeds.isEmpty() || (draft.media().isEmpty() && !draft.hasSettings());
        return compose(
                workspace, draft, feeds, plain ? Map.of() : accounts.feeds(workspace, feeds));
    }

    /**
     * The same with pictures as they are and without settings, for what goes nowhere yet.
     *
     * @throws Problem 404 if the workspace does not have one of the pictures
     */
    Map<String, Content> asItIs(String workspace, Draft draft, Collection<String> feeds) {
        return compose(workspace, draft, feeds, Map.of()).contents();
    }

    private Composed compose(
            String workspace, Draft draft, Collection<String> feeds, Map<String, FeedCheck> known) {
        var pictures = media.all(workspace, draft.media());
        var composed =
                new Composed(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var feed : feeds) {
            var check = Optional.ofNullable(known.get(feed));
            var shown = new ArrayList<Content.Picture>();
            var made = new ArrayList<Rendition>();
            for (int i = 0; i < pictures.size(); i++) {
                var altText = draft.altTextFor(feed, i);
                var original = pictures.get(i);
                var rendition =
                        check.map(FeedCheck::images).flatMap(rule -> renditions.of(original, rule));
                rendition.ifPresent(made::add);
                shown.add(
                        rendition
                                .map(one -> picture(one, altText))
                                .orElseGet(() -> picture(original, altText)));
            }
            composed.contents()
                    .put(
                            feed,
                            new Content(
                                    draft.textFor(feed),
                                    setting(draft, check, "warning"),
                                    shown,
                                    setting(draft, check, "language"),
                                    setting(draft, check, "visibility")));
            if (!made.isEmpty()) {
                composed.renditions().put(feed, made);
            }
            check.ifPresent(one -> composed.faults().put(feed, faults(draft, one)));
        }
        return composed;
    }

    private static @Nullable String setting(
            Draft draft, Optional<FeedCheck> check, String setting) {
        return check.filter(one -> one.has(setting))
                .map(one -> draft.settingFor(one.feed(), setting))
                .orElse(null);
    }

    private static List<FeedCheck.Fault> faults(Draft draft, FeedCheck check) {
        return Draft.SETTINGS.stream()
                .filter(setting -> !check.has(setting))
                .filter(setting -> {
                    var own = draft.ownSetting(check.feed(), setting);
                    return own != null && !own.isBlank();
                })
                .map(setting ->
                        new FeedCheck.Fault(
                                "setting-unsupported",
                                "Its platform has no "
                                        + setting
                                        + "; take it out of this feed's variant",
                                null,
                                null))
                .toList();
    }

    /**
     * What accounts-service says of these contents, by feed.
     *
     * @throws Problem 404 if one of them is not a feed of the workspace, 503 if it does not answer
     */
    Map<String, FeedCheck> ask(String workspace, Map<String, Content> contents) {
        var items =
                contents.entrySet().stream()
                        .map(entry -> item(entry.getKey(), entry.getValue()))
                        .toList();
        var checks =
                accounts.check(workspace, items).stream()
                        .collect(
                                Collectors.toMap(
                                        FeedCheck::feed,
                                        Function.identity(),
                                        (one, other) -> one,
                                        LinkedHashMap::new));
        for (var feed : contents.keySet()) {
            var check = checks.get(feed);
            if (check == null || check.unknown()) {
                throw Problem.notFound("feed", feed);
            }
        }
        return checks;
    }

    /**
     * Only goes on if everything can go out as it is.
     *
     * @throws Problem 422 with every reason on every feed
     */
    void demandSound(Map<String, FeedCheck> checks, Composed composed) {
        var errors =
                checks.values().stream()
                        .flatMap(check ->
                                Stream.concat(
                                                composed
                                                        .faults()
                                                        .getOrDefault(check.feed(), List.of())
                                                        .stream(),
                                                check.errors().stream())
                                        .map(fault -> error(check, fault)))
                        .toList();
        if (!errors.isEmpty()) {
            throw new Problem(
                            HttpStatus.UNPROCESSABLE_ENTITY,
                            "post-invalid",
                            "The post cannot go out like this on every feed",
                            "Nothing was stored; see errors, one per feed and reason")
                    .with("errors", errors);
        }
    }

    /** What is to go out to a feed, when everything is known. */
    static Delivery.Plan plan(Draft draft, Content content, FeedCheck check) {
        return new Delivery.Plan(
                Objects.requireNonNull(check.platform()),
                content,
                draft.media().isEmpty() ? null : draft.media().getFirst(),
                draft.labels(),
                Objects.requireNonNull(draft.due()),
                Objects.requireNonNull(draft.notAfter()),
                Duration.ofSeconds(check.leadSeconds()));
    }

    private static Content.Picture picture(Media media, @Nullable String altText) {
        return new Content.Picture(
                media.sha256(),
                media.type(),
                media.bytes(),
                media.width(),
                media.height(),
                altText);
    }

    private static Content.Picture picture(Rendition rendition, @Nullable String altText) {
        return new Content.Picture(
                rendition.sha256(),
                rendition.type(),
                rendition.bytes(),
                rendition.width(),
                rendition.height(),
                altText);
    }

    private static FeedCheck.Item item(String feed, Content content) {
        return new FeedCheck.Item(
                feed,
                content.text(),
                content.warning(),
                content.language(),
                content.visibility(),
                content.media().stream()
                        .map(picture ->
                                new FeedCheck.Item.Picture(
                                        picture.type(),
                                        picture.bytes(),
                                        picture.width(),
                                        picture.height(),
                                        picture.altText()))
                        .toList());
    }

    private static Map<String, Object> error(FeedCheck check, FeedCheck.Fault fault) {
        var error = new LinkedHashMap<String, Object>();
        error.put("feed", check.feed());
        error.put("platform", String.valueOf(check.platform()));
        error.put("type", fault.type());
        if (fault.limit() != null) {
            error.put("limit", fault.limit());
        }
        if (fault.length() != null) {
            error.put("length", fault.length());
        }
        if (fault.detail() != null) {
            error.put("detail", fault.detail());
        }
        return error;
    }

    /** Feeds with their contents, for a part of them. */
    static Map<String, Content> only(Map<String, Content> contents, List<String> feeds) {
        var some = new LinkedHashMap<>(contents);
        some.keySet().retainAll(feeds);
        return some;
    }
}
