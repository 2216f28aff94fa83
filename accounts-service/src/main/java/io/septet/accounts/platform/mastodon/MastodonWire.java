package io.septet.accounts.platform.mastodon;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What travels between a Mastodon server and us; names in snake case. */
final class MastodonWire {
    private MastodonWire() {}

    /**
     * Visibility and sensitivity are always said: what is left out is filled in from the account's
     * preferences, which nobody approved.
     */
    record Create(
            @Nullable String status,
            @Nullable List<String> mediaIds,
            String visibility,
            boolean sensitive,
            @Nullable String spoilerText,
            @Nullable String language) {}

    record Status(
            @Nullable String id,
            @Nullable URI url,
            @Nullable Long repliesCount,
            @Nullable Long reblogsCount,
            @Nullable Long favouritesCount,
            @Nullable Long quotesCount) {}

    /**
     * One of the account's own posts.
     *
     * @param content HTML
     */
    record Own(
            @Nullable String id,
            @Nullable URI url,
            @Nullable Instant createdAt,
            @Nullable String content,
            @Nullable List<Attachment> mediaAttachments) {}

    record Account(
            @Nullable String id,
            @Nullable String username,
            @Nullable String displayName,
            @Nullable URI url,
            @Nullable URI avatar,
            @Nullable Long followersCount,
            @Nullable Long followingCount,
            @Nullable Long statusesCount) {}

    record Attachment(@Nullable String id, @Nullable URI url) {}

    /**
     * @param version such as {@code 4.5.0}; that of other software names it
     */
    record Instance(@Nullable String version, @Nullable Configuration configuration) {}

    record Configuration(@Nullable Statuses statuses, @Nullable Media mediaAttachments) {}

    record Statuses(
            @Nullable Integer maxCharacters,
            @Nullable Integer maxMediaAttachments,
            @Nullable Integer charactersReservedPerUrl) {}

    record Media(
            @Nullable Long imageSizeLimit,
            @Nullable Long imageMatrixLimit,
            @Nullable Integer descriptionLimit,
            @Nullable List<String> supportedMimeTypes) {}

    record Failure(@Nullable String error, @Nullable String errorDescription) {}
}
