package io.septet.accounts.platform.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What travels between the Bot API and us. */
final class TelegramWire {
    private TelegramWire() {}

    /** A text as it is, without markup; Telegram makes links, hashtags and mentions of it. */
    record Text(String chatId, String text) {}

    /**
     * @param media {@code attach://} and the name of a part
     * @param caption of the whole album, at its first picture
     */
    record Photo(String type, String media, @Nullable String caption) {}

    /** One message by its number, or several by theirs. */
    record Deletion(String chatId, @Nullable Long messageId, @Nullable List<Long> messageIds) {}

    /** Every answer. */
    record Answer(
            @Nullable Boolean ok,
            @Nullable JsonNode result,
            @Nullable String description,
            @Nullable Parameters parameters) {}

    record Parameters(@Nullable Long retryAfter, @Nullable Long migrateToChatId) {}

    record Message(@Nullable Long messageId, @Nullable Chat chat) {}

    /**
     * @param username of public channels only
     */
    record Chat(
            @Nullable Long id,
            @Nullable String type,
            @Nullable String title,
            @Nullable String username) {}

    record User(@Nullable Long id, @JsonProperty("is_bot") @Nullable Boolean bot) {}

    record Member(@Nullable String status, @Nullable Boolean canPostMessages) {}
}
