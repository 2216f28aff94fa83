package io.septet.accounts.platform.bluesky;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.bluesky.BlueskyText.Kind;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploads pictures, looks up whom a text mentions, and writes the record that will be sent.
 *
 * <p>Handles: {@code rkey} and {@code createdAt}, chosen once; {@code blob.n} what the server gave
 * for picture {@code n} (from 0); {@code record} the whole record, so that every try sends the
 * same.
 */
final class BlueskyRecords {
    static final String RKEY = "rkey";
    static final String RECORD = "record";
    private static final String CREATED_AT = "createdAt";
    private static final String BLOB = "blob.";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final BlueskyApi api;
    private final BlueskyApi.Uploads uploads;
    private final Sessions sessions;
    private final MediaFiles files;
    private final Clock clock;

    BlueskyRecords(
            BlueskyApi api,
            BlueskyApi.Uploads uploads,
            Sessions sessions,
            MediaFiles files,
            Clock clock) {
        this.api = api;
        this.uploads = uploads;
        this.sessions = sessions;
        this.files = files;
        this.clock = clock;
    }

    PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        var handles = new LinkedHashMap<>(request.handles());
        if (!handles.containsKey(RKEY)) {
            var at = moment(request);
            handles.put(RKEY, RecordKeys.of(request.deliveryId(), at));
            handles.put(CREATED_AT, DATE.format(at));
        }
        var failed = sessions.ensure(feed);
        if (failed != null) {
            return failed(failed, handles);
        }
        var media = request.content().media();
        for (int i = 0; i < media.size(); i++) {
            if (!handles.containsKey(BLOB + i)) {
                var stopped = upload(feed, request, BLOB + i, media.get(i), handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
        }
        var dids = new HashMap<String, String>();
        for (var part : BlueskyText.parts(request.content().text())) {
            if (part.kind() == Kind.MENTION && !dids.containsKey(part.value())) {
                var stopped = resolve(feed, request, part.value(), dids, handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
        }
        handles.put(RECORD, record(request, handles, dids).toString());
        return new PrepareOutcome.Ready(handles);
    }

    /** A post prepared ahead of its time bears the time at which it goes out. */
    private Instant moment(SendRequest request) {
        var now = clock.instant();
        return (request.due().isAfter(now) ? request.due() : now).truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<PrepareOutcome> upload(
            FeedAccess feed,
            SendRequest request,
            String name,
            MediaItem picture,
            Map<String, String> handles) {
        var file = files.find(request.workspace(), picture.sha256());
        if (file.isEmpty()) {
            return Optional.of(
                    new PrepareOutcome.NotYet(
                            handles, null, "A picture is not in the media storage"));
        }
        var reply =
                sessions.call(
                        feed,
                        session ->
                                uploads.upload(
                                        session.server(),
                                        session.bearer(),
                                        picture.type(),
                                        file.get()));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return Optional.of(failed(reply, handles));
        }
        var blob =
                answer.as(BlueskyWire.Uploaded.class)
                        .map(BlueskyWire.Uploaded::blob)
                        .filter(given -> given.isObject() && given.has("ref"));
        if (blob.isEmpty()) {
            return Optional.of(new PrepareOutcome.NotYet(handles, null, answer.seen()));
        }
        handles.put(name, blob.get().toString());
        return Optional.empty();
    }

    /**
     * Whose handle this is. An unknown one stays plain text; so does one that cannot be looked up
     * when the post is due, as a mention is not worth a missed post.
     */
    private Optional<PrepareOutcome> resolve(
            FeedAccess feed,
            SendRequest request,
            String handle,
            Map<String, String> dids,
            Map<String, String> handles) {
        var server = sessions.server(feed);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        var reply = Reply.of(() -> api.resolve(server.get(), handle));
        if (reply instanceof Answered answer) {
            if (answer.ok()) {
                answer.as(BlueskyWire.Resolved.class)
                        .map(BlueskyWire.Resolved::did)
                        .filter(did -> did.startsWith("did:"))
                        .ifPresent(did -> dids.put(handle, did));
                return Optional.empty();
            }
            if (answer.status() == 400) {
                return Optional.empty();
            }
        }
        return clock.instant().isBefore(request.due())
                ? Optional.of(failed(reply, handles))
                : Optional.empty();
    }

    private static ObjectNode record(
            SendRequest request, Map<String, String> handles, Map<String, String> dids) {
        var content = request.content();
        var record = Outbound.JSON.createObjectNode();
        record.put("$type", BlueskyLinks.POSTS);
        record.put("text", content.text());
        record.put(CREATED_AT, handles.get(CREATED_AT));
        if (content.language() != null) {
            record.putArray("langs").add(content.language());
        }
        facets(record, content.text(), dids);
        if (!content.media().isEmpty()) {
            var embed = record.putObject("embed");
            embed.put("$type", "app.bsky.embed.images");
            var images = embed.putArray("images");
            for (int i = 0; i < content.media().size(); i++) {
                picture(
                        images.addObject(),
                        content.media().get(i),
                        handles.getOrDefault(BLOB + i, "{}"));
            }
        }
        return record;
    }

    private static void picture(ObjectNode image, MediaItem picture, String blob) {
        image.put("alt", picture.altText() == null ? "" : picture.altText());
        image.set("image", Outbound.JSON.readTree(blob));
        if (picture.width() > 0 && picture.height() > 0) {
            image.putObject("aspectRatio")
                    .put("width", picture.width())
                    .put("height", picture.height());
        }
    }

    private static void facets(ObjectNode record, String text, Map<String, String> dids) {
        for (var part : BlueskyText.parts(text)) {
            @Nullable String value =
                    part.kind() == Kind.MENTION ? dids.get(part.value()) : part.value();
            if (value == null) {
                continue;
            }
            var facet = record.withArray("facets").addObject();
            facet.putObject("index")
                    .put("byteStart", BlueskyText.bytes(text.substring(0, part.start())))
                    .put("byteEnd", BlueskyText.bytes(text.substring(0, part.end())));
            var feature = facet.putArray("features").addObject();
            switch (part.kind()) {
                case LINK -> feature.put("$type", "app.bsky.richtext.facet#link").put("uri", value);
                case MENTION ->
                        feature.put("$type", "app.bsky.richtext.facet#mention").put("did", value);
                case TAG -> feature.put("$type", "app.bsky.richtext.facet#tag").put("tag", value);
            }
        }
    }

    /** None of these calls is public, so whatever is unclear may simply be done again. */
    private PrepareOutcome failed(Reply reply, Map<String, String> handles) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Reply.Lost(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Answered answer -> BlueskyAnswers.of(answer, clock).prepared(handles);
        };
    }
}
