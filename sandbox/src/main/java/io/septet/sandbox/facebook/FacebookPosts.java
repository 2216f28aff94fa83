package io.septet.sandbox.facebook;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Acceptance.MediaTaken;
import io.septet.sandbox.ledger.Acceptance.Twin;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Draft;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Posts and photos of a page: created and removed. */
final class FacebookPosts {
    private static final int LONGEST = 63_206;

    /** How long the same message is refused; Facebook says only "the last one you posted". */
    private static final Duration TWINS = Duration.ofHours(1);

    private final World world;
    private final Words words;
    private final FacebookView view;
    private final Photos photos;

    FacebookPosts(World world, Words words, FacebookView view, Photos photos) {
        this.world = world;
        this.words = words;
        this.view = view;
        this.photos = photos;
    }

    Reply feed(Call call, Account page) {
        Reply refused = refused(call, page);
        if (refused != null) {
            return refused;
        }
        String message = Objects.requireNonNullElse(call.field("message"), "");
        String link = Objects.requireNonNullElse(call.field("link"), "");
        var media = new ArrayList<Upload>();
        for (String attached : attachments(call)) {
            Upload upload = attached(page, attached);
            if (upload == null) {
                return FacebookWords.parameter(
                        "Param attached_media must hold photos of this page, not: " + attached);
            }
            media.add(upload);
        }
        if (message.isBlank() && link.isEmpty() && media.isEmpty()) {
            return FacebookWords.parameter("Either message, link or attached_media must be given");
        }
        if (isTooLong(message)) {
            return FacebookWords.parameter(
                    "Param message must be at most " + LONGEST + " characters long");
        }
        if (!Photos.isPublished(call)) {
            return FacebookWords.parameter("Unpublished posts are not offered by this sandbox");
        }
        Reply wrongFields = view.checkPostFields(call);
        if (wrongFields != null) {
            return wrongFields;
        }
        return publish(call, page, message, link, media, null);
    }

    /**
     * Each reference as JSON text, however the array was sent: as JSON, as a form field per entry,
     * or as one field.
     */
    private static List<String> attachments(Call call) {
        var all = new ArrayList<String>();
        for (String value : call.fields("attached_media")) {
            ObjectNode list =
                    value.startsWith("[")
                            ? Json.object(
                                    ("{\"all\":" + value + "}").getBytes(StandardCharsets.UTF_8))
                            : null;
            if (list == null) {
                all.add(value);
            } else {
                list.path("all").forEach(entry -> all.add(entry.toString()));
            }
        }
        return all;
    }

    private @Nullable Upload attached(Account page, String value) {
        ObjectNode reference = Json.object(value.getBytes(StandardCharsets.UTF_8));
        if (reference == null) {
            return null;
        }
        Upload upload = world.media().find(page, reference.path("media_fbid").asString(""));
        return upload == null || (world.isExpired(upload.at()) && !world.ledger().isUsed(upload))
                ? null
                : upload;
    }

    Reply photo(Call call, Account page) {
        Reply refused = refused(call, page);
        if (refused != null) {
            return refused;
        }
        byte[] bytes = photos.bytes(call);
        if (bytes != null && bytes.length > Photos.MOST_BYTES) {
            return FacebookWords.photoTooBig();
        }
        Picture picture = bytes == null ? null : photos.look(bytes);
        if (bytes == null || picture == null) {
            return FacebookWords.photoUnreadable();
        }
        String given = call.field("caption");
        String caption =
                Objects.requireNonNullElse(given == null ? call.field("message") : given, "");
        if (isTooLong(caption)) {
            return FacebookWords.parameter(
                    "Param caption must be at most " + LONGEST + " characters long");
        }
        Upload upload = photos.keep(page, bytes, picture, call.field("alt_text_custom"));
        if (!Photos.isPublished(call)) {
            return Reply.json(200, Json.of("id", upload.id()));
        }
        return publish(call, page, caption, "", List.of(upload), upload);
    }

    private @Nullable Reply refused(Call call, Account page) {
        String id = call.path("id");
        if (id.equals(page.id()) || id.equals("me")) {
            return null;
        }
        return world.accounts().byId(Platform.FACEBOOK, 0, id) == null
                ? FacebookWords.gone(id, "post")
                : FacebookWords.notThisPage();
    }

    private static boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > LONGEST;
    }

    private Reply publish(
            Call call,
            Account page,
            String text,
            String link,
            List<Upload> media,
            @Nullable Upload single) {
        Map<String, String> traits = new HashMap<>();
        if (!link.isEmpty()) {
            traits.put("link", link);
        }
        var draft = new Draft(page, text, media, traits, true, world.limits().scaled(TWINS));
        return switch (world.ledger().accept(draft)) {
            case Accepted(Post post) when single != null ->
                    Reply.json(200, Json.of("id", single.id(), "post_id", post.id()));
            case Accepted(Post post) -> Reply.json(200, view.post(page, post, call));
            case Twin twin -> Objects.requireNonNull(words.duplicate());
            case MediaTaken taken -> FacebookWords.photoTaken();
        };
    }

    Reply delete(Call call, Account page) {
        String id = call.path("id");
        Post post = world.ledger().find(page, id);
        if (post != null) {
            world.ledger().remove(post);
            return Reply.json(200, Json.of("success", true));
        }
        Upload photo = world.media().find(page, id);
        if (photo != null && !world.ledger().isUsed(photo)) {
            world.media().remove(photo);
            return Reply.json(200, Json.of("success", true));
        }
        return FacebookWords.gone(id, "delete");
    }
}
