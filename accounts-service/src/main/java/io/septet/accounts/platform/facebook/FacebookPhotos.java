package io.septet.accounts.platform.facebook;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.UploadBody;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads pictures unpublished. Facebook keeps them for about a day; nobody sees them, so uploading
 * again after an unclear answer is harmless.
 *
 * <p>Handle of picture {@code n} (from 0): {@code photo.n}, its id.
 */
final class FacebookPhotos {
    private static final String PHOTO = "photo.";

    private final FacebookApi.Uploads uploads;
    private final MediaFiles files;
    private final Clock clock;

    FacebookPhotos(FacebookApi.Uploads uploads, MediaFiles files, Clock clock) {
        this.uploads = uploads;
        this.files = files;
        this.clock = clock;
    }

    /** The ids of a prepared post's pictures, in the order shown. */
    static List<String> ids(SendRequest request) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < request.content().media().size(); i++) {
            var id = request.handles().get(PHOTO + i);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        var handles = new LinkedHashMap<>(request.handles());
        var media = request.content().media();
        for (int i = 0; i < media.size(); i++) {
            if (!handles.containsKey(PHOTO + i)) {
                var stopped = upload(feed, request, PHOTO + i, media.get(i), handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
        }
        return new PrepareOutcome.Ready(handles);
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
        var fields = new LinkedHashMap<String, String>();
        fields.put("published", "false");
        var altText = picture.altText();
        if (altText != null && !altText.isBlank()) {
            fields.put("alt_text_custom", altText);
        }
        var body = new UploadBody(fields, "source", picture.type(), file.get());
        var reply =
                Reply.of(() ->
                        uploads.photo(
                                "Bearer " + feed.accessToken(), feed.platformAccount(), body));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return Optional.of(failed(reply, handles));
        }
        var id = answer.as(FacebookWire.Created.class).map(FacebookWire.Created::id).orElse(null);
        if (id == null) {
            return Optional.of(new PrepareOutcome.NotYet(handles, null, answer.seen()));
        }
        handles.put(name, id);
        return Optional.empty();
    }

    private PrepareOutcome failed(Reply reply, Map<String, String> handles) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Reply.Lost(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Answered answer when answer.status() == 413 ->
                    new PrepareOutcome.Refused("A picture is too large for Facebook");
            case Answered answer -> FacebookAnswers.of(answer, clock).prepared(handles);
        };
    }
}
