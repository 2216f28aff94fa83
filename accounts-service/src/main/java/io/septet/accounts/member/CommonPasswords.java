package io.septet.accounts.member;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The 49,000 passwords that leaks show most often: {@code passwords.json} of zxcvbn-ts,
 * language-common 3.0.4, in lower case; its licence lies beside it. Most are too short to be taken
 * anyway, so what is made of two of them is refused too, with digits and marks around or without.
 */
final class CommonPasswords {
    private static final String FILE = "common-passwords.txt";
    private static final int SHORTEST_PART = 3;
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");

    private final Set<String> all = read();

    /** Whether somebody who guesses would try this early. */
    boolean contain(String password) {
        var lower = password.toLowerCase(Locale.ROOT);
        var inner = AROUND.matcher(lower).replaceAll("");
        return isKnown(lower)
                || isKnown(inner)
                || lower.chars().distinct().limit(SHORTEST_PART).count() < SHORTEST_PART;
    }

    private boolean isKnown(String text) {
        if (all.contains(text)) {
            return true;
        }
        for (int i = SHORTEST_PART; i <= text.length() - SHORTEST_PART; i++) {
            if (all.contains(text.substring(0, i)) && all.contains(text.substring(i))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> read() {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        CommonPasswords.class.getResourceAsStream(FILE)),
                                StandardCharsets.UTF_8))) {
            var words = HashSet.<String>newHashSet(50_000);
            in.lines().forEach(words::add);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
