package io.septet.accounts.platform.linkedin;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks through an organisation's posts; those of members nobody may list. */
final class LinkedInPosts {
    private static final int PER_PAGE = 50;

    private final LinkedInApi api;
    private final LinkedInProperties properties;
    private final Clock clock;

    LinkedInPosts(LinkedInApi api, LinkedInProperties properties, Clock clock) {
        this.api = api;
        this.properties = properties;
        this.clock = clock;
    }

    ReadBack since(FeedAccess feed, SendRequest request, Instant since) {
        if (!LinkedInAccounts.isOrganization(feed.platformAccount())) {
            return new ReadBack.Impossible("LinkedIn lets nobody list what a member has posted");
        }
        var headers = new LinkedInApi.Caller(properties.version()).with(feed.accessToken());
        return OwnPosts.since(
                since,
                request.content(),
                clock,
                next -> {
                    int start = next == null ? 0 : Integer.parseInt(next);
                    return OwnPosts.page(
                            Reply.of(() ->
                                    api.posts(
                                            headers,
                                            "FINDER",
                                            feed.platformAccount(),
                                            start,
                                            PER_PAGE)),
                            answer -> LinkedInAnswers.of(answer, clock),
                            answer -> page(answer, start));
                });
    }

    private Page.@Nullable Read page(Answered answer, int start) {
        var elements =
                answer.as(LinkedInWire.Posts.class).map(LinkedInWire.Posts::elements).orElse(null);
        if (elements == null) {
            return null;
        }
        return new Page.Read(
                elements.stream()
                        .filter(post -> post.id() != null)
                        .filter(post ->
                                post.lifecycleState() == null
                                        || post.lifecycleState().equals("PUBLISHED"))
                        .map(this::post)
                        .toList(),
                elements.size() < PER_PAGE ? null : String.valueOf(start + PER_PAGE));
    }

    private OwnPosts.Post post(LinkedInWire.Post post) {
        var id = Objects.requireNonNull(post.id());
        var at = post.publishedAt() == null ? post.createdAt() : post.publishedAt();
        return new OwnPosts.Post(
                new Seen(
                        id,
                        URI.create(properties.webUrl() + "/feed/update/" + id),
                        at == null ? null : Instant.ofEpochMilli(at),
                        LittleText.read(post.commentary() == null ? "" : post.commentary())),
                post.content() == null ? 0 : media(post.content()));
    }

    private static int media(JsonNode content) {
        var several = content.path("multiImage").path("images");
        return several.isArray() ? several.size() : content.has("media") ? 1 : 0;
    }
}
