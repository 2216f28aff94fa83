package io.septet.accounts.platform.facebook;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What travels between the Graph API and us; names in snake case. */
final class GraphWire {
    private GraphWire() {}

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

    record Insights(@Nullable List<Insight> data) {}

    /**
     * @param values numbers, or objects for metrics by type
     */
    record Insight(@Nullable String name, @Nullable List<Map<String, JsonNode>> values) {
        @Nullable Long number() {
            if (values == null || values.isEmpty()) {
                return null;
            }
            var value = values.getFirst().get("value");
            return value != null && value.isIntegralNumber() ? Long.valueOf(value.asLong()) : null;
        }
    }

    record Failure(@Nullable Fault error) {}

    /**
     * @param code what everything is decided by, rather than the HTTP status
     */
    record Fault(
            @Nullable String message,
            @Nullable Integer code,
            @Nullable Integer errorSubcode,
            @Nullable Boolean isTransient,
            @Nullable String errorUserMsg) {

        /** What the platform says, for people if it has such words. */
        String words() {
            return errorUserMsg != null
                    ? errorUserMsg
                    : message != null ? message : "no reason given";
        }

        int number() {
            return code == null ? -1 : code;
        }

        int part() {
            return errorSubcode == null ? -1 : errorSubcode;
        }
    }
}
