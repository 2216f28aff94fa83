package io.septet.analytics.report;

import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of posts ended: the sort and the place of its last post, in base64. The next page
 * begins after that place, even if numbers have changed meanwhile.
 */
final class Cursor {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private Cursor() {}

    static String of(Sort sort, Sort.Place place) {
        var text =
                String.join(
                        "|",
                        sort.word(),
                        place.value() == null ? "" : "" + place.value(),
                        "" + place.published(),
                        place.delivery());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor back.
     *
     * @throws Problem 400 if it is none of this sort
     */
    static Optional<Sort.Place> read(Sort sort, @Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return Optional.empty();
        }
        var parts = decoded(cursor).split("\\|", -1);
        if (parts.length != 4
                || !parts[0].equals(sort.word())
                || !(parts[1].isEmpty() || NUMBER.matcher(parts[1]).matches())
                || !NUMBER.matcher(parts[2]).matches()
                || !Ids.isId(parts[3])) {
            throw unreadable();
        }
        var value = parts[1].isEmpty() ? null : Long.valueOf(parts[1]);
        return Optional.of(new Sort.Place(value, Long.parseLong(parts[2]), parts[3]));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static Problem unreadable() {
        return Problem.badRequest(
                "cursor-unreadable",
                "The list cannot be continued from there",
                "Send cursor as next gave it, with the same sort, or leave it out to begin again");
    }
}
