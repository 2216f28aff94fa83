package io.septet.accounts.platform.linkedin;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What travels between LinkedIn and us; names in camel case. */
final class LinkedInWire {
    private LinkedInWire() {}

    /**
     * @param author URN of an organisation or a person
     * @param commentary as {@link LittleText}
     * @param visibility who may see it
     */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record Create(
            String author,
            String commentary,
            String visibility,
            Distribution distribution,
            @Nullable Attached content,
            String lifecycleState,
            boolean isReshareDisabledByAuthor) {
        static Create of(String author, String commentary, @Nullable Attached content) {
            return new Create(
                    author,
                    commentary,
                    "PUBLIC",
                    new Distribution("MAIN_FEED", List.of(), List.of()),
                    content,
                    "PUBLISHED",
                    false);
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Distribution(
            String feedDistribution,
            List<String> targetEntities,
            List<String> thirdPartyDistributionChannels) {}

    /** One picture as {@code media}, two and more as {@code multiImage}. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record Attached(@Nullable Image media, @Nullable Images multiImage) {
        static @Nullable Attached of(List<Image> images) {
            return switch (images.size()) {
                case 0 -> null;
                case 1 -> new Attached(images.getFirst(), null);
                default -> new Attached(null, new Images(images));
            };
        }
    }

    record Images(List<Image> images) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Image(String id, @Nullable String altText) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Initialize(Owner initializeUploadRequest) {}

    record Owner(String owner) {}

    record Initialized(@Nullable Upload value) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Upload(@Nullable String uploadUrl, @Nullable String image) {}

    /**
     * @param status {@code WAITING_UPLOAD}, {@code PROCESSING}, {@code AVAILABLE} or {@code
     *     PROCESSING_FAILED}
     */
    record Asset(@Nullable String status) {}

    record Member(@Nullable String sub, @Nullable String name, @Nullable URI picture) {}

    record Roles(@Nullable List<Role> elements) {}

    /**
     * @param organization its URN; older versions call it {@code organizationTarget}
     */
    record Role(
            @Nullable String role,
            @Nullable String state,
            @JsonAlias("organizationTarget") @Nullable String organization) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Organization(@Nullable String localizedName, @Nullable String vanityName) {}

    record Posts(@Nullable List<Post> elements) {}

    /**
     * @param createdAt in milliseconds since 1970, as all their times
     * @param content pictures, if any
     */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record Post(
            @Nullable String id,
            @Nullable String commentary,
            @Nullable Long createdAt,
            @Nullable Long publishedAt,
            @Nullable String lifecycleState,
            @Nullable JsonNode content) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Network(@Nullable Long firstDegreeSize) {}

    record Statistics(@Nullable List<PostStatistics> elements) {}

    /** Names the post as {@code share} or as {@code ugcPost}. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record PostStatistics(
            @Nullable String share,
            @Nullable String ugcPost,
            @Nullable Counts totalShareStatistics) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Counts(
            @Nullable Long impressionCount,
            @Nullable Long uniqueImpressionsCount,
            @Nullable Long clickCount,
            @Nullable Long likeCount,
            @Nullable Long commentCount,
            @Nullable Long shareCount) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Social(@Nullable Likes likesSummary, @Nullable Comments commentsSummary) {}

    @JsonNaming(LowerCamelCaseStrategy.class)
    record Likes(@Nullable Long totalLikes) {}

    /**
     * @param aggregatedTotalComments with replies; not always there
     */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record Comments(
            @Nullable Long totalFirstLevelComments, @Nullable Long aggregatedTotalComments) {}

    /** A refusal; only some of the members are ever there. */
    @JsonNaming(LowerCamelCaseStrategy.class)
    record Problem(
            @Nullable Integer serviceErrorCode,
            @Nullable String code,
            @Nullable String message,
            @Nullable JsonNode errorDetails) {

        boolean recognised() {
            return code != null || message != null;
        }

        String words() {
            return message != null ? message : Objects.requireNonNullElse(code, "no reason given");
        }

        /** The code, and those of the inputs that were found wrong. */
        List<String> codes() {
            var codes = new ArrayList<String>();
            if (code != null) {
                codes.add(code);
            }
            if (errorDetails != null) {
                errorDetails
                        .path("inputErrors")
                        .forEach(error -> codes.add(error.path("code").asString("")));
            }
            return codes;
        }
    }
}
