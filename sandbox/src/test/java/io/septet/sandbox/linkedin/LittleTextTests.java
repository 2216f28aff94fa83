package io.septet.sandbox.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LittleTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Good morning ; Good morning",
                "Ferry \\(new\\) \\_ \\\\ ; Ferry (new) _ \\",
                "Ferry (new) today ; `Ferry `",
                "a * b ; `a `",
                "#ferry and {hashtag|\\#|江城}! ; #ferry and #江城!",
                "With @[Desk \\(JC\\)](urn:li:organization:241) there ; With Desk (JC) there",
                "With @desk ; `With `",
                "# alone ; ``",
            })
    void readersSeeItWithoutBackslashesAndUpToTheFirstUnescapedCharacter(
            String commentary, String shown) {
        assertThat(LittleText.shown(commentary)).isEqualTo(shown);
    }
}
