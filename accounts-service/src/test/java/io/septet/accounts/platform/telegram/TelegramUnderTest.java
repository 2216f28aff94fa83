package io.septet.accounts.platform.telegram;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformUnderTest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A channel of Telegram and its bot, as the Bot API describes them. */
interface TelegramUnderTest extends PlatformUnderTest {
    String CHANNEL = "-1001234567890";

    String BOT_TOKEN = "110201543:" + TOKEN;

    String BOT = "/bot" + BOT_TOKEN;

    @Override
    default Platform platform(URI address, Parts parts) {
        return new TelegramPlatform(
                new TelegramProperties(address, URI.create("https://t.me")),
                parts.outbound(),
                parts.files(),
                clock());
    }

    @Override
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", CHANNEL, "jiangcheng_channel", null, BOT_TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(BOT_TOKEN, null, null, "@jiangcheng_channel");
    }

    @Override
    default MappingBuilder publish() {
        return post(urlPathEqualTo(BOT + "/sendMessage"));
    }

    @Override
    default String folder() {
        return "telegram";
    }

    @Override
    default boolean takesPicturesAhead() {
        return false;
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json");
    }

    @Override
    default Instant tooManyUntil() {
        return NOW.plusSeconds(8);
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(401, "unauthorized.json");
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    /** Nobody but a person sees what a channel shows. */
    @Override
    default void showsIt() {}

    @Override
    default String shownAs() {
        return "42";
    }

    @Override
    default void doesNotShowIt() {}

    @Override
    default MappingBuilder deletes() {
        return post(urlPathEqualTo(BOT + "/deleteMessage"));
    }

    @Override
    default ResponseDefinitionBuilder isGone() {
        return body(400, "gone.json");
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo(BOT + "/getChatMemberCount"))
                .withQueryParam("chat_id", equalTo(CHANNEL));
    }

    @Override
    default Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    default void answers(String method, int status, String file) {
        server().stubFor(get(urlPathEqualTo(BOT + "/" + method)).willReturn(body(status, file)));
    }
}
