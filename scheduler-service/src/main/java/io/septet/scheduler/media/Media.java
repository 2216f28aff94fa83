package io.septet.scheduler.media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * One picture of a workspace, as stored; it never changes.
 *
 * @param version always 1
 * @param type of what is stored: {@code image/jpeg} or {@code image/png}
 * @param bytes size of what is stored
 * @param sha256 of what is stored, hex
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param uploader the member who brought it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Media(
        int schema,
        long version,
        String id,
        String workspace,
        String type,
        long bytes,
        String sha256,
        int width,
        int height,
        String uploader,
        Instant createdAt) {}
