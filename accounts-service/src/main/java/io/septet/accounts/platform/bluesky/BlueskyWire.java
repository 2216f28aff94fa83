package io.septet.accounts.platform.bluesky;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What travels between a server and us; names in camel case. */
final class BlueskyWire {
    private BlueskyWire() {}

    /**
     * @param identifier handle or DID
     * @param password never to be logged
     */
    record SignIn(String identifier, String password) {
        @Override
        public String toString() {
            return "SignIn[" + identifier + "]";
        }
    }

    /**
     * @param didDoc names the server that really keeps the account
     * @param active false for accounts that are suspended or deactivated
     */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record SignedIn(
            @Nullable String accessJwt,
            @Nullable String did,
            @Nullable String handle,
            @Nullable JsonNode didDoc,
            @Nullable Boolean active) {
        @Override
        public String toString() {
            return "SignedIn[" + handle + "]";
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Profile(
            @Nullable String displayName,
            @Nullable URI avatar,
            @Nullable Long followersCount,
            @Nullable Long followsCount,
            @Nullable Long postsCount) {}

    record Delete(String repo, String collection, String rkey) {}

    record Resolved(@Nullable String did) {}

    record Uploaded(@Nullable JsonNode blob) {}

    record Create(String repo, String collection, String rkey, JsonNode record) {}

    record Created(@Nullable String uri, @Nullable String cid) {}

    record Posts(@Nullable List<Post> posts) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Post(
            @Nullable String uri,
            @Nullable Long likeCount,
            @Nullable Long repostCount,
            @Nullable Long replyCount,
            @Nullable Long quoteCount) {}

    record Failure(@Nullable String error, @Nullable String message) {}
}
