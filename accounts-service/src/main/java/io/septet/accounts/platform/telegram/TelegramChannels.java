package io.septet.accounts.platform.telegram;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a channel and whether a bot may post in it: a bot cannot list its channels, so a person
 * names one. The platform's id of an account is the channel's number, which it keeps when it is
 * renamed. A channel's picture is not shown: its address would hold the token.
 */
final class TelegramChannels {
    private static final Pattern NUMBER = Pattern.compile("-100[0-9]{1,15}");
    private static final Pattern NAME = Pattern.compile("@?([A-Za-z][A-Za-z0-9_]{3,31})");

    /** A public channel's address, or that of a message in a private one. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:https?://)?(?:t\\.me|telegram\\.me)/(?:c/([0-9]{1,15})|(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31}))(?:[/?].*)?");

    private final TelegramApi api;
    private final TelegramProperties properties;
    private final Clock clock;

    TelegramChannels(TelegramApi api, TelegramProperties properties, Clock clock) {
        this.api = api;
        this.properties = properties;
        this.clock = clock;
    }

    ConnectedAccount connect(ConnectRequest request, Capabilities capabilities) {
        var token = request.accessToken().strip();
        if (!TelegramApi.Bot.isToken(token)) {
            throw refused(
                    "This is not a bot's token; @BotFather shows it, a number, a colon and letters");
        }
        var wanted = channel(request.account());
        var bot = new TelegramApi.Bot(properties.baseUrl(), token);
        long self = self(bot);
        var chat = chat(bot, wanted);
        mustBeAbleToPost(bot, Objects.requireNonNull(chat.id()), self);
        var number = String.valueOf(chat.id());
        var username = Objects.requireNonNullElse(chat.username(), number);
        return new ConnectedAccount(
                number,
                username,
                Objects.requireNonNullElse(chat.title(), username),
                chat.username() == null
                        ? null
                        : URI.create(properties.webUrl() + "/" + chat.username()),
                null,
                token,
                capabilities);
    }

    /** The channel as Telegram is asked for it. */
    static String channel(@Nullable String given) {
        var text = given == null ? "" : given.strip();
        if (NUMBER.matcher(text).matches()) {
            return text;
        }
        var name = NAME.matcher(text);
        if (name.matches()) {
            return "@" + name.group(1);
        }
        var address = ADDRESS.matcher(text);
        if (address.matches()) {
            return address.group(1) == null ? "@" + address.group(2) : "-100" + address.group(1);
        }
        throw refused(
                "Name the channel: @ and its name, or of a private channel its number, such as"
                        + " -1001234567890");
    }

    private long self(TelegramApi.Bot bot) {
        var reply = Reply.of(() -> api.get(bot.method("getMe")));
        var me =
                TelegramAnswers.result(answered(reply), TelegramWire.User.class)
                        .orElseThrow(TelegramChannels::garbled);
        if (me.id() == null || !Boolean.TRUE.equals(me.bot())) {
            throw garbled();
        }
        return me.id();
    }

    private TelegramWire.Chat chat(TelegramApi.Bot bot, String wanted) {
        var reply = Reply.of(() -> api.get(bot.method("getChat", Map.of("chat_id", wanted))));
        if (shutOut(reply)) {
            throw refused(
                    "The bot cannot see the channel "
                            + wanted
                            + ": check how it is written, and make the bot an administrator of it"
                            + " that may post messages");
        }
        var chat =
                TelegramAnswers.result(answered(reply), TelegramWire.Chat.class)
                        .orElseThrow(TelegramChannels::garbled);
        if (chat.id() == null || chat.type() == null) {
            throw garbled();
        }
        if (!chat.type().equals("channel")) {
            throw refused(wanted + " is no channel; Septet posts to channels only");
        }
        return chat;
    }

    private void mustBeAbleToPost(TelegramApi.Bot bot, long channel, long self) {
        var reply =
                Reply.of(() ->
                        api.get(
                                bot.method(
                                        "getChatMember",
                                        Map.of("chat_id", "" + channel, "user_id", "" + self))));
        // Whoever is no administrator may not ask who is one.
        boolean may =
                !shutOut(reply)
                        && !(reply instanceof Answered answer && answer.status() == 400)
                        && mayPost(
                                TelegramAnswers.result(answered(reply), TelegramWire.Member.class)
                                        .orElseThrow(TelegramChannels::garbled));
        if (!may) {
            throw refused(
                    "The bot may not post there: make the bot an administrator of the channel,"
                            + " with the right to post messages, and try again");
        }
    }

    private static boolean mayPost(TelegramWire.Member member) {
        return "administrator".equals(member.status())
                && Boolean.TRUE.equals(member.canPostMessages());
    }

    /** Whether the token is good, but not for this channel. */
    private boolean shutOut(Reply reply) {
        return reply instanceof Answered answer
                && (answer.status() == 400 || answer.status() == 403)
                && TelegramAnswers.of(answer, clock) instanceof Refusal.TokenDead;
    }

    private Answered answered(Reply reply) {
        if (!(reply instanceof Answered answer)) {
            throw new ConnectRefused("Telegram cannot be reached now", true);
        }
        if (answer.ok()) {
            return answer;
        }
        throw TelegramAnswers.of(answer, clock).connecting("Telegram");
    }

    private static ConnectRefused garbled() {
        return new ConnectRefused("Telegram does not answer properly now", true);
    }

    private static ConnectRefused refused(String why) {
        return new ConnectRefused(why, false);
    }
}
