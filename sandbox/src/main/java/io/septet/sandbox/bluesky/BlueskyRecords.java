package io.septet.sandbox.bluesky;

import io.septet.sandbox.fault.Kind;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Acceptance.MediaTaken;
import io.septet.sandbox.ledger.Acceptance.Twin;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Draft;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates and removes posts. A key that is taken is answered with 500, as by the reference server,
 * and nothing is changed.
 */
public final class BlueskyRecords {
    static final String POSTS = "app.bsky.feed.post";
    private static final int MOST_GRAPHEMES = 300;
    private static final int MOST_BYTES = 3_000;
    private static final int MOST_PICTURES = 4;
    private static final long LARGEST_PICTURE = 2_000_000;
    private static final String LETTERS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final Pattern TID = Pattern.compile("[234567abcdefghij][234567a-z]{12}");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private final World world;
    private final AtomicLong lastTid = new AtomicLong();

    BlueskyRecords(World world) {
        this.world = world;
    }

    /** The address of a post, which is also its id in the ledger. */
    public static String uri(Account account, String rkey) {
        return "at://" + account.id() + "/" + POSTS + "/" + rkey;
    }

    static String rkey(Post post) {
        return post.id().substring(post.id().lastIndexOf('/') + 1);
    }

    static String cid(Post post) {
        return Cids.record(post.trait("record").getBytes(StandardCharsets.UTF_8));
    }

    Reply create(Call call, Account account) {
        ObjectNode wish = call.json();
        if (wish == null || !(wish.path("record") instanceof ObjectNode record)) {
            return BlueskyWords.invalid("Input must have the property \"record\"");
        }
        Reply refusal = refusal(wish, record, account);
        if (refusal != null) {
            return refusal;
        }
        String rkey = wish.path("rkey").isString() ? wish.path("rkey").asString() : nextTid();
        if (!TID.matcher(rkey).matches()) {
            return BlueskyWords.invalid("Invalid record key: " + rkey);
        }
        if (world.ledger().hadId(account, uri(account, rkey))
                && world.faults()
                        .strikes(
                                Platform.BLUESKY,
                                Kind.RKEY_500,
                                record.path("text").asString(""))) {
            return new BlueskyWords().broken();
        }
        var pictures = new ArrayList<Upload>();
        Reply wrong = pictures(record.path("embed"), account, pictures);
        if (wrong != null) {
            return wrong;
        }
        var draft =
                new Draft(
                        account,
                        record.path("text").asString(),
                        pictures,
                        Map.of("record", record.toString()),
                        false,
                        Duration.ZERO,
                        uri(account, rkey));
        return switch (world.ledger().accept(draft)) {
            case Accepted(Post post) ->
                    Reply.json(
                            200,
                            Json.of(
                                    "uri",
                                    post.id(),
                                    "cid",
                                    cid(post),
                                    "commit",
                                    Json.of("cid", cid(post), "rev", nextTid()),
                                    "validationStatus",
                                    "valid"));
            case Twin taken -> new BlueskyWords().broken();
            case MediaTaken taken -> throw new IllegalStateException("Blobs may be used again");
        };
    }

    private static @Nullable Reply refusal(ObjectNode wish, ObjectNode record, Account account) {
        String repo = wish.path("repo").asString("");
        if (!repo.equals(account.id()) && !repo.equals(account.handle())) {
            return BlueskyWords.invalid("Could not find repo: " + repo);
        }
        if (!wish.path("collection").asString("").equals(POSTS)) {
            return BlueskyWords.invalid("This sandbox keeps " + POSTS + " only");
        }
        if (!record.path("$type").asString(POSTS).equals(POSTS)) {
            return BlueskyWords.invalid(
                    "Invalid $type: expected "
                            + POSTS
                            + ", got "
                            + record.path("$type").asString());
        }
        if (!record.path("text").isString()) {
            return invalidRecord("Record must have the property \"text\"");
        }
        String text = record.path("text").asString();
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return invalidRecord("Record/text must not be longer than 3000 characters");
        }
        if (GRAPHEME.matcher(text).results().count() > MOST_GRAPHEMES) {
            return invalidRecord("Record/text must not be longer than 300 graphemes");
        }
        try {
            OffsetDateTime.parse(record.path("createdAt").asString(""));
        } catch (DateTimeException wrong) {
            return invalidRecord(
                    "Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)");
        }
        for (JsonNode facet : record.path("facets")) {
            var index = facet.path("index");
            if (!index.path("byteStart").isIntegralNumber()
                    || index.path("byteStart").asInt() < 0
                    || !index.path("byteEnd").isIntegralNumber()
                    || facet.path("features").path(0).path("$type").asString("").isEmpty()) {
                return invalidRecord("Record/facets/0 must have the property \"index\"");
            }
        }
        return null;
    }

    private @Nullable Reply pictures(JsonNode embed, Account account, List<Upload> found) {
        if (embed.isMissingNode()) {
            return null;
        }
        if (!embed.path("$type").asString("").equals("app.bsky.embed.images")) {
            return BlueskyWords.invalid("This sandbox embeds pictures only");
        }
        JsonNode images = embed.path("images");
        if (images.size() > MOST_PICTURES) {
            return invalidRecord("Record/embed/images must not have more than 4 elements");
        }
        for (JsonNode image : images) {
            if (!image.path("alt").isString()) {
                return invalidRecord("Record/embed/images/0 must have the property \"alt\"");
            }
            JsonNode blob = image.path("image");
            String cid = blob.path("ref").path("$link").asString("");
            Upload upload = world.media().find(account, cid);
            if (upload == null
                    || (world.isExpired(upload.at()) && !world.ledger().isUsed(upload))) {
                return BlueskyWords.error(400, "BlobNotFound", "Could not find blob: " + cid);
            }
            if (upload.bytes() > LARGEST_PICTURE) {
                return BlueskyWords.error(
                        400,
                        "BlobTooLarge",
                        "This file is too large. It is "
                                + upload.bytes()
                                + " bytes but the maximum size is "
                                + LARGEST_PICTURE
                                + " bytes.");
            }
            if (!blob.path("mimeType").asString("").equals(upload.type())) {
                return BlueskyWords.error(
                        400,
                        "InvalidMimeType",
                        "Referenced Mimetype does not match stored blob. Expected: "
                                + upload.type()
                                + ", Got: "
                                + blob.path("mimeType").asString(""));
            }
            if (blob.path("size").asLong(-1) != upload.bytes()) {
                return BlueskyWords.error(
                        400,
                        "InvalidSize",
                        "Referenced Size does not match stored blob. Expected: " + upload.bytes());
            }
            found.add(upload.described(image.path("alt").asString()));
        }
        return null;
    }

    /** Removing what is not there succeeds too. */
    Reply delete(Call call, Account account) {
        Post post = world.ledger().find(account, uri(account, String.valueOf(call.field("rkey"))));
        if (post != null) {
            world.ledger().remove(post);
        }
        return Reply.json(200, Json.of());
    }

    private static Reply invalidRecord(String what) {
        return BlueskyWords.invalid("Invalid " + POSTS + " record: " + what);
    }

    private String nextTid() {
        long micros =
                lastTid.accumulateAndGet(
                        world.now().toEpochMilli() * 1000,
                        (before, now) -> Math.max(before + 1, now));
        var tid = new StringBuilder();
        for (int i = 12; i >= 0; i--) {
            tid.append(LETTERS.charAt((int) ((micros << 10) >>> (5 * i)) & 31));
        }
        return tid.toString();
    }
}
