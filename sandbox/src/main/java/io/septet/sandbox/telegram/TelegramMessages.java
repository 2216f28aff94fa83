package io.septet.sandbox.telegram;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Draft;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.Fetcher;
import io.septet.sandbox.platform.World;
import io.septet.sandbox.telegram.TelegramHtml.Malformed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages of channels. Their numbers rise by one within a channel; an album takes one for each
 * picture and is one post, which is gone once all its messages are deleted.
 */
final class TelegramMessages {
    private static final int LONGEST = 4_096;
    private static final int LONGEST_CAPTION = 1_024;
    private static final int MOST_UPLOADED = 10 * 1024 * 1024;
    private static final int MOST_FETCHED = 5 * 1024 * 1024;
    private static final int LARGEST_SUM = 10_000;
    private static final int LARGEST_RATIO = 20;
    private static final String FILE = "AgACAgUAAxkB";

    private final World world;
    private final Fetcher fetcher = new Fetcher();

    /** Messages of albums that are deleted while others of the album are not; lost at a restart. */
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    TelegramMessages(World world) {
        this.world = world;
    }

    /** A refusal on the way to a message. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Reply reply;

        Refused(String what) {
            super(what);
            this.reply = TelegramWords.bad(what);
        }
    }

    @FunctionalInterface
    private interface Sending {
        Reply send() throws Refused;
    }

    private static Reply refusable(Sending sending) {
        try {
            return sending.send();
        } catch (Refused refused) {
            return refused.reply;
        }
    }

    Reply text(Call call, Account channel) {
        return refusable(() -> {
            TelegramHtml text = parsed(call.field("text"), call.field("parse_mode"));
            if (text.text().isBlank()) {
                throw new Refused("message text is empty");
            }
            if (text.text().length() > LONGEST) {
                throw new Refused("message is too long");
            }
            Post post = accept(call, channel, text.text(), List.of());
            return TelegramWords.good(message(channel, post, 0, text));
        });
    }

    Reply photo(Call call, Account channel) {
        return refusable(() -> {
            TelegramHtml caption = caption(call.field("caption"), call.field("parse_mode"));
            Upload picture =
                    picture(
                            call,
                            channel,
                            call.file("photo") == null ? call.field("photo") : "attach://photo");
            Post post = accept(call, channel, caption.text(), List.of(picture));
            return TelegramWords.good(message(channel, post, 0, caption));
        });
    }

    Reply album(Call call, Account channel) {
        return refusable(() -> {
            List<ObjectNode> items = items(call);
            if (items.size() < 2 || items.size() > 10) {
                throw new Refused("there must be 2-10 messages to send as an album");
            }
            var pictures = new ArrayList<Upload>();
            var captions = new ArrayList<TelegramHtml>();
            for (ObjectNode item : items) {
                if (!item.path("type").asString("").equals("photo")) {
                    throw new Refused("this sandbox sends albums of photos only");
                }
                captions.add(
                        caption(
                                item.path("caption").asString(""),
                                item.path("parse_mode").asString("")));
                pictures.add(picture(call, channel, item.path("media").asString("")));
            }
            TelegramHtml shown =
                    captions.stream()
                            .filter(caption -> !caption.text().isEmpty())
                            .findFirst()
                            .orElse(TelegramHtml.plain(""));
            Post post = accept(call, channel, shown.text(), pictures);
            var sent = new ArrayList<Map<String, @Nullable Object>>();
            for (int i = 0; i < pictures.size(); i++) {
                sent.add(message(channel, post, i, captions.get(i)));
            }
            return TelegramWords.good(sent);
        });
    }

    /** However the array was sent: as JSON, or as JSON text in a form. */
    private static List<ObjectNode> items(Call call) throws Refused {
        var found = new ArrayList<ObjectNode>();
        for (String value : call.fields("media")) {
            JsonNode list;
            try {
                list = Json.MAPPER.readTree(value);
            } catch (tools.jackson.core.JacksonException malformed) {
                throw new Refused("can't parse media JSON object");
            }
            for (JsonNode item : list.isArray() ? list : List.of(list)) {
                if (item instanceof ObjectNode object) {
                    found.add(object);
                }
            }
        }
        return found;
    }

    private static TelegramHtml caption(@Nullable String text, @Nullable String mode)
            throws Refused {
        TelegramHtml caption = parsed(text, mode);
        if (caption.text().length() > LONGEST_CAPTION) {
            throw new Refused("message caption is too long");
        }
        return caption;
    }

    private static TelegramHtml parsed(@Nullable String text, @Nullable String mode)
            throws Refused {
        String given = Objects.requireNonNullElse(text, "");
        if (mode == null || mode.isEmpty()) {
            return TelegramHtml.plain(given.strip());
        }
        if (!mode.equalsIgnoreCase("HTML")) {
            throw new Refused("this sandbox reads parse_mode HTML only");
        }
        try {
            return TelegramHtml.parse(given);
        } catch (Malformed malformed) {
            throw new Refused("can't parse entities: " + malformed.getMessage());
        }
    }

    private Upload picture(Call call, Account channel, @Nullable String given) throws Refused {
        if (given == null || given.isEmpty()) {
            throw new Refused("there is no photo in the request");
        }
        if (given.startsWith(FILE)) {
            return known(channel, given.substring(FILE.length()));
        }
        byte[] bytes = bytes(call, given);
        Picture picture = world.media().look(bytes);
        if (picture == null) {
            throw new Refused(
                    given.startsWith("http")
                            ? "wrong type of the web page content"
                            : "IMAGE_PROCESS_FAILED");
        }
        int longer = Math.max(picture.width(), picture.height());
        int shorter = Math.min(picture.width(), picture.height());
        if (longer + shorter > LARGEST_SUM || longer > LARGEST_RATIO * shorter) {
            throw new Refused("PHOTO_INVALID_DIMENSIONS");
        }
        String id = world.media().nextId(Platform.TELEGRAM);
        return world.media().keep(channel, id, bytes, picture, "", Duration.ZERO);
    }

    private Upload known(Account channel, String id) throws Refused {
        for (Account other : world.accounts().of(Platform.TELEGRAM)) {
            Upload upload = world.media().find(other, id);
            if (upload != null && other.token().equals(channel.token())) {
                return upload;
            }
        }
        throw new Refused("wrong file identifier/HTTP URL specified");
    }

    private byte[] bytes(Call call, String given) throws Refused {
        if (given.startsWith("attach://")) {
            var part = call.file(given.substring("attach://".length()));
            if (part == null) {
                throw new Refused("can't find the file " + given);
            }
            if (part.bytes().length > MOST_UPLOADED) {
                throw new Refused("file is too big");
            }
            return part.bytes();
        }
        byte[] fetched = fetcher.fetch(given, MOST_FETCHED);
        if (fetched == null) {
            throw new Refused(
                    given.startsWith("http")
                            ? "failed to get HTTP URL content"
                            : "wrong file identifier/HTTP URL specified");
        }
        if (fetched.length > MOST_FETCHED) {
            throw new Refused("file is too big");
        }
        return fetched;
    }

    /** One at a time, since the numbers of messages follow each other. */
    private synchronized Post accept(Call call, Account channel, String text, List<Upload> pictures)
            throws Refused {
        String parent = parent(call);
        if (!parent.isEmpty() && holder(channel, parent) == null) {
            throw new Refused("message to be replied not found");
        }
        var draft =
                new Draft(
                        channel,
                        text,
                        pictures,
                        parent.isEmpty() ? Map.of() : Map.of("parent", parent),
                        false,
                        Duration.ZERO,
                        Long.toString(next(channel)));
        if (!(world.ledger().accept(draft) instanceof Accepted(Post post))) {
            throw new IllegalStateException("A number came twice in " + channel);
        }
        return post;
    }

    private static String parent(Call call) {
        String given = call.field("reply_parameters");
        ObjectNode reply =
                given == null
                        ? null
                        : Json.object(given.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return reply == null
                ? Objects.requireNonNullElse(call.field("reply_to_message_id"), "")
                : reply.path("message_id").asString("");
    }

    private long next(Account channel) {
        return world.ledger().withRemoved().stream()
                        .filter(post -> post.account().equals(channel.key()))
                        .mapToLong(TelegramMessages::last)
                        .max()
                        .orElse(0)
                + 1;
    }

    private static long first(Post post) {
        return Long.parseLong(post.id());
    }

    private static long last(Post post) {
        return first(post) + Math.max(1, post.media().size()) - 1;
    }

    /** The post to which a message belongs, or null. */
    private @Nullable Post holder(Account channel, String message) {
        if (!message.matches("[0-9]{1,15}")) {
            return null;
        }
        long number = Long.parseLong(message);
        for (Post post : world.ledger().newest(channel)) {
            if (first(post) <= number && number <= last(post)) {
                return deleted.contains(place(channel, number)) ? null : post;
            }
        }
        return null;
    }

    private static String place(Account channel, long message) {
        return channel.key() + " " + message;
    }

    private Map<String, @Nullable Object> message(
            Account channel, Post post, int part, TelegramHtml text) {
        var message =
                Json.of(
                        "message_id",
                        first(post) + part,
                        "sender_chat",
                        TelegramChats.shown(channel),
                        "chat",
                        TelegramChats.shown(channel),
                        "date",
                        post.acceptedAt().getEpochSecond());
        if (post.media().isEmpty()) {
            message.put("text", text.text());
        } else {
            Upload picture = post.media().get(part);
            if (post.media().size() > 1) {
                message.put("media_group_id", Long.toString(post.acceptedAt().toEpochMilli()));
            }
            message.put(
                    "photo",
                    List.of(
                            Json.of(
                                    "file_id",
                                    FILE + picture.id(),
                                    "file_unique_id",
                                    picture.sha256().substring(0, 16),
                                    "file_size",
                                    picture.bytes(),
                                    "width",
                                    picture.width(),
                                    "height",
                                    picture.height())));
            if (!text.text().isEmpty()) {
                message.put("caption", text.text());
            }
        }
        if (!text.entities().isEmpty()) {
            message.put(post.media().isEmpty() ? "entities" : "caption_entities", text.entities());
        }
        return message;
    }

    Reply delete(Call call, Account channel) {
        return remove(channel, Objects.requireNonNullElse(call.field("message_id"), ""))
                ? TelegramWords.good(true)
                : TelegramWords.bad("message to delete not found");
    }

    /** Those that are not there are skipped. */
    Reply deleteSeveral(Call call, Account channel) {
        for (String value : call.fields("message_ids")) {
            for (String id : value.replaceAll("[\\[\\]\\s]", "").split(",")) {
                remove(channel, id);
            }
        }
        return TelegramWords.good(true);
    }

    private synchronized boolean remove(Account channel, String message) {
        Post post = holder(channel, message);
        if (post == null) {
            return false;
        }
        deleted.add(place(channel, Long.parseLong(message)));
        for (long number = first(post); number <= last(post); number++) {
            if (!deleted.contains(place(channel, number))) {
                return true;
            }
        }
        return world.ledger().remove(post);
    }
}
