package io.septet.sandbox.telegram;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Limits.Standing;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The Bot API below {@code /telegram/bot<token>}. One bot administers every channel but one, of
 * which it is no member.
 */
public final class TelegramApi {
    /** A channel that exists, but not for the bot. */
    static final String ELSEWHERE = "-1002200000999";

    static final String ELSEWHERE_NAME = "@jiangcheng_elsewhere";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PER_CHAT = 20;
    private static final int PER_BOT = 30;

    private final World world;
    private final TelegramWords words;
    private final TelegramMessages messages;
    private final TelegramChats chats;

    public TelegramApi(World world) {
        this.world = world;
        this.words = new TelegramWords(world.clock());
        this.messages = new TelegramMessages(world);
        this.chats = new TelegramChats(world);
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call, Account channel);
    }

    public void routes(Routes routes) {
        for (String method : List.of("GET", "POST")) {
            routes.on(method, "/telegram/bot{token}/{method}", this::answer);
        }
    }

    private Reply answer(Call call) {
        String token = call.path("token");
        String method = call.path("method").toLowerCase(Locale.ROOT);
        Calls made =
                method.startsWith("send")
                        ? Calls.PUBLISH
                        : method.startsWith("get") ? Calls.READ : Calls.ALL;
        return world.faults()
                .around(
                        Platform.TELEGRAM,
                        made,
                        words,
                        token,
                        () -> allowed(call, token, method, made));
    }

    private Reply allowed(Call call, String token, String method, Calls made) {
        if (!token.matches("[0-9]+:[A-Za-z0-9_-]{20,}")) {
            return TelegramWords.error(404, "Not Found");
        }
        List<Account> channels =
                world.accounts().of(Platform.TELEGRAM).stream()
                        .filter(channel -> channel.token().equals(token))
                        .toList();
        if (channels.isEmpty() || world.faults().isRevoked(token)) {
            return words.revoked();
        }
        return switch (method) {
            case "getme" -> chats.me(token);
            case "getchat" -> in(call, channels, chats::chat);
            case "getchatmember" -> in(call, channels, chats::member);
            case "getchatadministrators" -> in(call, channels, chats::administrators);
            case "getchatmembercount" -> in(call, channels, chats::count);
            case "sendmessage" -> counted(call, channels, token, messages::text);
            case "sendphoto" -> counted(call, channels, token, messages::photo);
            case "sendmediagroup" -> counted(call, channels, token, messages::album);
            case "deletemessage" -> in(call, channels, messages::delete);
            case "deletemessages" -> in(call, channels, messages::deleteSeveral);
            default ->
                    made == Calls.PUBLISH
                            ? TelegramWords.bad(
                                    call.path("method") + " is not offered by this sandbox")
                            : TelegramWords.error(404, "Not Found: method not found");
        };
    }

    private Reply counted(Call call, List<Account> channels, String token, Handler handler) {
        return in(
                call,
                channels,
                (same, channel) -> {
                    Standing bot =
                            world.limits()
                                    .take(
                                            Platform.TELEGRAM,
                                            token,
                                            "bot",
                                            PER_BOT,
                                            Duration.ofSeconds(1));
                    Standing chat =
                            world.limits()
                                    .take(
                                            Platform.TELEGRAM,
                                            channel.key(),
                                            "chat",
                                            PER_CHAT,
                                            MINUTE);
                    if (!bot.allowed()) {
                        return words.tooMany(bot.reset());
                    }
                    return chat.allowed()
                            ? handler.handle(same, channel)
                            : words.tooMany(chat.reset());
                });
    }

    /** Hands the channel that a call names to the handler. */
    private static Reply in(Call call, List<Account> channels, Handler handler) {
        String wanted = Objects.requireNonNullElse(call.field("chat_id"), "").strip();
        if (wanted.isEmpty()) {
            return TelegramWords.bad("chat_id is empty");
        }
        if (wanted.equals(ELSEWHERE) || wanted.equalsIgnoreCase(ELSEWHERE_NAME)) {
            return TelegramWords.error(403, "Forbidden: bot is not a member of the channel chat");
        }
        for (Account channel : channels) {
            if (channel.id().equals(wanted)
                    || (TelegramChats.isPublic(channel)
                            && wanted.equalsIgnoreCase("@" + channel.handle()))) {
                return handler.handle(call, channel);
            }
        }
        return TelegramWords.bad("chat not found");
    }
}
