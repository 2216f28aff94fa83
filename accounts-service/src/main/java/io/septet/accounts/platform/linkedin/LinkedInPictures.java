package io.septet.accounts.platform.linkedin;

import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Content.MediaItem;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Uploads pictures and waits until LinkedIn is done with them. Pictures that no post uses stay
 * invisible, so uploading again after an unclear answer is harmless.
 *
 * <p>Handles of picture {@code n} (from 0): {@code image.n} its URN, {@code image.n.processing}
 * while LinkedIn is not done with it. Tokens that may only post cannot ask for that; their pictures
 * are taken as ready, and a post that comes too soon is refused without harm.
 */
final class LinkedInPictures {
    private static final String IMAGE = "image.";
    private static final String PROCESSING = ".processing";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int FORBIDDEN = 403;

    private final LinkedInApi api;
    private final LinkedInApi.Uploads uploads;
    private final LinkedInProperties properties;
    private final MediaFiles files;
    private final Clock clock;

    LinkedInPictures(
            LinkedInApi api,
            LinkedInApi.Uploads uploads,
            LinkedInProperties properties,
            MediaFiles files,
            Clock clock) {
        this.api = api;
        this.uploads = uploads;
        this.properties = properties;
        this.files = files;
        this.clock = clock;
    }

    /** A prepared post's pictures, in the order shown; empty if one is not prepared. */
    static Optional<List<LinkedInWire.Image>> attached(SendRequest request) {
        var images = new ArrayList<LinkedInWire.Image>();
        var media = request.content().media();
        for (int i = 0; i < media.size(); i++) {
            var urn = request.handles().get(IMAGE + i);
            if (urn == null) {
                return Optional.empty();
            }
            var altText = media.get(i).altText();
            images.add(
                    new LinkedInWire.Image(
                            urn, altText == null || altText.isBlank() ? null : altText));
        }
        return Optional.of(images);
    }

    PrepareOutcome prepare(FeedAccess feed, SendRequest request) {
        var headers = new LinkedInApi.Caller(properties.version()).with(feed.accessToken());
        var handles = new LinkedHashMap<>(request.handles());
        var media = request.content().media();
        for (int i = 0; i < media.size(); i++) {
            var name = IMAGE + i;
            if (handles.containsKey(name + PROCESSING)) {
                var stopped = look(headers, name, handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
            // Also when the look has shown that LinkedIn does not know it any more.
            if (!handles.containsKey(name)) {
                var stopped = upload(feed, headers, request, name, media.get(i), handles);
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
        }
        boolean ready =
                IntStream.range(0, media.size()).allMatch(i -> handles.containsKey(IMAGE + i))
                        && handles.keySet().stream().noneMatch(name -> name.endsWith(PROCESSING));
        return ready ? new PrepareOutcome.Ready(handles) : processing(handles);
    }

    /** Uploads one picture; its processing does not keep the next ones waiting. */
    private Optional<PrepareOutcome> upload(
            FeedAccess feed,
            Map<String, String> headers,
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
        var wish = new LinkedInWire.Initialize(new LinkedInWire.Owner(feed.platformAccount()));
        var begun = Reply.of(() -> api.initializeUpload(headers, wish));
        if (!(begun instanceof Answered started) || !started.ok()) {
            return Optional.of(failed(begun, handles));
        }
        var upload =
                started.as(LinkedInWire.Initialized.class)
                        .map(LinkedInWire.Initialized::value)
                        .orElse(null);
        if (upload == null || upload.image() == null || upload.uploadUrl() == null) {
            return Optional.of(new PrepareOutcome.NotYet(handles, null, started.seen()));
        }
        var address = ours(upload.uploadUrl());
        if (address == null) {
            return Optional.of(
                    new PrepareOutcome.NotYet(
                            handles, null, "LinkedIn names an upload address that is not its own"));
        }
        var typed = new HashMap<>(headers);
        typed.put("Content-Type", picture.type());
        var put = Reply.of(() -> uploads.put(address, typed, file.get()));
        if (!(put instanceof Answered done) || !done.ok()) {
            return Optional.of(failed(put, handles));
        }
        handles.put(name, upload.image());
        handles.put(name + PROCESSING, "true");
        return look(headers, name, handles);
    }

    /** Asks once how far a picture is; empty = the answer is in the handles. */
    private Optional<PrepareOutcome> look(
            Map<String, String> headers, String name, Map<String, String> handles) {
        var urn = handles.getOrDefault(name, "");
        var reply = Reply.of(() -> api.image(headers, urn));
        if (!(reply instanceof Answered answer)) {
            return Optional.of(failed(reply, handles));
        }
        if (answer.status() == FORBIDDEN) {
            handles.remove(name + PROCESSING);
            return Optional.empty();
        }
        if (!answer.ok()) {
            if (LinkedInAnswers.of(answer, clock) instanceof Refusal.Gone) {
                handles.remove(name + PROCESSING);
                handles.remove(name);
                return Optional.empty();
            }
            return Optional.of(failed(reply, handles));
        }
        var status = answer.as(LinkedInWire.Asset.class).map(LinkedInWire.Asset::status).orElse("");
        return switch (status) {
            case "AVAILABLE" -> {
                handles.remove(name + PROCESSING);
                yield Optional.empty();
            }
            case "PROCESSING_FAILED" -> {
                handles.remove(name + PROCESSING);
                handles.remove(name);
                yield Optional.of(
                        new PrepareOutcome.Refused("LinkedIn could not process a picture"));
            }
            default -> Optional.empty();
        };
    }

    private PrepareOutcome processing(Map<String, String> handles) {
        return new PrepareOutcome.NotYet(
                handles, clock.instant().plus(LOOK_AGAIN), "LinkedIn is processing a picture");
    }

    /**
     * An upload address if it is LinkedIn's own or that of the configured API; the token goes
     * there, so an answer must not send it anywhere else.
     */
    private @Nullable URI ours(String address) {
        URI parsed;
        try {
            parsed = URI.create(address);
        } catch (IllegalArgumentException e) {
            return null;
        }
        var host = parsed.getHost();
        if (host == null || parsed.getRawUserInfo() != null) {
            return null;
        }
        var name = host.toLowerCase(Locale.ROOT);
        boolean linkedIn =
                "https".equals(parsed.getScheme())
                        && parsed.getPort() == -1
                        && (name.equals("linkedin.com") || name.endsWith(".linkedin.com"));
        var base = properties.baseUrl();
        boolean configured =
                base.getScheme().equals(parsed.getScheme())
                        && host.equalsIgnoreCase(base.getHost())
                        && base.getPort() == parsed.getPort();
        return linkedIn || configured ? parsed : null;
    }

    /** None of these calls is public, so whatever is unclear may simply be done again. */
    private PrepareOutcome failed(Reply reply, Map<String, String> handles) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Reply.Lost(var reason) -> new PrepareOutcome.NotYet(handles, null, reason);
            case Answered answer when answer.status() == 413 ->
                    new PrepareOutcome.Refused("A picture is too large for LinkedIn");
            case Answered answer -> LinkedInAnswers.of(answer, clock).prepared(handles);
        };
    }
}
