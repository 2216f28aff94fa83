package io.septet.sandbox.container;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.platform.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts, containers, posts and numbers, with the fields that a reader asked for. */
final class ContainerView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int MOST = 100;
    private static final String LINKED = "instagram_business_account";

    private final World world;
    private final Flavour flavour;
    private final Containers containers;

    ContainerView(World world, Flavour flavour, Containers containers) {
        this.world = world;
        this.flavour = flavour;
        this.containers = containers;
    }

    /**
     * At Instagram the page to which the account is linked, if that is asked for: the demo's tokens
     * are pages' own ones. Otherwise the account, as with a token of Instagram's own sign-in.
     */
    Reply me(Call call, Account account) {
        String fields = call.query("fields", "id");
        if (flavour == Flavour.THREADS || !fields.contains(LINKED)) {
            return Reply.json(200, profile(account, fields(call)));
        }
        return Reply.json(
                200,
                Json.of(
                        "id",
                        "1002" + account.id().substring(4),
                        "name",
                        account.name(),
                        LINKED,
                        account(account)));
    }

    /** The fields asked for; {@code id} is the app's own number for the account at Instagram. */
    private Map<String, @Nullable Object> profile(Account account, List<String> fields) {
        boolean threads = flavour == Flavour.THREADS;
        var shown = Json.of("id", threads ? account.id() : "26" + account.id().substring(2));
        int posts = world.ledger().count(account);
        for (String field : fields) {
            switch (field) {
                case "user_id" -> shown.put(field, account.id());
                case "username" -> shown.put(field, account.handle());
                case "name" -> shown.put(field, account.name());
                case "profile_picture_url", "threads_profile_picture_url" ->
                        shown.put(
                                field, world.places().base() + "/sandbox/avatars/" + account.key());
                case "account_type" -> shown.put(field, "BUSINESS");
                case "followers_count" -> shown.put(field, world.followers(account));
                case "follows_count" -> shown.put(field, 64);
                case "media_count" -> shown.put(field, posts);
                case "threads_biography" -> shown.put(field, "A pretend account of the sandbox");
                case "is_verified" -> shown.put(field, true);
                default -> {}
            }
        }
        return shown;
    }

    Reply node(Call call, Account account) {
        String id = call.path("id");
        if (id.equals(account.id())) {
            var shown = profile(account, fields(call));
            shown.put("id", account.id());
            return Reply.json(200, shown);
        }
        Container container = containers.find(account, id);
        if (container != null) {
            return Reply.json(200, container(container));
        }
        Post post = world.shown(account, id);
        return post == null
                ? ContainerWords.gone(id)
                : Reply.json(200, post(account, post, fields(call)));
    }

    private Map<String, @Nullable Object> account(Account account) {
        return Json.of(
                "id",
                account.id(),
                "username",
                account.handle(),
                "name",
                account.name(),
                flavour == Flavour.THREADS ? "threads_profile_picture_url" : "profile_picture_url",
                world.places().base() + "/sandbox/avatars/" + account.key());
    }

    private Map<String, @Nullable Object> container(Container container) {
        String status = containers.status(container);
        return flavour == Flavour.THREADS
                ? Json.of("status", status, "id", container.id())
                : Json.of("status_code", status, "status", status, "id", container.id());
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** Of the account itself, at Threads. */
    Reply accountInsights(Call call, Account account) {
        return new AccountInsights(world, flavour).of(call, account);
    }

    private static List<String> fields(Call call) {
        return List.of(call.query("fields", "id").replaceAll("\\{[^}]*}", "").split(","));
    }

    private Map<String, @Nullable Object> post(Account account, Post post, List<String> fields) {
        Engagement seen = world.engagement(account, post);
        var shown = Json.of("id", post.id());
        for (String field : fields) {
            switch (field) {
                case "caption", "text" -> shown.put(field, post.text());
                case "permalink" -> shown.put(field, world.places().post(account, post));
                case "shortcode" -> shown.put(field, Long.toString(Long.parseLong(post.id()), 36));
                case "timestamp" -> shown.put(field, TIME.format(post.acceptedAt()));
                case "media_type" ->
                        shown.put(
                                field,
                                switch (post.media().size()) {
                                    case 0 -> "TEXT_POST";
                                    case 1 -> "IMAGE";
                                    default -> "CAROUSEL_ALBUM";
                                });
                case "media_product_type" ->
                        shown.put(field, flavour == Flavour.THREADS ? "THREADS" : "FEED");
                case "username" -> shown.put(field, account.handle());
                case "is_quote_post" -> shown.put(field, false);
                case "like_count" -> shown.put(field, seen.likes());
                case "comments_count" -> shown.put(field, seen.comments());
                default -> {}
            }
        }
        return shown;
    }

    /** The newest posts first, with cursors; {@code since} and {@code until} in unix seconds. */
    Reply newest(Call call, Account account) {
        int limit;
        Instant since;
        Instant until;
        try {
            limit = Math.clamp(Integer.parseInt(call.query("limit", "25")), 1, MOST);
            since = Instant.ofEpochSecond(Long.parseLong(call.query("since", "0")));
            until = Instant.ofEpochSecond(Long.parseLong(call.query("until", "99999999999")));
        } catch (NumberFormatException e) {
            return ContainerWords.parameter("Param limit, since and until must be numbers");
        }
        String after = call.query("after");
        long below = after != null && after.matches("[0-9]{1,18}") ? Long.parseLong(after) : 0;
        List<Post> found =
                world.shown(account).stream()
                        .filter(post -> below == 0 || Long.parseLong(post.id()) < below)
                        .filter(post -> !post.acceptedAt().isBefore(since))
                        .filter(post -> !post.acceptedAt().isAfter(until))
                        .limit(limit + 1L)
                        .toList();
        List<Post> page = found.subList(0, Math.min(limit, found.size()));
        var answer =
                Json.of(
                        "data",
                        page.stream().map(post -> post(account, post, fields(call))).toList());
        if (!page.isEmpty()) {
            String last = page.getLast().id();
            var paging = Json.of("cursors", Json.of("before", page.getFirst().id(), "after", last));
            if (found.size() > page.size()) {
                paging.put(
                        "next",
                        world.places().base() + call.path() + "?limit=" + limit + "&after=" + last);
            }
            answer.put("paging", paging);
        }
        return Reply.json(200, answer);
    }

    Reply quota(Call call, Account account) {
        return Reply.json(
                200,
                Json.of(
                        "data",
                        List.of(
                                Json.of(
                                        "quota_usage",
                                        containers.used(account),
                                        "config",
                                        Json.of(
                                                "quota_total",
                                                flavour.perDay,
                                                "quota_duration",
                                                86_400)))));
    }

    Reply insights(Call call, Account account) {
        String id = call.path("id");
        if (flavour == Flavour.INSTAGRAM && id.equals(account.id())) {
            return new AccountInsights(world, flavour).of(call, account);
        }
        Post post = world.shown(account, id);
        if (post == null) {
            return ContainerWords.gone(id);
        }
        Engagement seen = world.engagement(account, post);
        var data = new ArrayList<Map<String, @Nullable Object>>();
        for (String metric : call.query("metric", "").split(",")) {
            Long value =
                    flavour == Flavour.THREADS ? threads(metric, seen) : instagram(metric, seen);
            if (value == null) {
                // One metric that does not exist fails the whole call.
                return ContainerWords.parameter("metric[0] must be one of the known values");
            }
            data.add(
                    Json.of(
                            "name",
                            metric,
                            "period",
                            "lifetime",
                            "values",
                            List.of(Json.of("value", value)),
                            "id",
                            post.id() + "/insights/" + metric + "/lifetime"));
        }
        return Reply.json(200, Json.of("data", data));
    }

    private static @Nullable Long instagram(String metric, Engagement seen) {
        return switch (metric) {
            case "views" -> seen.views();
            case "reach" -> seen.reach();
            case "likes" -> seen.likes() + seen.loves();
            case "comments" -> seen.comments();
            case "saved" -> seen.saves();
            case "shares" -> seen.shares();
            case "total_interactions" -> seen.engagements();
            case "profile_visits" -> seen.profileClicks();
            default -> null;
        };
    }

    private static @Nullable Long threads(String metric, Engagement seen) {
        return switch (metric) {
            case "views" -> seen.views();
            case "likes" -> seen.likes();
            case "replies" -> seen.comments();
            case "reposts" -> seen.shares();
            case "quotes" -> seen.quotes();
            case "shares" -> seen.saves();
            default -> null;
        };
    }

    Reply delete(Call call, Account account) {
        String id = call.path("id");
        Post post = world.ledger().find(account, id);
        return post != null && world.ledger().remove(post)
                ? Reply.json(200, Json.of("success", true, "deleted_id", id))
                : ContainerWords.gone(id);
    }
}
