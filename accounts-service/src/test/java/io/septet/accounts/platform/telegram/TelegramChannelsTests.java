package io.septet.accounts.platform.telegram;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Platform.Login;
import io.septet.accounts.platform.PlatformFixture;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which channels a bot opens. */
class TelegramChannelsTests extends PlatformFixture implements TelegramUnderTest {
    @Test
    void connectsAChannelThatTheBotAdministers() {
        channel("administrator.json");

        var account = connect(BOT_TOKEN, "@jiangcheng_channel");

        assertThat(account.platformAccount()).isEqualTo(CHANNEL);
        assertThat(account.username()).isEqualTo("jiangcheng_channel");
        assertThat(account.name()).isEqualTo("Jiangcheng");
        assertThat(account.link()).isEqualTo(URI.create("https://t.me/jiangcheng_channel"));
        assertThat(account.avatar()).as("its address would hold the token").isNull();
        assertThat(account.accessToken()).isEqualTo(BOT_TOKEN);
        assertThat(account.capabilities().publishClass()).isEqualTo(PublishClass.N0);
        assertThat(account.capabilities().metrics()).isEmpty();
        server.verify(getRequestedFor(urlEqualTo(BOT + "/getMe")));
        server.verify(getRequestedFor(urlEqualTo(BOT + "/getChat?chat_id=%40jiangcheng_channel")));
        server.verify(3, anyRequestedFor(anyUrl()));
    }

    @Test
    void aPrivateChannelGoesByItsNumber() {
        answers("getMe", 200, "me.json");
        answers("getChat", 200, "chat-private.json");
        answers("getChatMember", 200, "administrator.json");

        var account = connect(BOT_TOKEN, CHANNEL);

        assertThat(account.username()).isEqualTo(CHANNEL);
        assertThat(account.name()).isEqualTo("Insiders");
        assertThat(account.link()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "@jiangcheng_channel, @jiangcheng_channel",
        "jiangcheng_channel, @jiangcheng_channel",
        "' @jiangcheng_channel ', @jiangcheng_channel",
        "https://t.me/jiangcheng_channel, @jiangcheng_channel",
        "t.me/jiangcheng_channel/42, @jiangcheng_channel",
        "https://t.me/s/jiangcheng_channel?before=9, @jiangcheng_channel",
        "-1001234567890, -1001234567890",
        "https://t.me/c/1234567890/7, -1001234567890",
    })
    void aChannelIsReadHoweverItIsWritten(String given, String asked) {
        assertThat(TelegramChannels.channel(given)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "@ab",
                "1234567890",
                "-123",
                "https://t.me/+AbCdEfGh",
                "a/../b",
                "@jiangcheng channel",
                "江城"
            })
    void whatNamesNoChannelIsAskedForAgain(String given) {
        assertRefused(BOT_TOKEN, given, "-1001234567890");
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void aChannelMustBeNamed() {
        assertRefused(BOT_TOKEN, null, "Name the channel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TOKEN,
                "110201543",
                "110201543:short",
                "110201543:canary-token-5d1f/../x",
                "110201543:canary-token-5d1f?x",
                "110201543:canary token 5d1f"
            })
    void whatCannotBeATokenIsNeverPartOfAnAddress(String token) {
        assertRefused(token, "@jiangcheng_channel", "@BotFather");
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"401, unauthorized.json", "404, no-such-bot.json"})
    void aTokenThatTelegramDoesNotKnowIsRefused(int status, String file) {
        answers("getMe", status, file);

        assertRefused(BOT_TOKEN, "@jiangcheng_channel", "does not accept this token");
    }

    @ParameterizedTest
    @CsvSource({"400, chat-not-found.json", "403, not-a-member.json", "403, kicked.json"})
    void aChannelThatTheBotCannotSeeSaysWhatToDo(int status, String file) {
        answers("getMe", 200, "me.json");
        answers("getChat", status, file);

        assertRefused(
                BOT_TOKEN,
                "@jiangcheng_channel",
                "make the bot an administrator of it that may post messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"administrator-mute.json", "member.json", "left.json"})
    void aBotThatMayNotPostIsNotConnected(String file) {
        channel(file);

        assertRefused(
                BOT_TOKEN, "@jiangcheng_channel", "make the bot an administrator of the channel");
    }

    @ParameterizedTest
    @CsvSource({"400, members-hidden.json", "403, not-a-member.json"})
    void aBotThatMayNotAskWhoAdministersIsNotConnected(int status, String file) {
        answers("getMe", 200, "me.json");
        answers("getChat", 200, "chat.json");
        answers("getChatMember", status, file);

        assertRefused(
                BOT_TOKEN, "@jiangcheng_channel", "make the bot an administrator of the channel");
    }

    @Test
    void agroupIsNoChannel() {
        answers("getMe", 200, "me.json");
        answers("getChat", 200, "chat-group.json");

        assertRefused(BOT_TOKEN, "@jiangcheng_channel", "no channel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"getMe", "getChat", "getChatMember"})
    void aTelegramThatDoesNotAnswerProperlySaysNothingAboutTheToken(String method) {
        channel("administrator.json");
        answers(method, 500, "server.json");
        assertThat(connectFails(address()).unreachable()).isTrue();

        answers(method, 200, "deleted.json");
        assertThat(connectFails(address()).unreachable()).isTrue();

        answers(method, 429, "too-many.json");
        assertThat(connectFails(address()).unreachable()).isTrue();
    }

    @Test
    void thatAPersonsTokenIsNoBotsIsNotTaken() {
        channel("administrator.json");
        answers("getMe", 200, "person.json");

        assertThat(connectFails(address()).unreachable()).isTrue();
    }

    @Test
    void isConnectedByABotsToken() {
        assertThat(at(address()).login()).isEqualTo(Login.BOT);
    }

    private void channel(String member) {
        answers("getMe", 200, "me.json");
        answers("getChat", 200, "chat.json");
        answers("getChatMember", 200, member);
    }

    private ConnectedAccount connect(String token, @Nullable String channel) {
        return at(address()).connect(new ConnectRequest(token, null, null, channel));
    }

    private void assertRefused(String token, @Nullable String channel, String words) {
        assertThatThrownBy(() -> connect(token, channel))
                .isInstanceOfSatisfying(
                        ConnectRefused.class,
                        refused -> assertThat(refused.unreachable()).isFalse())
                .hasMessageContaining(words)
                .message()
                .doesNotContain(TOKEN);
    }
}
