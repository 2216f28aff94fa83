package io.septet.accounts.platform.x;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Content.MediaItem;
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
import org.jspecify.annotations.Nullable;

/**
 * Uploads and describes pictures before a post uses them.
 *
 * <p>Handles of picture {@code n} (from 0): {@code media.n} its id, {@code media.n.processing}
 * while X is not done with it, {@code media.n.described} once its description is stored.
 */
final class XPictures {
    private static final String MEDIA = "media.";
    private static final String PROCESSING = ".processing";
    private static final String DESCRIBED = ".described";

    private final XApi api;
    private final XApi.Uploads uploads;
    private final MediaFiles files;
    private final Clock clock;

    XPictures(XApi api, XApi.Uploads uploads, MediaFiles files, Clock clock) {
        this.api = api;
        this.uploads = uploads;
        this.files = files;
        this.clock = clock;
    }

    /** The ids of a prepared post's pictures, in the order shown. */
    static List<String> ids(SendRequest request) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < request.content().media().size(); i++) {
            var id = request.handles().get(MEDIA + i);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    PrepareOutcome prepare(String bearer, SendRequest request) {
        var handles = new LinkedHashMap<>(request.handles());
        var media = request.content().media();
        for (int i = 0; i < media.size(); i++) {
            var stopped = prepare(bearer, request, MEDIA + i, media.get(i), handles);
            if (stopped.isPresent()) {
                return stopped.get();
            }
        }
        return new PrepareOutcome.Ready(handles);
    }

    /** Takes one picture as far as it goes; empty = all done. */
    private Optional<PrepareOutcome> prepare(
            String bearer,
            SendRequest request,
            String name,
            MediaItem picture,
            Map<String, String> handles) {
        if (!handles.containsKey(name)) {
            var stopped = upload(bearer, request, name, picture, handles);
            if (stopped.isPresent()) {
                return stopped;
            }
        } else if (handles.containsKey(name + PROCESSING)) {
            var stopped = look(bearer, name, handles);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        var altText = picture.altText();
        return altText == null || altText.isBlank() || handles.containsKey(name + DESCRIBED)
                ? Optional.empty()
                : describe(bearer, name, altText, handles);
    }

    private Optional<PrepareOutcome> upload(
            String bearer,
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
        var body =
                new UploadBody(
                        Map.of(
                                "media_category",
                                picture.type().equals("image/gif") ? "tweet_gif" : "tweet_image"),
                        "media",
                        picture.type(),
                        file.get());
        var reply = Reply.of(() -> uploads.upload(bearer, body));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return Optional.of(failed(reply, handles));
        }
        var data = answer.as(XWire.Uploaded.class).map(XWire.Uploaded::data).orElse(null);
        if (data == null || data.id() == null) {
            return Optional.of(new PrepareOutcome.NotYet(handles, null, answer.seen()));
        }
        handles.put(name, data.id());
        return judged(name, data.processingInfo(), handles);
    }

    private Optional<PrepareOutcome> look(String bearer, String name, Map<String, String> handles) {
        var id = handles.getOrDefault(name, "");
        var reply = Reply.of(() -> api.mediaStatus(bearer, id));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return Optional.of(failed(reply, handles));
        }
        var data = answer.as(XWire.Uploaded.class).map(XWire.Uploaded::data).orElse(null);
        return judged(name, data == null ? null : data.processingInfo(), handles);
    }

    private Optional<PrepareOutcome> judged(
            String name, XWire.@Nullable Processing processing, Map<String, String> handles) {
        handles.remove(name + PROCESSING);
        if (processing == null || "succeeded".equals(processing.state())) {
            return Optional.empty();
        }
        var error = processing.error();
        if (error != null || "failed".equals(processing.state())) {
            handles.remove(name);
            return Optional.of(
                    new PrepareOutcome.Refused(
                            "X could not process a picture"
                                    + (error == null || error.message() == null
                                            ? ""
                                            : ": " + Reply.shortened(error.message()))));
        }
        handles.put(name + PROCESSING, "true");
        var wait = processing.checkAfterSecs();
        return Optional.of(
                new PrepareOutcome.NotYet(
                        handles,
                        clock.instant().plusSeconds(wait == null ? 1 : Math.clamp(wait, 1, 60)),
                        "X is processing a picture"));
    }

    private Optional<PrepareOutcome> describe(
            String bearer, String name, String altText, Map<String, String> handles) {
        var description = XWire.Description.of(handles.getOrDefault(name, ""), altText);
        var reply = Reply.of(() -> api.describe(bearer, description));
        if (reply instanceof Answered answer && answer.ok()) {
            handles.put(name + DESCRIBED, "true");
            return Optional.empty();
        }
        return Optional.of(failed(reply, handles));
    }

    /** None of these calls is public, so whatever is unclear may simply be done again. */
    private static PrepareOutcome failed(Reply reply, Map<String, String> handles) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Reply.Lost(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Answered answer when answer.status() == 413 ->
                    new PrepareOutcome.Refused("A picture is too large for X");
            case Answered answer -> XAnswers.of(answer).prepared(handles);
        };
    }
}
