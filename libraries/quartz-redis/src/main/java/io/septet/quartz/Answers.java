package io.septet.quartz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading what a script answered: lists of lists of bytes. */
final class Answers {
    private Answers() {}

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }

    static String text(List<?> row, int index) {
        return index < row.size() ? text(row.get(index)) : "";
    }

    static long number(List<?> row, int index) {
        return Long.parseLong(text(row, index));
    }

    static @Nullable Long time(List<?> row, int index) {
        var text = text(row, index);
        return text.isEmpty() ? null : Long.valueOf(text);
    }

    static List<?> list(List<?> row, int index) {
        return (List<?>) row.get(index);
    }

    static List<String> texts(List<?> row) {
        return row.stream().map(Answers::text).toList();
    }
}
