package io.septet.sandbox.telegram;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.platform.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bot, the channels, and who is in them. */
final class TelegramChats {
    private final World world;

    TelegramChats(World world) {
        this.world = world;
    }

    /** Whether a channel has a name that anybody can write. */
    static boolean isPublic(Account channel) {
        return !channel.handle().equals(channel.id());
    }

    static Map<String, @Nullable Object> shown(Account channel) {
        var chat = Json.of("id", Long.parseLong(channel.id()), "title", channel.name());
        if (isPublic(channel)) {
            chat.put("username", channel.handle());
        }
        chat.put("type", "channel");
        return chat;
    }

    private static long bot(String token) {
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    private static Map<String, @Nullable Object> user(String token) {
        return Json.of(
                "id",
                bot(token),
                "is_bot",
                true,
                "first_name",
                "Jiangcheng Desk",
                "username",
                "jiangcheng_desk_bot");
    }

    Reply me(String token) {
        var me = user(token);
        me.put("can_join_groups", true);
        me.put("can_read_all_group_messages", false);
        me.put("supports_inline_queries", false);
        return TelegramWords.good(me);
    }

    Reply chat(Call call, Account channel) {
        var chat = shown(channel);
        chat.put("description", "A pretend channel of the sandbox");
        chat.put("accent_color_id", 3);
        chat.put("max_reaction_count", 11);
        return TelegramWords.good(chat);
    }

    Reply member(Call call, Account channel) {
        String wanted = Objects.requireNonNullElse(call.field("user_id"), "");
        if (!wanted.matches("[0-9]{1,18}")) {
            return TelegramWords.bad("invalid user_id specified");
        }
        return Long.parseLong(wanted) == bot(channel.token())
                ? TelegramWords.good(administrator(channel))
                : TelegramWords.bad("user not found");
    }

    private static Map<String, @Nullable Object> administrator(Account channel) {
        return Json.of(
                "user",
                user(channel.token()),
                "status",
                "administrator",
                "can_be_edited",
                false,
                "can_manage_chat",
                true,
                "can_change_info",
                false,
                "can_post_messages",
                true,
                "can_edit_messages",
                true,
                "can_delete_messages",
                true);
    }

    Reply administrators(Call call, Account channel) {
        return TelegramWords.good(List.of(administrator(channel)));
    }

    Reply count(Call call, Account channel) {
        return TelegramWords.good(world.followers(channel));
    }
}
