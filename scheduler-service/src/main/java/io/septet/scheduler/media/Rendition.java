package io.septet.scheduler.media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What is sent of a picture where the picture itself cannot be. It shows the whole picture: nothing
 * is cut off.
 *
 * @param media id of the picture
 * @param sha256 of the bytes, hex
 * @param why {@code format}, {@code size} and {@code bytes}: what of the picture is not taken
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Rendition(
        String media,
        String id,
        String sha256,
        String type,
        long bytes,
        int width,
        int height,
        List<String> why) {}
