package io.septet.accounts.feed;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.CapabilitiesView;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.Platforms;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What scheduler-service asks of feeds: whether content fits. */
@RestController
@RequestMapping("/internal/v1/workspaces/{workspace}")
class InternalFeedController {
    private final Feeds feeds;
    private final Platforms platforms;

    InternalFeedController(Feeds feeds, Platforms platforms) {
        this.feeds = feeds;
        this.platforms = platforms;
    }

    record Checks(@NotNull @Size(max = 200) List<@Valid Item> items) {}

    /**
     * @param feed our id
     * @param text as it would be sent
     */
    record Item(
            @NotNull String feed,
            @Nullable String text,
            @Nullable String warning,
            @Nullable String language,
            @Nullable String visibility,
            @Nullable List<@Valid Picture> media) {}

    record Picture(
            @NotNull String type, long bytes, int width, int height, @Nullable String altText) {}

    record Results(List<Result> results) {}

    /**
     * @param platform null for an unknown feed
     * @param leadSeconds how long before due the preparation of this content begins
     * @param images what pictures it takes; null for an unknown feed
     * @param settings as in {@link Capabilities}; null for an unknown feed
     */
    record Result(
            String feed,
            @Nullable String platform,
            @Nullable String name,
            long leadSeconds,
            CapabilitiesView.@Nullable Images images,
            @Nullable List<String> settings,
            List<ContentFault> errors) {}

    /** Says for each feed what is wrong with a content, in its platform's own way of counting. */
    @PostMapping("/checks")
    Results check(@PathVariable String workspace, @Valid @RequestBody Checks checks) {
        return new Results(checks.items().stream().map(item -> check(workspace, item)).toList());
    }

    private Result check(String workspace, Item item) {
        var feed = feeds.find(workspace, item.feed());
        var platform = feed.flatMap(found -> platforms.find(found.platform()));
        if (feed.isEmpty() || platform.isEmpty()) {
            return new Result(
                    item.feed(),
                    null,
                    null,
                    0,
                    null,
                    null,
                    List.of(
                            new ContentFault(
                                    "feed-unknown",
                                    "No feed with id " + item.feed() + " in this workspace",
                                    null,
                                    null)));
        }
        var capabilities = feed.get().capabilities(platform.get());
        var content = content(item);
        var errors = new ArrayList<>(platform.get().check(capabilities, content));
        if (feed.get().health() == Feed.Health.RECONNECT) {
            errors.add(
                    new ContentFault(
                            "feed-disconnected",
                            feed.get().name() + " must be connected again before anything goes out",
                            null,
                            null));
        }
        return new Result(
                item.feed(),
                feed.get().platform(),
                feed.get().name(),
                lead(capabilities, content).toSeconds(),
                CapabilitiesView.Images.of(capabilities.images()),
                capabilities.settings(),
                errors);
    }

    private static Duration lead(Capabilities capabilities, Content content) {
        return content.media().isEmpty() ? capabilities.lead().text() : capabilities.lead().image();
    }

    private static Content content(Item item) {
        var media = item.media() == null ? List.<Picture>of() : item.media();
        return new Content(
                item.text() == null ? "" : item.text(),
                media.stream()
                        .map(picture ->
                                new Content.MediaItem(
                                        "",
                                        picture.type(),
                                        picture.bytes(),
                                        picture.width(),
                                        picture.height(),
                                        picture.altText()))
                        .toList(),
                item.language(),
                item.visibility(),
                item.warning());
    }
}
