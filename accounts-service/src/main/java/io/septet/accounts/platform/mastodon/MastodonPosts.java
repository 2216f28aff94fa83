package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.OwnPosts;
import io.septet.accounts.platform.OwnPosts.Page;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Looks through an account's own posts; boosts are none. */
final class MastodonPosts {
    private static final int PER_PAGE = 40;
    private static final Pattern BREAK =
            Pattern.compile("<br\\b[^>]*>|</p>|</li>|</blockquote>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final MastodonApi api;
    private final Servers servers;
    private final Clock clock;

    MastodonPosts(MastodonApi api, Servers servers, Clock clock) {
        this.api = api;
        this.servers = servers;
        this.clock = clock;
    }

    ReadBack since(FeedAccess feed, SendRequest request, Instant since) {
        var server = servers.of(feed.server());
        if (server.isEmpty()) {
            return new ReadBack.Impossible("The address of this server may not be called");
        }
        return OwnPosts.since(
                since,
                request.content(),
                clock,
                before ->
                        OwnPosts.page(
                                Reply.of(() ->
                                        api.posts(
                                                server.get(),
                                                "Bearer " + feed.accessToken(),
                                                feed.platformAccount(),
                                                PER_PAGE,
                                                before)),
                                answer -> MastodonAnswers.of(answer, clock),
                                MastodonPosts::page));
    }

    private static Page.@Nullable Read page(Answered answer) {
        var statuses = answer.as(MastodonWire.Own[].class).orElse(null);
        if (statuses == null) {
            return null;
        }
        var posts =
                java.util.Arrays.stream(statuses)
                        .filter(status -> status.id() != null)
                        .map(MastodonPosts::post)
                        .toList();
        // Servers may leave out posts from a page, so that only an empty one is the end.
        return new Page.Read(posts, posts.isEmpty() ? null : posts.getLast().seen().platformId());
    }

    private static OwnPosts.Post post(MastodonWire.Own status) {
        var media = status.mediaAttachments();
        return new OwnPosts.Post(
                new Seen(
                        Objects.requireNonNull(status.id()),
                        status.url(),
                        status.createdAt(),
                        text(status.content() == null ? "" : status.content())),
                media == null ? 0 : media.size());
    }

    /**
     * What people read of a post's HTML. Links are shortened by hiding parts of them, so that the
     * text alone has them whole.
     */
    static String text(String html) {
        var lines = BREAK.matcher(html).replaceAll("\n");
        return HtmlUtils.htmlUnescape(TAG.matcher(lines).replaceAll("")).strip();
    }
}
