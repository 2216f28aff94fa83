package io.septet.sandbox.x;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Posts with the fields that a reader of X asked for, in the names the prose documents use ({@code
 * tweet.fields}).
 */
final class XView {
    /** How long X gives private numbers. */
    private static final Duration PRIVATE_METRICS = Duration.ofDays(30);

    private static final Set<String> KNOWN =
            Set.of(
                    "article",
                    "attachments",
                    "author_id",
                    "card_uri",
                    "community_id",
                    "context_annotations",
                    "conversation_id",
                    "created_at",
                    "display_text_range",
                    "edit_controls",
                    "edit_history_tweet_ids",
                    "entities",
                    "geo",
                    "id",
                    "in_reply_to_user_id",
                    "lang",
                    "media_metadata",
                    "non_public_metrics",
                    "note_tweet",
                    "organic_metrics",
                    "possibly_sensitive",
                    "promoted_metrics",
                    "public_metrics",
                    "referenced_tweets",
                    "reply_settings",
                    "scopes",
                    "source",
                    "suggested_source_links",
                    "text",
                    "withheld");

    private final Set<String> fields;
    private final Set<String> mediaFields;
    private final boolean withMedia;
    private final boolean withAuthor;
    private final Account caller;
    private final World world;
    private final List<Map<String, @Nullable Object>> data = new ArrayList<>();
    private final Map<String, Map<String, @Nullable Object>> media = new LinkedHashMap<>();
    private final Map<String, Map<String, @Nullable Object>> users = new LinkedHashMap<>();
    private final List<Map<String, @Nullable Object>> errors = new ArrayList<>();

    private XView(Set<String> fields, Call call, Account caller, World world) {
        this.fields = fields;
        this.mediaFields = Set.copyOf(new HashSet<>(XApi.Fields.of(call, "media.fields")));
        this.withMedia = XApi.Fields.of(call, "expansions").contains("attachments.media_keys");
        this.withAuthor = XApi.Fields.of(call, "expansions").contains("author_id");
        this.caller = caller;
        this.world = world;
    }

    /** A view for this call; null if it asks for fields that do not exist. */
    static @Nullable XView of(Call call, Account caller, World world) {
        var fields = new HashSet<>(XApi.Fields.of(call, "tweet.fields"));
        return KNOWN.containsAll(fields) ? new XView(fields, call, caller, world) : null;
    }

    void missing(String parameter, String id) {
        errors.add(XWords.missing("tweet", parameter, id));
    }

    void add(Account author, Post post) {
        XText text = XText.of(post, world.places().post(author, post));
        var shown =
                Json.of(
                        "id",
                        post.id(),
                        "text",
                        text.text(),
                        "edit_history_tweet_ids",
                        List.of(post.id()));
        if (fields.contains("created_at")) {
            shown.put("created_at", millis(post));
        }
        if (fields.contains("author_id") || withAuthor) {
            shown.put("author_id", author.id());
        }
        if (fields.contains("conversation_id")) {
            shown.put(
                    "conversation_id",
                    post.trait("parent").isEmpty() ? post.id() : post.trait("parent"));
        }
        if (fields.contains("lang")) {
            shown.put("lang", "und");
        }
        if (fields.contains("entities") && !text.urls().isEmpty()) {
            shown.put("entities", Json.of("urls", text.urls()));
        }
        if (!post.media().isEmpty() && (fields.contains("attachments") || withMedia)) {
            shown.put(
                    "attachments",
                    Json.of("media_keys", post.media().stream().map(XMedia::key).toList()));
            post.media().forEach(upload -> include(author, post, upload));
        }
        if (fields.contains("referenced_tweets") && !post.trait("parent").isEmpty()) {
            shown.put(
                    "referenced_tweets",
                    List.of(Json.of("type", "replied_to", "id", post.trait("parent"))));
        }
        metrics(author, post, shown);
        if (withAuthor) {
            users.put(author.id(), XApi.user(author, List.of(), world));
        }
        data.add(shown);
    }

    private static String millis(Post post) {
        String text = post.acceptedAt().truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }

    private void metrics(Account author, Post post, Map<String, @Nullable Object> shown) {
        Engagement seen = world.engagement(author, post);
        if (fields.contains("public_metrics")) {
            shown.put(
                    "public_metrics",
                    Json.of(
                            "retweet_count", seen.shares(),
                            "reply_count", seen.comments(),
                            "like_count", seen.likes(),
                            "quote_count", seen.quotes(),
                            "bookmark_count", seen.saves(),
                            "impression_count", seen.views()));
        }
        boolean mayKnow = author.equals(caller) && world.age(post).compareTo(PRIVATE_METRICS) <= 0;
        if (fields.contains("non_public_metrics")) {
            if (mayKnow) {
                shown.put(
                        "non_public_metrics",
                        Json.of(
                                "impression_count", seen.views(),
                                "url_link_clicks", seen.clicks(),
                                "user_profile_clicks", seen.profileClicks(),
                                "engagements", seen.engagements()));
            } else {
                errors.add(XWords.fieldRefused(post.id(), "non_public_metrics"));
            }
        }
        if (fields.contains("organic_metrics")) {
            if (mayKnow) {
                shown.put(
                        "organic_metrics",
                        Json.of(
                                "impression_count", seen.views(),
                                "url_link_clicks", seen.clicks(),
                                "user_profile_clicks", seen.profileClicks(),
                                "retweet_count", seen.shares(),
                                "reply_count", seen.comments(),
                                "like_count", seen.likes()));
            } else {
                errors.add(XWords.fieldRefused(post.id(), "organic_metrics"));
            }
        }
    }

    private void include(Account author, Post post, Upload upload) {
        if (!withMedia) {
            return;
        }
        var shown = Json.of("media_key", XMedia.key(upload), "type", "photo");
        for (String field : mediaFields) {
            switch (field) {
                case "url" -> shown.put(field, world.places().picture(upload));
                case "width" -> shown.put(field, upload.width());
                case "height" -> shown.put(field, upload.height());
                case "alt_text" -> {
                    if (!upload.altText().isEmpty()) {
                        shown.put(field, upload.altText());
                    }
                }
                case "public_metrics" ->
                        shown.put(
                                field,
                                Json.of("view_count", world.engagement(author, post).views()));
                default -> {}
            }
        }
        media.put(XMedia.key(upload), shown);
    }

    Map<String, @Nullable Object> list(@Nullable Map<String, @Nullable Object> meta) {
        var answer = data.isEmpty() ? Json.of() : Json.of("data", data);
        return complete(answer, meta);
    }

    Map<String, @Nullable Object> single() {
        return complete(Json.of("data", data.getFirst()), null);
    }

    private Map<String, @Nullable Object> complete(
            Map<String, @Nullable Object> answer, @Nullable Map<String, @Nullable Object> meta) {
        var includes = new LinkedHashMap<String, @Nullable Object>();
        if (!media.isEmpty()) {
            includes.put("media", media.values());
        }
        if (!users.isEmpty()) {
            includes.put("users", users.values());
        }
        if (!includes.isEmpty()) {
            answer.put("includes", includes);
        }
        if (!errors.isEmpty()) {
            answer.put("errors", errors);
        }
        if (meta != null) {
            answer.put("meta", meta);
        }
        return answer;
    }
}
