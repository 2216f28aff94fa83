package io.septet.accounts.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Ferry  news  \t today~Ferry news today",
                "Café~Cafe\u0301",
                "Ferry\u00A0news~Ferry news",
                "See example.com~See http://example.com",
                "See example.com.~See http://example.com/.",
                "See https://Example.COM/Path~See https://example.com/Path",
                "今天https://example.com看~今天http://example.com看",
                "今天 example.com看~今天 http://example.com看",
                "https://例え.jp/a~https://xn--r8jz45g.jp/a",
                "https://例え.jp~https://xn--r8jz45g.jp/",
                "https://ja.example.com/wiki/橋~https://ja.example.com/wiki/%E6%A9%8B",
                "Thanks @lin@social.example!~Thanks @lin!",
                "Heart \u2764\uFE0F~Heart \u2764",
                "\u200Fשלום~שלום",
            })
    void whatAPlatformChangesDoesNotCount(String sent, String shown) {
        assertThat(Fingerprint.of(shown, 1)).isEqualTo(Fingerprint.of(sent, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Ferry at 9~Ferry at 10",
                "Ferry~ferry",
                "See example.com/a~See example.com/b",
                "See example.com/A~See example.com/a",
                "See example.com~See example.org",
                "Write to desk@example.com~Write to desk@Example.org",
                "100%~100",
                "Thanks @lin@social.example~Thanks @yue@social.example",
            })
    void otherWordsAndLinksAreAnotherPost(String one, String other) {
        assertThat(Fingerprint.of(other, 0)).isNotEqualTo(Fingerprint.of(one, 0));
    }

    @Test
    void linesMayBecomeOne() {
        assertThat(Fingerprint.of("Ferry\r\n\nnews\n", 0))
                .isEqualTo(Fingerprint.of("Ferry news", 0));
    }

    @Test
    void theNumberOfPicturesCounts() {
        assertThat(Fingerprint.of("Ferry", 1)).isNotEqualTo(Fingerprint.of("Ferry", 2));
    }

    @Test
    void brokenPercentsStayAsTheyAre() {
        assertThat(Fingerprint.of("100%25 and %FF", 0).text()).isEqualTo("100% and %FF");
    }
}
