package io.septet.accounts.platform.telegram;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.UploadBody;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages: a text, a picture, or an album of several, which Telegram keeps as one message
 * for each picture. Our id of an album is the numbers of them all, with commas.
 */
final class TelegramMessages {
    private final TelegramApi.Publishing publishing;
    private final TelegramApi.Pictures pictures;
    private final TelegramProperties properties;
    private final MediaFiles files;
    private final Clock clock;

    TelegramMessages(
            TelegramApi.Publishing publishing,
            TelegramApi.Pictures pictures,
            TelegramProperties properties,
            MediaFiles files,
            Clock clock) {
        this.publishing = publishing;
        this.pictures = pictures;
        this.properties = properties;
        this.files = files;
        this.clock = clock;
    }

    /** The numbers of the messages that an id stands for; none if it is no such id. */
    static List<Long> numbers(String platformId) {
        return platformId.matches("[0-9]{1,15}(,[0-9]{1,15}){0,9}")
                ? Arrays.stream(platformId.split(",")).map(Long::valueOf).toList()
                : List.of();
    }

    /** Nothing goes out ahead; but that the pictures are there is seen in time. */
    PrepareOutcome prepare(SendRequest request) {
        return attached(request).isEmpty()
                ? new PrepareOutcome.NotYet(
                        request.handles(), null, "A picture is not in the media storage")
                : new PrepareOutcome.Ready(request.handles());
    }

    SendOutcome send(FeedAccess feed, SendRequest request) {
        var attached = attached(request);
        if (attached.isEmpty()) {
            return new SendOutcome.NotSent(null, "A picture is not in the media storage");
        }
        return switch (sent(feed, request.content().text(), attached.get())) {
            case Reply.NeverSent(var reason) -> new SendOutcome.NotSent(null, reason);
            case Reply.Lost(var reason) -> new SendOutcome.Unclear(reason);
            case Answered answer when answer.ok() -> accepted(answer);
            case Answered answer -> TelegramAnswers.of(answer, clock).sent();
        };
    }

    /** The pictures in the order shown; empty if one is not there. */
    private Optional<List<UploadBody.File>> attached(SendRequest request) {
        var media = request.content().media();
        var attached = new ArrayList<UploadBody.File>();
        for (MediaItem picture : media) {
            var file = files.find(request.workspace(), picture.sha256());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            // A single one is a parameter by itself; those of an album are named in its list.
            var part = media.size() == 1 ? "photo" : "photo" + attached.size();
            attached.add(new UploadBody.File(part, picture.type(), file.get()));
        }
        return Optional.of(attached);
    }

    private Reply sent(FeedAccess feed, String text, List<UploadBody.File> attached) {
        var bot = new TelegramApi.Bot(properties.baseUrl(), feed.accessToken());
        if (attached.isEmpty()) {
            var message = new TelegramWire.Text(feed.platformAccount(), text);
            return Reply.of(() -> publishing.text(bot.method("sendMessage"), message));
        }
        var caption = text.isBlank() ? null : text;
        var fields = new LinkedHashMap<String, String>();
        fields.put("chat_id", feed.platformAccount());
        if (attached.size() == 1) {
            if (caption != null) {
                fields.put("caption", caption);
            }
        } else {
            fields.put("media", album(attached, caption));
        }
        var body = new UploadBody(fields, attached);
        var method = attached.size() == 1 ? "sendPhoto" : "sendMediaGroup";
        return Reply.of(() -> pictures.pictures(bot.method(method), body));
    }

    /** A caption at the first picture is shown as that of the album. */
    private static String album(List<UploadBody.File> attached, @Nullable String caption) {
        var photos = new ArrayList<TelegramWire.Photo>();
        for (var file : attached) {
            photos.add(
                    new TelegramWire.Photo(
                            "photo", "attach://" + file.part(), photos.isEmpty() ? caption : null));
        }
        return Outbound.JSON.writeValueAsString(photos);
    }

    private SendOutcome accepted(Answered answer) {
        var messages = messages(answer);
        if (messages.isEmpty() || messages.stream().anyMatch(TelegramMessages::isNameless)) {
            return new SendOutcome.Unclear(answer.seen());
        }
        var id =
                messages.stream()
                        .map(TelegramWire.Message::messageId)
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
        return new SendOutcome.Accepted(id, link(messages.getFirst()));
    }

    private static List<TelegramWire.Message> messages(Answered answer) {
        return TelegramAnswers.result(answer, TelegramWire.Message[].class)
                .map(List::of)
                .or(() -> TelegramAnswers.result(answer, TelegramWire.Message.class).map(List::of))
                .orElse(List.of());
    }

    /** A message that Telegram itself will show later has the number 0. */
    private static boolean isNameless(TelegramWire.Message message) {
        return message.messageId() == null || message.messageId() <= 0;
    }

    /** Of a private channel only its members can follow it. */
    private @Nullable URI link(TelegramWire.Message message) {
        var chat = message.chat();
        if (chat == null || chat.id() == null) {
            return null;
        }
        var number = Long.toString(chat.id());
        var name = chat.username();
        if (name != null && name.matches("[A-Za-z0-9_]+")) {
            return URI.create(properties.webUrl() + "/" + name + "/" + message.messageId());
        }
        return number.startsWith("-100")
                ? URI.create(
                        properties.webUrl()
                                + "/c/"
                                + number.substring("-100".length())
                                + "/"
                                + message.messageId())
                : null;
    }
}
