package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different for one feed.
 *
 * @param text null = the common text
 * @param altTexts in the order of the media; null = the common ones
 * @param warning null = the common one, empty = none
 * @param visibility null = the common one
 * @param language null = the common one, empty = the account's default
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Variant(
        @Nullable String text,
        @Nullable List<String> altTexts,
        @Nullable String warning,
        @Nullable String visibility,
        @Nullable String language) {}
