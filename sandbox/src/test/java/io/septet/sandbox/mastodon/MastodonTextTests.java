package io.septet.sandbox.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MastodonTextTests {

    @Test
    void countsWhatReadersSee() {
        assertThat(MastodonText.length("江城")).isEqualTo(2);
        assertThat(MastodonText.length("👨‍👩‍👧‍👦!")).isEqualTo(2);
        assertThat(
                        MastodonText.length(
                                "See https://example.com/a/very/long/path/that/goes/on?and=on now"))
                .isEqualTo(4 + 23 + 4);
        assertThat(MastodonText.length("Hi @desk@social.example!")).isEqualTo("Hi @desk!".length());
        assertThat(MastodonText.length("mail desk@example.org"))
                .isEqualTo("mail desk@example.org".length());
    }

    @Test
    void makesSafeHtml() {
        assertThat(MastodonText.html("a < b\n\nc & \"d\"", "http://s"))
                .isEqualTo("<p>a &lt; b</p><p>c &amp; &quot;d&quot;</p>");
        assertThat(MastodonText.html("x https://a.example.com/?q=1&r=2", "http://s"))
                .contains("href=\"https://a.example.com/?q=1&amp;r=2\"");
    }
}
