package io.septet.accounts.platform.bluesky;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks whether our record is in the account's own repository, which knows at once; the views that
 * people read come later.
 */
final class BlueskyReadBack {
    private final BlueskyApi api;
    private final Sessions sessions;
    private final URI webUrl;
    private final Clock clock;

    BlueskyReadBack(BlueskyApi api, Sessions sessions, URI webUrl, Clock clock) {
        this.api = api;
        this.sessions = sessions;
        this.webUrl = webUrl;
        this.clock = clock;
    }

    ReadBack look(FeedAccess feed, SendRequest request) {
        var asOf = clock.instant();
        var rkey = request.handles().get(BlueskyRecords.RKEY);
        var record = request.handles().get(BlueskyRecords.RECORD);
        if (rkey == null || record == null) {
            // Without an id and a record there was nothing that could be sent.
            return new ReadBack.Absent(asOf);
        }
        // Signing in tells which server keeps the account; reading there needs no session.
        var failed = sessions.ensure(feed);
        if (failed != null) {
            return refused(failed);
        }
        var server = sessions.server(feed);
        if (server.isEmpty()) {
            return new ReadBack.Impossible("The address of this server may not be called");
        }
        var reply =
                Reply.of(() ->
                        api.record(server.get(), feed.platformAccount(), BlueskyLinks.POSTS, rkey));
        if (reply instanceof Answered answer) {
            if (answer.ok()) {
                return found(feed, rkey, Outbound.JSON.readTree(record), answer);
            }
            if (BlueskyAnswers.of(answer, clock) instanceof Refusal.Gone) {
                return new ReadBack.Absent(asOf);
            }
        }
        return refused(reply);
    }

    private ReadBack refused(Reply reply) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> new ReadBack.Unreadable(reason, null);
            case Reply.Lost(var reason) -> new ReadBack.Unreadable(reason, null);
            case Answered answer -> BlueskyAnswers.of(answer, clock).looked();
        };
    }

    private ReadBack found(FeedAccess feed, String rkey, JsonNode sent, Answered answer) {
        var there = answer.json().orElse(null);
        var uri = there == null ? "" : there.path("uri").asString("");
        if (there == null
                || !there.path("value").isObject()
                || BlueskyLinks.record(uri).isEmpty()) {
            return new ReadBack.Unreadable(answer.seen(), null);
        }
        var record = there.path("value");
        var link = BlueskyLinks.post(webUrl, feed.username(), rkey);
        var at = time(record.path("createdAt").asString(""));
        return record.equals(sent)
                ? new ReadBack.Found(uri, link, at)
                : new ReadBack.Other(
                        "Another post is there under the id of this one",
                        List.of(new Seen(uri, link, at, record.path("text").asString(""))));
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
