package io.septet.scheduler.accounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What accounts-service says of one post for one feed.
 *
 * @param platform null if there is no such feed in the workspace
 * @param leadSeconds how long before its due time the preparation of this content begins
 * @param images what pictures it takes; null if there is no such feed
 * @param settings which of {@code warning}, {@code visibility} and {@code language} it has; null =
 *     none
 * @param errors why it cannot go out there; empty if it can
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FeedCheck(
        String feed,
        @Nullable String platform,
        @Nullable String name,
        @JsonProperty(required = false) long leadSeconds,
        @Nullable ImageRule images,
        @Nullable List<String> settings,
        List<Fault> errors) {

    /**
     * Such as {@code text-too-long}, with the platform's limit and the length counted as it counts.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Fault(
            String type, @Nullable String detail, @Nullable Long limit, @Nullable Long length) {}

    /** Whether the workspace has no such feed. */
    public boolean unknown() {
        return platform == null
                || errors.stream().anyMatch(fault -> fault.type().equals("feed-unknown"));
    }

    /** Whether a post there has such a setting. */
    public boolean has(String setting) {
        return settings != null && settings.contains(setting);
    }

    /** The content to be checked for one feed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String feed,
            String text,
            @Nullable String warning,
            @Nullable String language,
            @Nullable String visibility,
            List<Picture> media) {
        /** Nothing but the question what a feed takes. */
        public static Item of(String feed) {
            return new Item(feed, "", null, null, null, List.of());
        }

        /** One picture of it. */
        public record Picture(
                String type, long bytes, int width, int height, @Nullable String altText) {}
    }
}
