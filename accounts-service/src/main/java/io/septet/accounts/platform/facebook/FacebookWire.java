package io.septet.accounts.platform.facebook;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What travels between the Graph API and us; names in snake case. */
final class FacebookWire {
    private FacebookWire() {}

    /**
     * @param attachedMedia photos uploaded before, in the order shown
     */
    record Create(@Nullable String message, @Nullable List<Attached> attachedMedia) {}

    record Attached(String mediaFbid) {}

    record Created(@Nullable String id, @Nullable URI permalinkUrl) {}

    record Page(
            @Nullable String id,
            @Nullable String name,
            @Nullable String username,
            @Nullable URI link,
            @Nullable Picture picture,
            @Nullable String accessToken,
            @Nullable List<String> tasks) {}

    record Picture(@Nullable PictureData data) {
        @Nullable URI address() {
            return data == null ? null : data.url();
        }
    }

    record PictureData(@Nullable URI url) {}

    record Pages(@Nullable List<Page> data, @Nullable Paging paging) {
        /** Where the next part begins; null = this was the last. */
        @Nullable String after() {
            return paging == null || paging.next() == null || paging.cursors() == null
                    ? null
                    : paging.cursors().after();
        }
    }

    record Paging(@Nullable Cursors cursors, @Nullable String next) {}

    record Cursors(@Nullable String after) {}

    /** The counts of a post that need no insights; {@code shares} is absent when 0. */
    record Counts(
            @Nullable String id,
            @Nullable Shares shares,
            @Nullable Summarised reactions,
            @Nullable Summarised comments) {}

    record Shares(@Nullable Long count) {}

    record Summarised(@Nullable Summary summary) {
        @Nullable Long total() {
            return summary == null ? null : summary.totalCount();
        }
    }

    record Summary(@Nullable Long totalCount) {}
}
