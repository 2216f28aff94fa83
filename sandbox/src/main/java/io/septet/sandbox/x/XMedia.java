package io.septet.sandbox.x;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.MediaStore;
import io.septet.sandbox.ledger.Picture;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Pictures of X: uploaded at once or in chunks, described, asked for while in processing. */
final class XMedia {
    private static final Set<String> TYPES =
            Set.of("image/jpeg", "image/png", "image/webp", "image/gif");
    private static final int MOST_BYTES = 5 * 1024 * 1024;
    private static final int MOST_GIF_BYTES = 15 * 1024 * 1024;
    private static final int LONGEST_ALT_TEXT = 1000;
    private static final int LAST_SEGMENT = 999;

    private final World world;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** A chunked upload under way; it lives in memory, so a restart of the sandbox ends it. */
    private record Session(
            Account account, long total, Instant at, NavigableMap<Integer, byte[]> segments) {}

    XMedia(World world) {
        this.world = world;
    }

    static String key(Upload upload) {
        return (upload.type().equals("image/gif") ? "16_" : "3_") + upload.id();
    }

    Reply upload(Call call, Account account) {
        byte[] bytes = bytes(call);
        if (bytes == null || call.field("media_category") == null) {
            return XWords.invalid(
                    "media and media_category are required",
                    Map.of("media_category", List.of("tweet_image")));
        }
        return keep(account, world.media().nextId(Platform.X), bytes);
    }

    private static byte @Nullable [] bytes(Call call) {
        var part = call.file("media");
        if (part != null) {
            return part.bytes();
        }
        ObjectNode body = call.isMultipart() ? null : call.json();
        if (body == null || !body.path("media").isString()) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(body.path("media").asString());
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private Reply keep(Account account, String id, byte[] bytes) {
        Picture picture = world.media().look(bytes);
        if (picture == null || !TYPES.contains(picture.type())) {
            return XWords.invalid("media type unrecognized.");
        }
        int most = picture.type().equals("image/gif") ? MOST_GIF_BYTES : MOST_BYTES;
        if (bytes.length > most) {
            return XWords.invalid(
                    "File size exceeds " + most + " bytes.",
                    Map.of("media", List.of(bytes.length)));
        }
        Duration processing = world.faults().processing(Platform.X, "");
        Upload upload = world.media().keep(account, id, bytes, picture, "", processing);
        var data =
                Json.of(
                        "id",
                        upload.id(),
                        "media_key",
                        key(upload),
                        "size",
                        upload.bytes(),
                        "expires_after_secs",
                        world.limits().scaled(MediaStore.KEPT).toSeconds());
        if (!processing.isZero()) {
            data.put("processing_info", Json.of("state", "pending", "check_after_secs", 1));
        }
        return Reply.json(200, Json.of("data", data));
    }

    Reply initialize(Call call, Account account) {
        ObjectNode body = call.json();
        if (body == null
                || !body.path("media_type").isString()
                || !body.path("total_bytes").isIntegralNumber()
                || body.path("total_bytes").asLong() <= 0) {
            return XWords.invalid("media_type and total_bytes are required");
        }
        if (body.path("total_bytes").asLong() > MOST_GIF_BYTES) {
            return XWords.invalid("File size exceeds " + MOST_GIF_BYTES + " bytes.");
        }
        String id = world.media().nextId(Platform.X);
        long total = body.path("total_bytes").asLong();
        sessions.put(id, new Session(account, total, world.now(), new ConcurrentSkipListMap<>()));
        return Reply.json(
                200,
                Json.of(
                        "data",
                        Json.of(
                                "id",
                                id,
                                "media_key",
                                "3_" + id,
                                "expires_after_secs",
                                world.limits().scaled(MediaStore.KEPT).toSeconds())));
    }

    Reply append(Call call, Account account) {
        Session session = session(call, account);
        if (session == null) {
            return XWords.mediaInvalid(List.of(call.path("id")));
        }
        byte[] bytes = bytes(call);
        String index = call.field("segment_index");
        if (bytes == null || index == null || !index.matches("[0-9]{1,3}")) {
            return XWords.invalid(
                    "media and segment_index from 0 to " + LAST_SEGMENT + " are required");
        }
        session.segments().put(Integer.parseInt(index), bytes);
        Instant expires = session.at().plus(world.limits().scaled(MediaStore.KEPT));
        return Reply.json(200, Json.of("data", Json.of("expires_at", expires.getEpochSecond())));
    }

    Reply complete(Call call, Account account) {
        String id = call.path("id");
        Session session = session(call, account);
        if (session == null) {
            return XWords.mediaInvalid(List.of(id));
        }
        var whole = new ByteArrayOutputStream();
        session.segments().values().forEach(whole::writeBytes);
        if (whole.size() != session.total()) {
            return XWords.invalid(
                    "Size of the segments does not match total_bytes",
                    Map.of("total_bytes", List.of(session.total())));
        }
        Reply reply = keep(account, id, whole.toByteArray());
        sessions.remove(id);
        return reply;
    }

    private @Nullable Session session(Call call, Account account) {
        Session session = sessions.get(call.path("id"));
        return session != null
                        && session.account().equals(account)
                        && !world.isExpired(session.at())
                ? session
                : null;
    }

    Reply status(Call call, Account account) {
        String id = call.query("media_id", "");
        Upload upload = world.media().find(account, id);
        boolean asked = call.query("command", "STATUS").equals("STATUS");
        if (upload == null || !asked || upload.readyAt().equals(upload.at())) {
            return XWords.invalid("BadRequest: Not found", Map.of("media_id", List.of(id)));
        }
        return Reply.json(
                200,
                Json.of(
                        "data",
                        Json.of(
                                "id",
                                id,
                                "media_key",
                                key(upload),
                                "size",
                                upload.bytes(),
                                "processing_info",
                                progress(upload))));
    }

    private Map<String, @Nullable Object> progress(Upload upload) {
        Instant now = world.now();
        if (upload.isReady(now)) {
            return Json.of("state", "succeeded", "progress_percent", 100);
        }
        long whole = Duration.between(upload.at(), upload.readyAt()).toMillis();
        long done = Duration.between(upload.at(), now).toMillis();
        return Json.of(
                "state",
                "in_progress",
                "progress_percent",
                done * 100 / whole,
                "check_after_secs",
                1);
    }

    Reply describe(Call call, Account account) {
        ObjectNode body = call.json();
        if (body == null) {
            return XWords.invalid(
                    "Requests with bodies must have content-type of application/json.");
        }
        String id = body.path("id").asString("");
        Upload upload = world.media().find(account, id);
        if (upload == null) {
            return XWords.mediaInvalid(List.of(id));
        }
        String text = body.path("metadata").path("alt_text").path("text").asString("");
        if (text.codePointCount(0, text.length()) > LONGEST_ALT_TEXT) {
            return XWords.invalid(
                    "$.metadata.alt_text.text: may only be 1000 characters long",
                    Map.of("metadata.alt_text.text", List.of(text.length())));
        }
        world.media().describe(upload, text);
        return Reply.json(
                200,
                Json.of(
                        "data",
                        Json.of(
                                "id",
                                id,
                                "associated_metadata",
                                Json.of("alt_text", Json.of("text", text)))));
    }
}
