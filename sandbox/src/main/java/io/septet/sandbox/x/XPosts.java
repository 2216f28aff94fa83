package io.septet.sandbox.x;

import io.septet.sandbox.fault.Words;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Acceptance.Accepted;
import io.septet.sandbox.ledger.Acceptance.MediaTaken;
import io.septet.sandbox.ledger.Acceptance.Twin;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Draft;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts of X: created, read back, removed. */
final class XPosts {
    /** How long the same text is refused; X does not publish its own figure. */
    private static final Duration TWINS = Duration.ofHours(24);

    private static final Set<String> MEMBERS =
            Set.of(
                    "text",
                    "media",
                    "reply",
                    "reply_settings",
                    "made_with_ai",
                    "paid_partnership",
                    "nullcast",
                    "share_with_followers",
                    "for_super_followers_only",
                    "geo");
    private static final Set<String> PAID_MEMBERS =
            Set.of(
                    "quote_tweet_id",
                    "poll",
                    "community_id",
                    "edit_options",
                    "card_uri",
                    "direct_message_deep_link");
    private static final Set<String> REPLY_SETTINGS =
            Set.of("following", "mentionedUsers", "subscribers", "verified");
    private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
    private static final int MOST_PICTURES = 4;
    private static final int MOST_IDS = 100;

    private final World world;
    private final Words words;

    XPosts(World world, Words words) {
        this.world = world;
        this.words = words;
    }

    Reply create(Call call, Account account) {
        ObjectNode body = call.json();
        if (body == null) {
            return XWords.invalid(
                    "Requests with bodies must have content-type of application/json.");
        }
        Reply refused = unknownMember(body);
        if (refused != null) {
            return refused;
        }
        if (body.propertyNames().stream().anyMatch(PAID_MEMBERS::contains)) {
            return XWords.forbidden("Your account is not permitted to access this feature.");
        }
        JsonNode text = body.path("text");
        if ((!text.isMissingNode() && !text.isString())
                || (!body.has("media") && text.asString("").isBlank())) {
            return XWords.invalid(
                    "text is required unless media is given",
                    Map.of("text", List.of(text.toString())));
        }
        JsonNode settings = body.path("reply_settings");
        if (!settings.isMissingNode() && !REPLY_SETTINGS.contains(settings.asString(""))) {
            return XWords.invalid(
                    "$.reply_settings: does not have a value in the enumeration " + REPLY_SETTINGS,
                    Map.of("$.reply_settings", List.of(settings.toString())));
        }
        String sent = text.asString("");
        if (!sent.isEmpty() && !XText.fits(sent)) {
            return XWords.notPermitted();
        }
        return withMedia(body, account, sent);
    }

    private static @Nullable Reply unknownMember(ObjectNode body) {
        for (String name : body.propertyNames()) {
            if (!MEMBERS.contains(name) && !PAID_MEMBERS.contains(name)) {
                return notInSchema("$." + name, body.path(name));
            }
        }
        for (String name : body.path("media").propertyNames()) {
            if (!Set.of("media_ids", "tagged_user_ids").contains(name)) {
                return notInSchema("$.media." + name, body.path("media").path(name));
            }
        }
        return null;
    }

    private static Reply notInSchema(String path, JsonNode value) {
        return XWords.invalid(
                "["
                        + path
                        + ": is not defined in the schema and the schema does not allow additional properties]",
                Map.of(path, List.of(value.toString())));
    }

    private Reply withMedia(ObjectNode body, Account account, String text) {
        var ids = new ArrayList<String>();
        body.path("media").path("media_ids").forEach(id -> ids.add(id.asString("")));
        if (body.has("media") && (ids.isEmpty() || ids.size() > MOST_PICTURES)) {
            return XWords.invalid(
                    "$.media.media_ids: must have between 1 and 4 items",
                    Map.of("$.media.media_ids", ids));
        }
        var media = new ArrayList<Upload>();
        for (String id : ids) {
            Upload upload = world.media().find(account, id);
            if (upload == null || world.isExpired(upload.at()) || !upload.isReady(world.now())) {
                return XWords.mediaInvalid(ids);
            }
            media.add(upload);
        }
        String parent = body.path("reply").path("in_reply_to_tweet_id").asString("");
        if (!parent.isEmpty() && find(parent) == null) {
            return XWords.forbidden(
                    "You attempted to reply to a Tweet that is deleted or not visible to you.");
        }
        var traits = parent.isEmpty() ? Map.<String, String>of() : Map.of("parent", parent);
        var draft = new Draft(account, text, media, traits, false, world.limits().scaled(TWINS));
        return switch (world.ledger().accept(draft)) {
            case Accepted(Post post) -> {
                String shown = XText.of(post, world.places().post(account, post)).text();
                yield Reply.json(
                        201,
                        Json.of(
                                "data",
                                Json.of(
                                        "id",
                                        post.id(),
                                        "text",
                                        shown,
                                        "edit_history_tweet_ids",
                                        List.of(post.id()))));
            }
            case Twin twin -> {
                Reply duplicate = words.duplicate();
                yield duplicate == null ? XWords.notPermitted() : duplicate;
            }
            case MediaTaken taken -> XWords.mediaInvalid(ids);
        };
    }

    private record Owned(Account account, Post post) {}

    /** As {@link #find}, but only what reading shows now. */
    private @Nullable Owned shown(String id) {
        Owned owned = find(id);
        return owned == null || world.shown(owned.account(), id) == null ? null : owned;
    }

    private @Nullable Owned find(String id) {
        for (Account account : world.accounts().of(Platform.X)) {
            Post post = world.ledger().find(account, id);
            if (post != null) {
                return new Owned(account, post);
            }
        }
        return null;
    }

    Reply lookup(Call call, Account caller) {
        List<String> ids = XApi.Fields.of(call, "ids");
        if (ids.isEmpty()
                || ids.size() > MOST_IDS
                || !ids.stream().allMatch(id -> ID.matcher(id).matches())) {
            return XWords.invalid(
                    "The `ids` query parameter must hold 1 to 100 ids", Map.of("ids", ids));
        }
        var view = XView.of(call, caller, world);
        if (view == null) {
            return XWords.invalid(
                    "The `tweet.fields` query parameter value is not one of the fields of a Tweet",
                    Map.of("tweet.fields", XApi.Fields.of(call, "tweet.fields")));
        }
        for (String id : ids) {
            Owned owned = shown(id);
            if (owned == null) {
                view.missing("ids", id);
            } else {
                view.add(owned.account(), owned.post());
            }
        }
        return Reply.json(200, view.list(null));
    }

    Reply single(Call call, Account caller) {
        Owned owned = shown(call.path("id"));
        if (owned == null) {
            return XWords.notFound("tweet", "id", call.path("id"));
        }
        var view = XView.of(call, caller, world);
        if (view == null) {
            return XWords.invalid(
                    "The `tweet.fields` query parameter value is not one of the fields of a Tweet");
        }
        view.add(owned.account(), owned.post());
        return Reply.json(200, view.single());
    }

    Reply timeline(Call call, Account caller) {
        Account owner = world.accounts().byId(Platform.X, 0, call.path("id"));
        if (owner == null) {
            return XWords.notFound("user", "id", call.path("id"));
        }
        var view = XView.of(call, caller, world);
        int most;
        Instant start;
        Instant end;
        try {
            most = Integer.parseInt(call.query("max_results", "10"));
            start =
                    OffsetDateTime.parse(call.query("start_time", "2006-03-21T00:00:00Z"))
                            .toInstant();
            end = OffsetDateTime.parse(call.query("end_time", "9999-01-01T00:00:00Z")).toInstant();
        } catch (NumberFormatException | DateTimeException wrong) {
            return XWords.invalid("A query parameter could not be read: " + wrong.getMessage());
        }
        if (view == null || most < 5 || most > 100) {
            return XWords.invalid(
                    "The `max_results` query parameter value ["
                            + most
                            + "] is not between 5 and 100",
                    Map.of("max_results", List.of(String.valueOf(most))));
        }
        var found = new ArrayList<Post>();
        for (Post post : world.shown(owner)) {
            boolean wanted =
                    !post.acceptedAt().isBefore(start)
                            && post.acceptedAt().isBefore(end)
                            && isAfter(post.id(), call.query("since_id"))
                            && isBefore(post.id(), call.query("until_id"))
                            && isBefore(post.id(), call.query("pagination_token"))
                            && !(call.query("exclude", "").contains("replies")
                                    && !post.trait("parent").isEmpty());
            if (wanted) {
                found.add(post);
            }
            if (found.size() > most || post.acceptedAt().isBefore(start)) {
                break;
            }
        }
        List<Post> page = found.subList(0, Math.min(most, found.size()));
        page.forEach(post -> view.add(owner, post));
        var meta = Json.of("result_count", page.size());
        if (!page.isEmpty()) {
            meta.put("newest_id", page.getFirst().id());
            meta.put("oldest_id", page.getLast().id());
        }
        if (found.size() > page.size()) {
            meta.put("next_token", page.getLast().id());
        }
        return Reply.json(200, view.list(meta));
    }

    private static boolean isAfter(String id, @Nullable String other) {
        return other == null
                || !ID.matcher(other).matches()
                || Long.parseLong(id) > Long.parseLong(other);
    }

    private static boolean isBefore(String id, @Nullable String other) {
        return other == null
                || !ID.matcher(other).matches()
                || Long.parseLong(id) < Long.parseLong(other);
    }

    Reply delete(Call call, Account account) {
        Owned owned = find(call.path("id"));
        if (owned == null) {
            return XWords.problem(
                    404,
                    "https://api.twitter.com/2/problems/resource-not-found",
                    "Not Found Error",
                    "Could not find tweet with id: [" + call.path("id") + "].");
        }
        if (!owned.account().equals(account)) {
            return XWords.forbidden("You are not authorized to delete this Tweet.");
        }
        world.ledger().remove(owned.post());
        return Reply.json(200, Json.of("data", Json.of("deleted", true)));
    }
}
