package io.septet.accounts.platform.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LittleTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Good morning, Jiangcheng ~ Good morning, Jiangcheng",
                "Ferry (new) ~ Ferry \\(new\\)",
                "a|b{c}d@e[f]g<h>i*j_k ~ a\\|b\\{c\\}d\\@e\\[f\\]g\\<h\\>i\\*j\\_k",
                "C:\\temp ~ C:\\\\temp",
                "#ferry and #江城 ~ #ferry and #江城",
                "(#ferry) ~ \\(#ferry\\)",
                "今天，#轮渡 开航 ~ 今天，#轮渡 开航",
                "We are #1 ~ We are \\#1",
                "C# and a#b ~ C\\# and a\\#b",
                "#4thFerry ~ #4thFerry",
                "https://example.com/a_b#c ~ https://example.com/a\\_b\\#c",
                "desk@example.com ~ desk\\@example.com",
                "With @[Jiangcheng Desk](urn:li:organization:241) ~ With @[Jiangcheng Desk](urn:li:organization:241)",
                "With @[Desk (JC)](urn:li:person:a-B_1) ~ With @[Desk \\(JC\\)](urn:li:person:a-B_1)",
                "@[Desk](https://example.com) ~ \\@\\[Desk\\]\\(https://example.com\\)",
                "🚢 (x) ~ 🚢 \\(x\\)",
            })
    void whatHasAMeaningIsEscaped(String text, String sent) {
        assertThat(LittleText.of(text)).isEqualTo(sent);
    }

    @Test
    void theTildeToo() {
        assertThat(LittleText.of("~5 km")).isEqualTo("\\~5 km");
    }

    @ParameterizedTest
    @CsvSource({"'',0", "江城,2", "🚢,2", "(a),5", "#ferry,6", "#1,3"})
    void whatIsSentIsCounted(String text, int length) {
        assertThat(LittleText.length(text)).isEqualTo(length);
    }
}
