package io.septet.accounts.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentChecksTests {
    private static final Capabilities ANY =
            new Capabilities(
                    "any",
                    "Any",
                    Capabilities.PublishClass.K,
                    new Capabilities.TextRule(280, Capabilities.Counting.CHARACTERS, 0),
                    new Capabilities.ImageRule(4, List.of("image/png"), 1_000, 100),
                    new Capabilities.Lead(Duration.ZERO, Duration.ofSeconds(60)),
                    List.of(),
                    10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n",
                "\u00A0\u3000",
                "\u200B\u200B",
                "\u2060\uFEFF",
                "\u2800",
                "\u3164"
            })
    void aTextThatNobodyCanSeeIsEmpty(String text) {
        assertThat(check(text)).extracting(ContentFault::type).containsExactly("text-empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u200Ba", "。", "\uD83D\uDC69\u200D\uD83D\uDCBB"})
    void whatIsSeenIsNot(String text) {
        assertThat(check(text)).isEmpty();
    }

    private static List<ContentFault> check(String text) {
        return ContentChecks.of(ANY, new Content(text, List.of(), null, null), text.length());
    }
}
