package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramTests {
    private static final byte[] PNG = Client.picture("png", 40);
    private static final Client CLIENT = Client.of("");

    @TempDir Path data;

    private final MovingClock clock = new MovingClock();
    private Sandbox sandbox;
    private Account channel;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(clock));
        channel = Client.first(sandbox, Platform.TELEGRAM);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String method(String name) {
        return sandbox.telegram() + "/bot" + channel.token() + "/" + name;
    }

    private Client.Answer say(Object chat, String text) throws IOException {
        return CLIENT.post(
                method("sendMessage"),
                Json.of("chat_id", chat, "text", text, "parse_mode", "HTML"));
    }

    private static String description(Client.Answer answer) {
        return answer.json().path("description").asString();
    }

    @Test
    void theBotTellsItsChannels() throws IOException {
        var me = CLIENT.get(method("getMe")).json().path("result");
        assertThat(me.path("username").asString()).isEqualTo("jiangcheng_desk_bot");
        var chat = CLIENT.get(method("getChat") + "?chat_id=@jiangcheng_channel").json();
        assertThat(chat.at("/result/id").asLong()).isEqualTo(-1002200000101L);
        assertThat(chat.at("/result/title").asString()).isEqualTo("Jiangcheng Channel");
        var member =
                CLIENT.post(
                        method("getChatMember"),
                        Json.of("chat_id", -1002200000102L, "user_id", me.path("id").asLong()));
        assertThat(member.json().at("/result/status").asString()).isEqualTo("administrator");
        assertThat(member.json().at("/result/can_post_messages").asBoolean()).isTrue();
        assertThat(
                        CLIENT.get(method("getChatMemberCount") + "?chat_id=@jiangcheng_channel")
                                .json()
                                .path("result")
                                .asInt())
                .isEqualTo(channel.followers());
    }

    @Test
    void messagesAreNumberedShownAndDeleted() throws IOException {
        var first =
                say(
                        "@Jiangcheng_Channel",
                        "<b>Lanterns</b> &amp; <a href=\"http://a.example\">more</a>");
        var second = say(-1002200000102L, "Insiders only");

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        var message = first.json().path("result");
        assertThat(message.path("message_id").asInt()).isEqualTo(1);
        assertThat(message.path("text").asString()).isEqualTo("Lanterns & more");
        assertThat(message.at("/entities/0/type").asString()).isEqualTo("bold");
        assertThat(message.at("/entities/1/offset").asInt()).isEqualTo(11);
        assertThat(message.at("/entities/1/url").asString()).isEqualTo("http://a.example");
        assertThat(second.json().at("/result/message_id").asInt()).isEqualTo(1);
        assertThat(CLIENT.get(sandbox.address() + "/telegram-web/jiangcheng_channel/1").text())
                .contains("Lanterns &amp; more");
        assertThat(CLIENT.get(sandbox.address() + "/telegram-web/c/2200000102/1").text())
                .contains("Insiders only");
        assertThat(CLIENT.get(sandbox.address() + "/telegram-web/jiangcheng_channel").status())
                .isEqualTo(200);

        String delete = method("deleteMessage") + "?chat_id=@jiangcheng_channel&message_id=1";
        assertThat(CLIENT.get(delete).json().path("result").asBoolean()).isTrue();
        assertThat(description(CLIENT.get(delete)))
                .isEqualTo("Bad Request: message to delete not found");
        var ledger = CLIENT.get(sandbox.address() + "/sandbox/posts").json();
        assertThat(ledger.path(0).path("platform").asString()).isEqualTo("telegram");
        assertThat(ledger.path(0).has("deletedAt")).isTrue();
        stop();
        start();
        assertThat(say(channel.id(), "Next").json().at("/result/message_id").asInt()).isEqualTo(2);
    }

    @Test
    void albumsTakeANumberForEachPicture() throws IOException {
        var photo =
                CLIENT.upload(
                        method("sendPhoto"),
                        "photo",
                        PNG,
                        "chat_id",
                        channel.id(),
                        "caption",
                        "One");
        assertThat(photo.status()).as(photo.text()).isEqualTo(200);
        String file = photo.json().at("/result/photo/0/file_id").asString();
        String url =
                sandbox.address()
                        + "/sandbox/media/"
                        + sandbox.ledger().all().iterator().next().media().getFirst().sha256();
        String items =
                Json.MAPPER.writeValueAsString(
                        List.of(
                                Json.of("type", "photo", "media", "attach://f0", "caption", "Both"),
                                Json.of("type", "photo", "media", file),
                                Json.of("type", "photo", "media", url)));

        var album =
                CLIENT.upload(
                        method("sendMediaGroup"),
                        "f0",
                        PNG,
                        "chat_id",
                        channel.id(),
                        "media",
                        items);

        assertThat(album.status()).as(album.text()).isEqualTo(200);
        var messages = album.json().path("result");
        assertThat(messages.size()).isEqualTo(3);
        assertThat(messages.at("/0/message_id").asInt()).isEqualTo(2);
        assertThat(messages.at("/2/message_id").asInt()).isEqualTo(4);
        assertThat(messages.at("/0/caption").asString()).isEqualTo("Both");
        assertThat(messages.at("/1/caption").isMissingNode()).isTrue();
        assertThat(say(channel.id(), "After").json().at("/result/message_id").asInt()).isEqualTo(5);
        assertThat(sandbox.ledger().all()).hasSize(3);

        CLIENT.post(
                method("deleteMessages"),
                Json.of("chat_id", channel.id(), "message_ids", List.of(2, 3)));
        assertThat(sandbox.ledger().all()).hasSize(3);
        CLIENT.post(method("deleteMessage"), Json.of("chat_id", channel.id(), "message_id", 4));
        assertThat(sandbox.ledger().all()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@nobody|Hi|400|Bad Request: chat not found",
                "@jiangcheng_elsewhere|Hi|403|Forbidden: bot is not a member of the channel chat",
                "@jiangcheng_channel|<b></b>|400|Bad Request: message text is empty",
                "@jiangcheng_channel|<x>Hi</x>|400|Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
                "@jiangcheng_channel|<b>Hi|400|Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
            })
    void refusesInTelegramsWords(String chat, String text, int status, String words)
            throws IOException {
        var answer = say(chat, text);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(description(answer)).isEqualTo(words);
        assertThat(answer.json().path("ok").asBoolean()).isFalse();
        assertThat(sandbox.ledger().all()).isEmpty();
    }

    @Test
    void lengthsAreThoseOfWhatIsShown() throws IOException {
        assertThat(say(channel.id(), "<b>" + "x".repeat(4096) + "</b>").status()).isEqualTo(200);
        assertThat(description(say(channel.id(), "x".repeat(4097))))
                .isEqualTo("Bad Request: message is too long");
        assertThat(
                        description(
                                CLIENT.upload(
                                        method("sendPhoto"),
                                        "photo",
                                        PNG,
                                        "chat_id",
                                        channel.id(),
                                        "caption",
                                        "x".repeat(1025))))
                .isEqualTo("Bad Request: message caption is too long");
    }

    @Test
    void tooManyMessagesHaveToWait() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(say(channel.id(), "Message " + i).status()).isEqualTo(200);
        }

        var refused = say(channel.id(), "One more");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/parameters/retry_after").asInt()).isBetween(1, 60);
        clock.move(Duration.ofSeconds(60));
        assertThat(say(channel.id(), "One more").status()).isEqualTo(200);
    }

    @Test
    void tokensAreChecked() throws IOException {
        String bot = sandbox.telegram() + "/bot";
        assertThat(CLIENT.get(bot + "1:" + "x".repeat(35) + "/getMe").status()).isEqualTo(401);
        assertThat(CLIENT.get(bot + "nonsense/getMe").status()).isEqualTo(404);
        assertThat(CLIENT.get(method("readMessages")).status()).isEqualTo(404);
    }
}
