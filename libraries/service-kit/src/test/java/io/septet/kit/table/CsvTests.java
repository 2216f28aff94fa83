package io.septet.kit.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

    @Test
    void textIsQuotedAndNumbersAreNot() {
        var out = new StringWriter();
        var csv = new Csv(out);
        csv.line("a,b", 3, "say \"yes\"\nand go", null);
        csv.line(null, -1L, 0);

        assertThat(out)
                .hasToString("\uFEFF\"a,b\",3,\"say \"\"yes\"\"\nand go\",\r\n\"\",-1,0\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"https://evil.example\")",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1+1",
                "\r=1+1",
                "  =1+1",
                "\u00A0=1+1",
                "\u3000=1+1",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF20SUM(A1)",
                "\n@desk@social.example"
            })
    void whatLooksLikeAFormulaIsText(String text) {
        assertThat(Csv.harmless(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Good morning", "1=1", "#desk", "https://x.example/status/1", "早安"})
    void whatDoesNotStaysAsItIs(String text) {
        assertThat(Csv.harmless(text)).isEqualTo(text);
    }
}
