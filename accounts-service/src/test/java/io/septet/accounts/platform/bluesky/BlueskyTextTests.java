package io.septet.accounts.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "Hello | none",
                "See example.com, now | LINK https://example.com",
                "详见https://example.com/a。 | LINK https://example.com/a",
                "(https://example.com/a_(b)) | LINK https://example.com/a_(b)",
                "HTTPS://EXAMPLE.COM/A | LINK HTTPS://EXAMPLE.COM/A",
                "https://example.com/#part @a.b.co | LINK https://example.com/#part, MENTION a.b.co",
                "mail@example.com | none",
                "@alice.bsky.social. | MENTION alice.bsky.social",
                "感谢@alice.bsky.social的照片 | MENTION alice.bsky.social",
                "@alice @user@mastodon.social | none",
                "#tag #1 #2026 #a1 | TAG tag, TAG a1",
                "#江城，#夜景！ | TAG 江城, TAG 夜景",
                "＃江城 a#b #covid-19 | TAG 江城, TAG covid-19",
            })
    void findsWhatReadersFollow(String text, String parts) {
        assertThat(
                        BlueskyText.parts(text).stream()
                                .map(part -> part.kind() + " " + part.value())
                                .collect(Collectors.joining(", ")))
                .isEqualTo(parts == null ? "" : parts);
    }
}
