package io.septet.kit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ContentHashTests {
    private record Content(String text, List<String> media, String language) {}

    @Test
    void membersAreSortedAndControlCharactersEscapedAsRfc8785Says() {
        var node =
                JsonMapper.shared()
                        .readTree(
                                "{\"b\":[1,true,null],\"a\":\"\\u20ac$\\u000f\\nA'B\\\"\\\\\",\"n\":null}");

        assertThat(ContentHash.canonical(node))
                .isEqualTo("{\"a\":\"€$\\u000f\\nA'B\\\"\\\\\",\"b\":[1,true,null]}");
    }

    @Test
    void sameContentHasTheSameDigestWhateverTheOrderOfItsMembers() {
        var record = ContentHash.of("f", new Content("Hello", List.of("m"), "en"));
        var map =
                ContentHash.of(
                        "f", Map.of("language", "en", "media", List.of("m"), "text", "Hello"));

        assertThat(record).isEqualTo(map).startsWith("1:").hasSize(66);
    }

    @Test
    void anyChangeOfTextMediaOrFeedChangesTheDigest() {
        var content = new Content("Hello", List.of("m"), "en");

        assertThat(ContentHash.of("f", content))
                .isNotEqualTo(ContentHash.of("g", content))
                .isNotEqualTo(ContentHash.of("f", new Content("Hello ", List.of("m"), "en")))
                .isNotEqualTo(ContentHash.of("f", new Content("Hello", List.of("m", "m"), "en")));
    }

    @Test
    void aValueWhoseDigestWouldBeAmbiguousIsRefused() {
        assertThatThrownBy(() -> ContentHash.of("f", Map.of("x", 0.1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
