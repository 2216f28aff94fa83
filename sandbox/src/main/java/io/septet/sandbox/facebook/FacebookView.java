package io.septet.sandbox.facebook;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pages, posts and photos with the fields that a reader of the Graph API asked for. */
final class FacebookView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Set<String> POST_FIELDS =
            Set.of(
                    "id",
                    "message",
                    "created_time",
                    "updated_time",
                    "permalink_url",
                    "shares",
                    "reactions",
                    "likes",
                    "comments",
                    "attachments",
                    "full_picture",
                    "from",
                    "is_published",
                    "status_type");
    private static final Set<String> PAGE_FIELDS =
            Set.of(
                    "id",
                    "name",
                    "username",
                    "followers_count",
                    "fan_count",
                    "picture",
                    "link",
                    "category",
                    "about",
                    "tasks",
                    "access_token",
                    "is_published");
    private static final Set<String> PHOTO_FIELDS =
            Set.of(
                    "id",
                    "width",
                    "height",
                    "images",
                    "alt_text_custom",
                    "created_time",
                    "link",
                    "name");
    private static final int MOST = 100;

    private final World world;
    private final Insights insights = new Insights();

    FacebookView(World world) {
        this.world = world;
    }

    Reply me(Call call, Account page) {
        return page(page, call);
    }

    Reply node(Call call, Account page) {
        return node(call.path("id"), call, page);
    }

    private Reply node(String id, Call call, Account page) {
        Account other = world.accounts().byId(Platform.FACEBOOK, 0, id);
        if (other != null) {
            return page(other, call);
        }
        Post post = world.shown(page, id);
        if (post != null) {
            Reply wrong = checkPostFields(call);
            return wrong != null ? wrong : Reply.json(200, post(page, post, call));
        }
        Upload photo = world.media().find(page, id);
        return photo != null ? photo(photo, call) : FacebookWords.gone(id, "get");
    }

    /**
     * {@code GET /?ids=a,b}: an object by id; one unknown id fails the whole call, as it does
     * there.
     */
    Reply several(Call call, Account page) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (String id : call.query("ids", "").split(",")) {
            Reply one = node(id, call, page);
            if (!one.succeeded()) {
                return one;
            }
            all.put(id, Json.object(one.body()));
        }
        return Reply.json(200, all);
    }

    private Reply page(Account page, Call call) {
        return page(page, call, page.token().equals(call.bearer()) ? page.token() : null);
    }

    /**
     * A page's fields.
     *
     * @param token the page's own one as this caller may see it; null = not at all
     */
    Reply page(Account page, Call call, @Nullable String token) {
        List<String> fields = Selection.of(call.query("fields", "id,name"));
        String unknown = unknown(fields, PAGE_FIELDS);
        if (unknown != null) {
            return nonexisting(unknown, "Page");
        }
        var shown = Json.of("id", page.id());
        for (String field : fields) {
            switch (field) {
                case "name" -> shown.put(field, page.name());
                case "username" ->
                        shown.put(field, page.name().toLowerCase(Locale.ROOT).replace(" ", ""));
                case "followers_count", "fan_count" -> shown.put(field, world.followers(page));
                case "link" -> shown.put(field, world.places().feed(page));
                case "is_published" -> shown.put(field, true);
                case "tasks" -> shown.put(field, FacebookPeople.tasks());
                case "access_token" -> {
                    if (token != null) {
                        shown.put(field, token);
                    }
                }
                case "category" -> shown.put(field, "Broadcasting & media production company");
                case "picture" ->
                        shown.put(
                                field,
                                Json.of(
                                        "data",
                                        Json.of(
                                                "url",
                                                world.places().base()
                                                        + "/sandbox/avatars/"
                                                        + page.key())));
                default -> {}
            }
        }
        return Reply.json(200, shown);
    }

    private Reply photo(Upload photo, Call call) {
        List<String> fields = Selection.of(call.query("fields", "id,created_time"));
        String unknown = unknown(fields, PHOTO_FIELDS);
        if (unknown != null) {
            return nonexisting(unknown, "Photo");
        }
        var shown = Json.of("id", photo.id());
        for (String field : fields) {
            switch (field) {
                case "width" -> shown.put(field, photo.width());
                case "height" -> shown.put(field, photo.height());
                case "alt_text_custom" -> shown.put(field, photo.altText());
                case "created_time" -> shown.put(field, TIME.format(photo.at()));
                case "images" ->
                        shown.put(
                                field,
                                List.of(
                                        Json.of(
                                                "source", world.places().picture(photo),
                                                "width", photo.width(),
                                                "height", photo.height())));
                default -> {}
            }
        }
        return Reply.json(200, shown);
    }

    /** Null if every field asked for exists on a post. */
    @Nullable Reply checkPostFields(Call call) {
        String unknown = unknown(Selection.of(call.query("fields", "")), POST_FIELDS);
        return unknown == null ? null : nonexisting(unknown, "PagePost");
    }

    private static @Nullable String unknown(List<String> fields, Set<String> known) {
        return fields.stream().filter(field -> !known.contains(field)).findFirst().orElse(null);
    }

    private static Reply nonexisting(String field, String type) {
        return FacebookWords.parameter(
                "Tried accessing nonexisting field (" + field + ") on node type (" + type + ")");
    }

    Map<String, @Nullable Object> post(Account page, Post post, Call call) {
        String otherwise = call.method().equals("POST") ? "id" : "id,message,created_time";
        List<String> fields = Selection.of(call.query("fields", otherwise));
        Engagement seen = world.engagement(page, post);
        var shown = new LinkedHashMap<String, @Nullable Object>();
        for (String field : fields) {
            switch (field) {
                case "message" -> {
                    if (!post.text().isEmpty()) {
                        shown.put(field, post.text());
                    }
                }
                case "created_time", "updated_time" ->
                        shown.put(field, TIME.format(post.acceptedAt()));
                case "permalink_url" -> shown.put(field, world.places().post(page, post));
                case "shares" -> {
                    if (seen.shares() > 0) {
                        shown.put(field, Json.of("count", seen.shares()));
                    }
                }
                case "reactions", "likes" ->
                        shown.put(
                                field,
                                summary(
                                        field.equals("likes")
                                                ? seen.likes()
                                                : seen.likes() + seen.loves()));
                case "comments" -> shown.put(field, summary(seen.comments()));
                case "from" -> shown.put(field, Json.of("name", page.name(), "id", page.id()));
                case "is_published" -> shown.put(field, true);
                case "status_type" ->
                        shown.put(
                                field,
                                post.media().isEmpty() ? "mobile_status_update" : "added_photos");
                case "full_picture" -> {
                    if (!post.media().isEmpty()) {
                        shown.put(field, world.places().picture(post.media().getFirst()));
                    }
                }
                case "attachments" -> attachments(page, post, shown);
                default -> {}
            }
        }
        shown.put("id", post.id());
        return shown;
    }

    private static Map<String, @Nullable Object> summary(long count) {
        return Json.of("data", List.of(), "summary", Json.of("total_count", count));
    }

    private void attachments(Account page, Post post, Map<String, @Nullable Object> shown) {
        if (post.media().isEmpty()) {
            return;
        }
        var entries = new ArrayList<Object>();
        for (Upload upload : post.media()) {
            entries.add(
                    Json.of(
                            "media_type", "photo",
                            "media",
                                    Json.of(
                                            "image",
                                            Json.of(
                                                    "height", upload.height(),
                                                    "src", world.places().picture(upload),
                                                    "width", upload.width())),
                            "target",
                                    Json.of(
                                            "id",
                                            upload.id(),
                                            "url",
                                            world.places().post(page, post))));
        }
        Object data =
                entries.size() == 1
                        ? entries
                        : List.of(
                                Json.of(
                                        "media_type", "album",
                                        "target", Json.of("id", post.id()),
                                        "subattachments", Json.of("data", entries)));
        shown.put("attachments", Json.of("data", data));
    }

    Reply published(Call call, Account page) {
        if (!call.path("id").equals(page.id()) && !call.path("id").equals("me")) {
            return FacebookWords.gone(call.path("id"), "get");
        }
        Reply wrong = checkPostFields(call);
        if (wrong != null) {
            return wrong;
        }
        int limit;
        Instant since;
        Instant until;
        try {
            limit = Integer.parseInt(call.query("limit", "25"));
            since = Instant.ofEpochSecond(Long.parseLong(call.query("since", "0")));
            until = Instant.ofEpochSecond(Long.parseLong(call.query("until", "99999999999")));
        } catch (NumberFormatException wrongNumber) {
            return FacebookWords.parameter("Param limit, since and until must be numbers");
        }
        if (limit < 1 || limit > MOST) {
            return FacebookWords.parameter(
                    "Please reduce the amount of data you're asking for, then retry your request");
        }
        String after = call.query("after");
        boolean reached = after == null;
        var found = new ArrayList<Post>();
        for (Post post : world.shown(page)) {
            if (reached
                    && !post.acceptedAt().isBefore(since)
                    && post.acceptedAt().isBefore(until)) {
                found.add(post);
            }
            reached |= post.id().equals(after);
            if (found.size() > limit || post.acceptedAt().isBefore(since)) {
                break;
            }
        }
        List<Post> shown = found.subList(0, Math.min(limit, found.size()));
        var answer = Json.of("data", shown.stream().map(post -> post(page, post, call)).toList());
        if (!shown.isEmpty()) {
            var paging =
                    Json.of(
                            "cursors",
                            Json.of(
                                    "before",
                                    shown.getFirst().id(),
                                    "after",
                                    shown.getLast().id()));
            if (found.size() > shown.size()) {
                paging.put(
                        "next",
                        world.places().base()
                                + call.path()
                                + "?limit="
                                + limit
                                + "&after="
                                + shown.getLast().id());
            }
            answer.put("paging", paging);
        }
        return Reply.json(200, answer);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    private Reply ofPage(Call call, Account page) {
        List<String> metrics = Selection.of(call.query("metric", ""));
        return metrics.isEmpty()
                ? FacebookWords.noMetric()
                : new PageInsights(world).of(call, page, metrics);
    }

    Reply insights(Call call, Account page) {
        Post post = world.shown(page, call.path("id"));
        if (post == null) {
            return call.path("id").equals(page.id()) || call.path("id").equals("me")
                    ? ofPage(call, page)
                    : FacebookWords.gone(call.path("id"), "get");
        }
        List<String> metrics = Selection.of(call.query("metric", ""));
        if (metrics.isEmpty()) {
            return FacebookWords.noMetric();
        }
        return insights.of(post, metrics, world.engagement(page, post));
    }
}
