package io.septet.accounts.platform.mastodon;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import io.septet.accounts.platform.http.UploadBody;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriBuilderFactory;

/**
 * Uploads pictures with their descriptions, and waits until the server is done with them.
 *
 * <p>Handles of picture {@code n} (from 0): {@code media.n} its id, {@code media.n.processing}
 * while the server is not done with it.
 */
final class MastodonPictures {
    private static final String MEDIA = "media.";
    private static final String PROCESSING = ".processing";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int PARTIAL = 206;
    private static final int ACCEPTED = 202;

    private final MastodonApi api;
    private final MastodonApi.Uploads uploads;
    private final Servers servers;
    private final MediaFiles files;
    private final Clock clock;

    MastodonPictures(
            MastodonApi api,
            MastodonApi.Uploads uploads,
            Servers servers,
            MediaFiles files,
            Clock clock) {
        this.api = api;
        this.uploads = uploads;
        this.servers = servers;
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

    PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        var server = servers.of(feed.server());
        if (server.isEmpty()) {
            return new PrepareOutcome.Refused("The address of this server may not be called");
        }
        var bearer = "Bearer " + feed.accessToken();
        var handles = new LinkedHashMap<>(request.handles());
        var media = request.content().media();
        for (int i = 0; i < media.size(); i++) {
            var name = MEDIA + i;
            if (handles.containsKey(name + PROCESSING)) {
                var stopped = look(server.get(), bearer, name, handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
            // Also when the look has shown that the server has forgotten it.
            if (!handles.containsKey(name)) {
                var stopped = upload(server.get(), bearer, request, name, media.get(i), handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
        }
        return handles.keySet().stream().anyMatch(name -> name.endsWith(PROCESSING))
                ? processing(handles)
                : new PrepareOutcome.Ready(handles);
    }

    /** Uploads one picture; its processing does not keep the next ones waiting. */
    private Optional<PrepareOutcome> upload(
            UriBuilderFactory server,
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
        var altText = picture.altText();
        var body =
                new UploadBody(
                        altText == null || altText.isBlank()
                                ? Map.of()
                                : Map.of("description", altText),
                        "file",
                        picture.type(),
                        file.get());
        var reply = Reply.of(() -> uploads.upload(server, bearer, body));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return Optional.of(failed(reply, handles));
        }
        var id =
                answer.as(MastodonWire.Attachment.class)
                        .map(MastodonWire.Attachment::id)
                        .orElse(null);
        if (id == null) {
            return Optional.of(new PrepareOutcome.NotYet(handles, null, answer.seen()));
        }
        handles.put(name, id);
        if (answer.status() == ACCEPTED) {
            handles.put(name + PROCESSING, "true");
        }
        return Optional.empty();
    }

    private Optional<PrepareOutcome> look(
            UriBuilderFactory server, String bearer, String name, Map<String, String> handles) {
        var id = handles.getOrDefault(name, "");
        var reply = Reply.of(() -> api.media(server, bearer, id));
        if (!(reply instanceof Answered answer)) {
            return Optional.of(failed(reply, handles));
        }
        if (answer.status() == PARTIAL) {
            return Optional.of(processing(handles));
        }
        if (answer.ok()) {
            handles.remove(name + PROCESSING);
            return Optional.empty();
        }
        if (MastodonAnswers.of(answer, clock) instanceof Refusal.Gone) {
            handles.remove(name + PROCESSING);
            handles.remove(name);
            return Optional.empty();
        }
        return Optional.of(failed(reply, handles));
    }

    private PrepareOutcome processing(Map<String, String> handles) {
        return new PrepareOutcome.NotYet(
                handles, clock.instant().plus(LOOK_AGAIN), "The server is processing a picture");
    }

    /** None of these calls is public, so whatever is unclear may simply be done again. */
    private PrepareOutcome failed(Reply reply, Map<String, String> handles) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Reply.Lost(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Answered answer -> MastodonAnswers.of(answer, clock).prepared(handles);
        };
    }
}
