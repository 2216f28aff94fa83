package io.septet.accounts.platform.x;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.OwnPosts;
import io.septet.accounts.platform.OwnPosts.Page;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks through an account's own posts, replies and reposts included. */
final class XPosts {
    private static final int PER_PAGE = 100;
    private static final String FIELDS = "created_at,entities,attachments,note_tweet";

    private final XApi api;
    private final URI webUrl;
    private final Clock clock;

    XPosts(XApi api, URI webUrl, Clock clock) {
        this.api = api;
        this.webUrl = webUrl;
        this.clock = clock;
    }

    ReadBack since(FeedAccess feed, SendRequest request, Instant since) {
        var start = since.truncatedTo(ChronoUnit.SECONDS).toString();
        return OwnPosts.since(
                since,
                request.content(),
                clock,
                next ->
                        OwnPosts.page(
                                Reply.of(() ->
                                        api.own(
                                                "Bearer " + feed.accessToken(),
                                                feed.platformAccount(),
                                                PER_PAGE,
                                                start,
                                                FIELDS,
                                                next)),
                                XAnswers::of,
                                answer -> page(feed, answer)));
    }

    /** An empty list has no data, but says that it has none. */
    private Page.@Nullable Read page(FeedAccess feed, Answered answer) {
        var page = answer.as(XWire.Own.class).orElse(null);
        if (page == null || page.meta() == null || page.meta().resultCount() == null) {
            return null;
        }
        var posts = Objects.requireNonNullElse(page.data(), List.<XWire.OwnPost>of());
        if (posts.size() != page.meta().resultCount()) {
            return null;
        }
        return new Page.Read(
                posts.stream()
                        .filter(post -> post.id() != null)
                        .map(post -> post(feed, post))
                        .toList(),
                page.meta().nextToken());
    }

    private OwnPosts.Post post(FeedAccess feed, XWire.OwnPost post) {
        var id = Objects.requireNonNull(post.id());
        var attached = post.attachments();
        var keys = attached == null ? null : attached.mediaKeys();
        return new OwnPosts.Post(
                new Seen(id, link(feed, id), post.createdAt(), text(post)),
                keys == null ? 0 : keys.size());
    }

    private URI link(FeedAccess feed, String id) {
        return URI.create(webUrl + "/" + feed.username() + "/status/" + id);
    }

    /**
     * What was written: X puts its own short links in place of all others, adds one for pictures,
     * and escapes three characters. Of a long post the text is elsewhere.
     */
    private static String text(XWire.OwnPost post) {
        var note = post.noteTweet();
        var text = note == null || note.text() == null ? post.text() : note.text();
        var entities = note == null || note.entities() == null ? post.entities() : note.entities();
        var urls = entities == null ? null : entities.urls();
        var whole = text == null ? "" : text;
        for (var url : urls == null ? List.<XWire.Link>of() : urls) {
            if (url.url() != null) {
                var address = url.expandedUrl() == null ? url.url() : url.expandedUrl();
                whole = whole.replace(url.url(), url.mediaKey() == null ? address : "");
            }
        }
        return whole.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip();
    }
}
