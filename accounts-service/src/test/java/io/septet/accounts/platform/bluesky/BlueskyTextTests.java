package io.septet.accounts.platform.bluesky;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.http.Outbound;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyTextTests {
    /** The web client counts the same samples in its own tests. */
    @Test
    void countsAsTheWebClientDoes() throws IOException {
        try (var in =
                BlueskyTextTests.class.getResourceAsStream("/platforms/bluesky/counting.json")) {
            for (var sample : Outbound.JSON.readTree(Objects.requireNonNull(in))) {
                var text = sample.path("text").asString();
                assertThat(BlueskyText.graphemes(text))
                        .as(text)
                        .isEqualTo(sample.path("graphemes").asInt());
                assertThat(BlueskyText.bytes(text))
                        .as(text)
                        .isEqualTo(sample.path("bytes").asInt());
            }
        }
    }

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
