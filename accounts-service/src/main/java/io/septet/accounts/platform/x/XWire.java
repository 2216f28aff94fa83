package io.septet.accounts.platform.x;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels between X and us; names in snake case. On reading both spellings of renamed members
 * are taken ({@code retweet_count} and {@code repost_count}): which one the wire carries today is
 * unverified.
 */
final class XWire {
    private XWire() {}

    /** X refuses bodies with unknown or null members. */
    record Create(@Nullable String text, @Nullable Media media) {}

    record Media(List<String> mediaIds) {}

    record Description(String id, Metadata metadata) {
        static Description of(String id, String text) {
            return new Description(id, new Metadata(new AltText(text)));
        }
    }

    record Metadata(AltText altText) {}

    record AltText(String text) {}

    record Created(@Nullable Id data) {}

    record Id(@Nullable String id) {}

    record Me(@Nullable User data) {}

    record User(
            @Nullable String id,
            @Nullable String username,
            @Nullable String name,
            @Nullable URI profileImageUrl,
            @Nullable UserMetrics publicMetrics) {}

    record UserMetrics(
            @Nullable Long followersCount,
            @Nullable Long followingCount,
            @JsonAlias("post_count") @Nullable Long tweetCount) {}

    record Deleted(@Nullable Deletion data) {}

    record Deletion(@Nullable Boolean deleted) {}

    record Uploaded(@Nullable Picture data) {}

    /**
     * @param processingInfo absent = ready at once
     */
    record Picture(@Nullable String id, @Nullable Processing processingInfo) {}

    /**
     * @param state {@code pending}, {@code in_progress}, {@code succeeded} or {@code failed}
     * @param checkAfterSecs seconds to wait before asking again
     */
    record Processing(
            @Nullable String state, @Nullable Long checkAfterSecs, @Nullable Fault error) {}

    record Fault(@Nullable String name, @Nullable String message) {}

    record Posts(@Nullable List<Post> data, @Nullable List<Missing> errors) {}

    record Post(
            @Nullable String id,
            @Nullable PublicMetrics publicMetrics,
            @Nullable PrivateMetrics nonPublicMetrics) {}

    record PublicMetrics(
            @Nullable Long impressionCount,
            @Nullable Long likeCount,
            @Nullable Long replyCount,
            @JsonAlias("repost_count") @Nullable Long retweetCount,
            @Nullable Long quoteCount,
            @Nullable Long bookmarkCount) {}

    record PrivateMetrics(@Nullable Long urlLinkClicks) {}

    record Own(@Nullable List<OwnPost> data, @Nullable Meta meta) {}

    record Meta(@Nullable Integer resultCount, @Nullable String nextToken) {}

    /**
     * One of the account's own posts.
     *
     * @param noteTweet the whole text of a long one
     */
    record OwnPost(
            @Nullable String id,
            @Nullable Instant createdAt,
            @Nullable String text,
            @Nullable Entities entities,
            @Nullable Attachments attachments,
            @JsonAlias("note_post") @Nullable Note noteTweet) {}

    record Note(@Nullable String text, @Nullable Entities entities) {}

    record Attachments(@Nullable List<String> mediaKeys) {}

    record Entities(@Nullable List<Link> urls) {}

    /**
     * @param url X's own short link, as it stands in the text
     * @param mediaKey of the link that X adds for pictures
     */
    record Link(@Nullable String url, @Nullable String expandedUrl, @Nullable String mediaKey) {}

    /** An entry of {@code errors[]} beside data. */
    record Missing(@Nullable String type, @Nullable String value, @Nullable String resourceId) {}

    /** A problem; only some of the members are ever there. */
    record Problem(
            @Nullable String title,
            @Nullable String detail,
            @Nullable String type,
            @Nullable List<Message> errors) {

        /** What the platform says, the most telling part first. */
        String words() {
            if (errors != null && !errors.isEmpty() && errors.getFirst().message() != null) {
                return errors.getFirst().message();
            }
            return detail != null ? detail : title != null ? title : "no reason given";
        }

        boolean recognised() {
            return title != null || detail != null || (errors != null && !errors.isEmpty());
        }

        boolean is(String typeEnd) {
            return type != null && type.endsWith("/" + typeEnd);
        }
    }

    record Message(@Nullable String message) {}
}
