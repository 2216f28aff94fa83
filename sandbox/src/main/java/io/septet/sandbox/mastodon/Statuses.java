package io.septet.sandbox.mastodon;

import io.septet.sandbox.fault.Kind;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Statuses of a Mastodon-like server.
 *
 * <p>An {@code Idempotency-Key} counts per account for an hour after the status was accepted: a
 * repeat gets the original, whatever its body says; 404 if the original was deleted; 503 while the
 * first one is still under way.
 */
final class Statuses {
    private static final Duration KEY_KEPT = Duration.ofHours(1);
    private static final Set<String> VISIBILITIES =
            Set.of("public", "unlisted", "private", "direct");
    private static final int MOST = 40;

    private final World world;
    private final MastodonView view;
    private final int instance;
    private final Map<String, Post> byKey = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Statuses(World world, MastodonView view, int instance) {
        this.world = world;
        this.view = view;
        this.instance = instance;
        for (Post post : world.ledger().all()) {
            if (!post.trait("key").isEmpty()) {
                byKey.put(post.account() + " " + post.trait("key"), post);
            }
        }
    }

    Reply create(Call call, Account account) {
        String key = call.header("Idempotency-Key");
        if (key == null
                || key.isEmpty()
                || world.faults().strikes(Platform.MASTODON, Kind.KEY_IGNORED, text(call))) {
            return publish(call, account, "");
        }
        String place = account.key() + " " + key;
        if (!underWay.add(place)) {
            return MastodonWords.busy();
        }
        try {
            Post earlier = byKey.get(place);
            if (earlier != null
                    && world.now()
                            .isBefore(earlier.acceptedAt().plus(world.limits().scaled(KEY_KEPT)))) {
                if (world.faults().strikes(Platform.MASTODON, Kind.KEY_500, text(call))) {
                    return new MastodonWords().broken();
                }
                return world.ledger().find(account, earlier.id()) == null
                        ? MastodonWords.notFound()
                        : Reply.json(200, view.status(account, earlier));
            }
            return publish(call, account, key);
        } finally {
            underWay.remove(place);
        }
    }

    private static String text(Call call) {
        return Objects.requireNonNullElse(call.field("status"), "");
    }

    private Reply publish(Call call, Account account, String key) {
        String text = text(call);
        String spoiler = Objects.requireNonNullElse(call.field("spoiler_text"), "");
        List<String> ids = call.fields("media_ids");
        if (text.isBlank() && ids.isEmpty()) {
            if (spoiler.isBlank()) {
                return MastodonWords.invalid("Text can't be blank");
            }
            text = spoiler;
            spoiler = "";
        }
        if (MastodonText.length(spoiler + text) > MastodonView.LONGEST) {
            return MastodonWords.invalid(
                    "Text character limit of " + MastodonView.LONGEST + " exceeded");
        }
        String visibility = Objects.requireNonNullElse(call.field("visibility"), "public");
        if (!VISIBILITIES.contains(visibility)) {
            return MastodonWords.invalid("Visibility is not included in the list");
        }
        if (call.field("scheduled_at") != null || !call.fields("poll").isEmpty()) {
            return MastodonWords.invalid(
                    "Polls and scheduled statuses are not offered by this sandbox");
        }
        String parent = Objects.requireNonNullElse(call.field("in_reply_to_id"), "");
        if (!parent.isEmpty() && world.ledger().find(account, parent) == null) {
            return MastodonWords.error(
                    404, "The post you are trying to reply to does not appear to exist.");
        }
        var traits = new HashMap<String, String>();
        traits.put("visibility", visibility);
        traits.put("spoiler", spoiler);
        traits.put("language", Objects.requireNonNullElse(call.field("language"), "en"));
        traits.put(
                "sensitive",
                Boolean.toString(!spoiler.isEmpty() || "true".equals(call.field("sensitive"))));
        traits.put("parent", parent);
        traits.put("key", key);
        return withMedia(account, text, ids, traits);
    }

    private Reply withMedia(
            Account account, String text, List<String> ids, Map<String, String> traits) {
        if (ids.size() > MastodonView.MOST_PICTURES) {
            return MastodonWords.invalid("Cannot attach more than 4 files");
        }
        var media = new ArrayList<Upload>();
        var lost = new ArrayList<String>();
        for (String id : ids) {
            Upload upload = world.media().find(account, id);
            if (upload == null || world.ledger().isUsed(upload) || world.isExpired(upload.at())) {
                lost.add(id);
            } else {
                media.add(upload);
            }
        }
        if (!lost.isEmpty()) {
            return taken(lost);
        }
        if (media.stream().anyMatch(upload -> !upload.isReady(world.now()))) {
            return MastodonWords.error(
                    422,
                    "Cannot attach files that have not finished processing. Try again in a moment!");
        }
        return switch (world.ledger()
                .accept(new Draft(account, text, media, traits, true, Duration.ZERO))) {
            case Accepted(Post post) -> {
                if (!post.trait("key").isEmpty()) {
                    byKey.put(account.key() + " " + post.trait("key"), post);
                }
                yield Reply.json(200, view.status(account, post));
            }
            case MediaTaken(Upload upload) -> taken(List.of(upload.id()));
            case Twin twin -> throw new IllegalStateException("Mastodon knows no duplicates");
        };
    }

    private static Reply taken(List<String> ids) {
        return MastodonWords.invalid(
                "Media "
                        + String.join(", ", ids)
                        + " not found or already attached to another post");
    }

    private @Nullable Post find(String id, Account account) {
        return world.shown(account, id);
    }

    Reply single(Call call, Account account) {
        Post post = find(call.path("id"), account);
        return post == null
                ? MastodonWords.notFound()
                : Reply.json(200, view.status(account, post));
    }

    /** {@code GET /api/v1/statuses?id[]=..&id[]=..}: those that are missing are left out. */
    Reply several(Call call, Account account) {
        var found = new ArrayList<Map<String, @Nullable Object>>();
        for (String id : call.queries("id")) {
            Post post = find(id, account);
            if (post != null) {
                found.add(view.status(account, post));
            }
        }
        return Reply.json(200, found);
    }

    Reply source(Call call, Account account) {
        Post post = find(call.path("id"), account);
        return post == null
                ? MastodonWords.notFound()
                : Reply.json(
                        200,
                        Json.of(
                                "id",
                                post.id(),
                                "text",
                                post.text(),
                                "spoiler_text",
                                post.trait("spoiler")));
    }

    Reply timeline(Call call, Account caller) {
        Account account = world.accounts().byId(Platform.MASTODON, instance, call.path("id"));
        if (account == null) {
            return MastodonWords.notFound();
        }
        int limit;
        long after;
        long before;
        long min;
        try {
            limit = Math.clamp(Integer.parseInt(call.query("limit", "20")), 1, MOST);
            after = Long.parseLong(call.query("since_id", "0"));
            min = Long.parseLong(call.query("min_id", "0"));
            before = Long.parseLong(call.query("max_id", String.valueOf(Long.MAX_VALUE)));
        } catch (NumberFormatException wrong) {
            return MastodonWords.error(400, "param is missing or the value is empty: limit");
        }
        var found = new ArrayList<Post>();
        for (Post post : world.shown(account)) {
            long id = Long.parseLong(post.id());
            if (id > after && id > min && id < before) {
                found.add(post);
            }
            if (id <= after || (min == 0 && found.size() == limit)) {
                break;
            }
        }
        int size = found.size();
        // since_id gives the newest of what came later, min_id the oldest of it.
        List<Post> page =
                min > 0
                        ? found.subList(Math.max(0, size - limit), size)
                        : found.subList(0, Math.min(limit, size));
        return Reply.json(200, page.stream().map(post -> view.status(account, post)).toList());
    }

    Reply delete(Call call, Account account) {
        Post post = world.ledger().find(account, call.path("id"));
        if (post == null) {
            return MastodonWords.notFound();
        }
        var shown = view.status(account, post);
        shown.put("text", post.text());
        world.ledger().remove(post);
        return Reply.json(200, shown);
    }
}
