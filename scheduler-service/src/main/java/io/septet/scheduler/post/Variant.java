package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different for one feed.
 *
 * @param text null = the common text
 * @param altTexts in the order of the media; null = the common ones
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Variant(@Nullable String text, @Nullable List<String> altTexts) {}
