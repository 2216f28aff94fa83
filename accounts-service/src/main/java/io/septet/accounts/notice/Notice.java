package io.septet.accounts.notice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.id.Ids;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that needs a person, as scheduler-service tells of it and as it is kept until it is
 * mailed.
 *
 * @param id of the delivery
 * @param version of the delivery; another one is another notice
 * @param state {@code REVIEW}, {@code FAILED} or {@code MISSED}
 * @param due when it was to go out
 * @param reason in English, for people
 * @param text the first 200 characters
 * @param author id of the member who wrote the post; null if that is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Notice(
        String id,
        long version,
        String post,
        String feed,
        String platform,
        String state,
        Instant due,
        @Nullable String reason,
        @Nullable String text,
        @Nullable String author) {

    /** Whether all is there and of the form that links are made of. */
    boolean whole() {
        // JSON knows nothing of what may be null here.
        return Stream.of(id, post, feed, platform, state, due).allMatch(Objects::nonNull)
                && Ids.isId(id)
                && Ids.isId(post);
    }

    /** The first words in one line; no character is cut in half. */
    String opening(int most) {
        var line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most)).strip() + "…";
    }
}
