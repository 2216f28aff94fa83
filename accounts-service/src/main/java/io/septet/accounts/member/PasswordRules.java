package io.septet.accounts.member;

import io.septet.kit.problem.Problem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a password has to be: long, and nothing that others would guess. Any characters, in any
 * mixture; it is kept as it was typed.
 */
@Component
public class PasswordRules {
    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    /** Words of ours and of the person's do not make a password longer. */
    private static final int SHORTEST_BESIDE_WORDS = 8;

    private static final int SHORTEST_WORD = 4;
    private static final Pattern NOT_OF_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final CommonPasswords common = new CommonPasswords();

    /**
     * Takes a password or says what is wrong with it.
     *
     * @param about what others know of the person: name, mail address, names of workspaces
     * @throws Problem 422 {@code password-too-short}, {@code password-too-long}, {@code
     *     password-common}, {@code password-known-words}
     */
    public void check(String password, String... about) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            throw Problem.unprocessable(
                            "password-too-short",
                            "The password is too short",
                            "It has "
                                    + length
                                    + " characters; at least "
                                    + SHORTEST
                                    + " are needed")
                    .with("limit", SHORTEST)
                    .with("length", length);
        }
        if (length > LONGEST) {
            throw Problem.unprocessable(
                            "password-too-long",
                            "The password is too long",
                            "It has " + length + " characters; up to " + LONGEST + " are taken")
                    .with("limit", LONGEST)
                    .with("length", length);
        }
        if (common.contain(password)) {
            throw Problem.unprocessable(
                    "password-common",
                    "The password is too common",
                    "It is among those that are tried first; several words that have nothing to do"
                            + " with each other are better");
        }
        var rest = password.toLowerCase(Locale.ROOT);
        for (var word : words(about)) {
            rest = rest.replace(word, "");
        }
        int beside = rest.codePointCount(0, rest.length());
        if (beside < length && beside < SHORTEST_BESIDE_WORDS) {
            throw Problem.unprocessable(
                    "password-known-words",
                    "The password is made of words that others know of you",
                    "Leave out the name of the product, of the workspace and your own, or add more");
        }
    }

    private static Set<String> words(String... about) {
        return Stream.concat(Stream.of("septet"), Stream.of(about))
                .flatMap(text -> NOT_OF_WORDS.splitAsStream(text.toLowerCase(Locale.ROOT)))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toSet());
    }
}
