package io.septet.accounts.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeCallTests {
    @ParameterizedTest
    @CsvSource({
        "/2/tweets, /2/tweets",
        "/v26.0/1/feed?fields=id, /v26.0/1/feed",
        "/bot7700000001:AAXyUM2u3OYLzK-wUr/sendMessage, /bot.../sendMessage",
        "/telegram/bot7700000001%3AAAXyUM2u/getMe?x=1, /telegram/bot.../getMe",
        "/bots/1, /bots/1",
    })
    void theLogNamesACallWithoutQueryAndToken(String path, String shown) {
        assertThat(WholeCall.shown(path)).isEqualTo(shown);
    }
}
