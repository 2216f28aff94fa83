package io.septet.scheduler.post;

import io.septet.kit.problem.Problem;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which posts are looked for. Within one list any entry will do, an empty list asks for nothing.
 *
 * <p>A word is found wherever it stands in a text, also inside of another, because Chinese is
 * written without spaces; capitals and full-width forms make no difference.
 *
 * @param words in the form of {@link #plain}; all of them have to be there
 */
public record PostFilter(
        List<String> words, List<PostState> states, List<String> feeds, List<String> labels) {
    private static final int LONGEST = 200;

    /**
     * The filter that a client asks for.
     *
     * @throws Problem 422 if {@code q} is longer than 200 characters
     */
    public static PostFilter of(
            @Nullable String q,
            @Nullable List<PostState> states,
            @Nullable List<String> feeds,
            String @Nullable [] labels) {
        var text = Objects.requireNonNullElse(q, "");
        if (text.length() > LONGEST) {
            throw Problem.unprocessable(
                            "query-too-long",
                            "The search is too long",
                            "q has "
                                    + text.length()
                                    + " characters; at most "
                                    + LONGEST
                                    + " are searched for")
                    .with("limit", LONGEST)
                    .with("length", text.length());
        }
        return new PostFilter(
                Arrays.stream(plain(text).split("\\s+")).filter(word -> !word.isEmpty()).toList(),
                states == null ? List.of() : states,
                feeds == null ? List.of() : feeds,
                labels == null ? List.of() : Arrays.stream(labels).map(String::strip).toList());
    }

    /** Whether a post is one of those looked for. */
    public boolean passes(Post post) {
        var draft = post.draft();
        return (states.isEmpty() || states.contains(post.state()))
                && (feeds.isEmpty()
                        || feeds.stream()
                                .anyMatch(feed ->
                                        draft.feeds().contains(feed)
                                                || post.deliveries().containsKey(feed)))
                && (labels.isEmpty() || labels.stream().anyMatch(draft.labels()::contains))
                && (words.isEmpty() || says(draft));
    }

    private boolean says(Draft draft) {
        var texts = new ArrayList<String>();
        texts.add(plain(draft.text()));
        draft.variants().values().stream()
                .map(Variant::text)
                .filter(Objects::nonNull)
                .forEach(text -> texts.add(plain(text)));
        return words.stream()
                .allMatch(word -> texts.stream().anyMatch(text -> text.contains(word)));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
