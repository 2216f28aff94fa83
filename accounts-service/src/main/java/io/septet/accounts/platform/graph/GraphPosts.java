package io.septet.accounts.platform.graph;

import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.OwnPosts;
import io.septet.accounts.platform.OwnPosts.Page;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks through what an account has posted, as all of Meta's APIs list it. */
public final class GraphPosts {
    private static final int PER_PAGE = 50;

    /** {@code 2026-08-22T10:00:00+0000}: without a colon in the offset. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .appendPattern("[XX][XXX]")
                    .toFormatter(java.util.Locale.ROOT);

    private final GraphApi api;
    private final Listing listing;
    private final Function<Answered, Refusal> refusal;
    private final Clock clock;

    /**
     * @param refusal what an answer means that is none
     */
    public GraphPosts(
            GraphApi api, Listing listing, Function<Answered, Refusal> refusal, Clock clock) {
        this.api = api;
        this.listing = listing;
        this.refusal = refusal;
        this.clock = clock;
    }

    /**
     * Where and under which names a platform lists posts.
     *
     * @param edge of the account
     * @param text the field for what people read
     * @param time the field for when it became public
     * @param link the field for where people see it
     * @param media fields that tell how many pictures there are
     * @param count how many there are
     * @param plain undoes what the platform does to a text
     */
    public record Listing(
            String edge,
            String text,
            String time,
            String link,
            String media,
            ToIntFunction<JsonNode> count,
            UnaryOperator<String> plain) {

        String fields() {
            return String.join(",", "id", text, time, link, media);
        }
    }

    /** {@link ReadBack.Candidates}, or why there are none. */
    public ReadBack since(FeedAccess feed, Content sent, Instant since) {
        return OwnPosts.since(
                since,
                sent,
                clock,
                after ->
                        OwnPosts.page(
                                Reply.of(() ->
                                        api.list(
                                                "Bearer " + feed.accessToken(),
                                                feed.platformAccount(),
                                                listing.edge(),
                                                listing.fields(),
                                                since.getEpochSecond(),
                                                PER_PAGE,
                                                after)),
                                refusal,
                                this::page));
    }

    private Page.@Nullable Read page(Answered answer) {
        var page = answer.json().orElse(null);
        if (page == null || !page.path("data").isArray()) {
            return null;
        }
        var posts = new ArrayList<OwnPosts.Post>();
        for (var node : page.path("data")) {
            posts.add(
                    new OwnPosts.Post(
                            new Seen(
                                    node.path("id").asString(""),
                                    link(node.path(listing.link())),
                                    time(node.path(listing.time())),
                                    listing.plain().apply(node.path(listing.text()).asString(""))),
                            listing.count().applyAsInt(node)));
        }
        var paging = page.path("paging");
        var after = paging.path("cursors").path("after");
        return new Page.Read(
                posts, paging.has("next") && after.isString() ? after.asString() : null);
    }

    /** A permalink, if it is one. */
    static @Nullable URI link(JsonNode node) {
        try {
            return node.isString() ? URI.create(node.asString()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.asString(""), TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
