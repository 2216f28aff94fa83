package io.septet.sandbox.bluesky;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the Bluesky-like server shows of accounts and posts; all of it is public. */
final class BlueskyView {
    private static final int MOST_POSTS = 25;
    private static final int MOST = 100;

    private final World world;
    private final BlueskySessions sessions;

    BlueskyView(World world, BlueskySessions sessions) {
        this.world = world;
        this.sessions = sessions;
    }

    Reply server() {
        return Reply.json(
                200,
                Json.of(
                        "did",
                        "did:web:localhost",
                        "availableUserDomains",
                        List.of(".bsky.localhost"),
                        "inviteCodeRequired",
                        true,
                        "blobUploadLimit",
                        Blobs.LARGEST,
                        "links",
                        Json.of(),
                        "contact",
                        Json.of()));
    }

    Reply resolve(Call call) {
        Account account = sessions.find(call.query("handle", ""));
        return account == null
                ? BlueskyWords.invalid("Unable to resolve handle")
                : Reply.json(200, Json.of("did", account.id()));
    }

    Reply profile(Call call) {
        Account account = sessions.find(call.query("actor", ""));
        if (account == null) {
            return BlueskyWords.invalid("Profile not found");
        }
        var profile = author(account);
        profile.put("description", "A pretend account of the sandbox");
        profile.put("followersCount", world.followers(account));
        profile.put("followsCount", 64);
        profile.put("postsCount", world.ledger().count(account));
        return Reply.json(200, profile);
    }

    Reply record(Call call) {
        Account account = sessions.find(call.query("repo", ""));
        if (account == null) {
            return BlueskyWords.invalid("Could not find repo: " + call.query("repo", ""));
        }
        String uri =
                "at://"
                        + account.id()
                        + "/"
                        + call.query("collection", "")
                        + "/"
                        + call.query("rkey", "");
        Post post = world.shown(account, uri);
        return post == null
                ? BlueskyWords.error(400, "RecordNotFound", "Could not locate record: " + uri)
                : Reply.json(200, record(post));
    }

    Reply records(Call call) {
        Account account = sessions.find(call.query("repo", ""));
        if (account == null) {
            return BlueskyWords.invalid("Could not find repo: " + call.query("repo", ""));
        }
        var page = page(account, call);
        return Reply.json(
                200, paged(page, "records", page.stream().map(BlueskyView::record).toList()));
    }

    Reply authorFeed(Call call) {
        Account account = sessions.find(call.query("actor", ""));
        if (account == null) {
            return BlueskyWords.invalid("Profile not found");
        }
        var page = page(account, call);
        return Reply.json(
                200,
                paged(
                        page,
                        "feed",
                        page.stream().map(post -> Json.of("post", view(account, post))).toList()));
    }

    Reply posts(Call call) {
        var uris = call.queries("uris");
        if (uris.isEmpty() || uris.size() > MOST_POSTS) {
            return BlueskyWords.invalid(
                    "Error: Params must have the property \"uris\" of at most 25 elements");
        }
        var found = new ArrayList<Map<String, @Nullable Object>>();
        for (String uri : uris) {
            String[] parts = uri.split("/", -1);
            Account account = parts.length == 5 ? sessions.find(parts[2]) : null;
            Post post = account == null ? null : world.shown(account, uri);
            if (account != null && post != null) {
                found.add(view(account, post));
            }
        }
        return Reply.json(200, Json.of("posts", found));
    }

    /** Newest first by their keys; the cursor is the key of the last one shown. */
    private List<Post> page(Account account, Call call) {
        int limit = limit(call.query("limit", "50"));
        String below = call.query("cursor", "~");
        var posts = new ArrayList<>(world.shown(account));
        posts.sort(Comparator.comparing(BlueskyRecords::rkey).reversed());
        return posts.stream()
                .filter(post -> BlueskyRecords.rkey(post).compareTo(below) < 0)
                .limit(limit)
                .toList();
    }

    private static int limit(String text) {
        return text.matches("[0-9]{1,3}") ? Math.clamp(Integer.parseInt(text), 1, MOST) : MOST;
    }

    private static Map<String, @Nullable Object> paged(
            List<Post> page, String name, List<Map<String, @Nullable Object>> items) {
        var answer = Json.of(name, items);
        if (!page.isEmpty()) {
            answer.put("cursor", BlueskyRecords.rkey(page.getLast()));
        }
        return answer;
    }

    private static Map<String, @Nullable Object> record(Post post) {
        return Json.of(
                "uri",
                post.id(),
                "cid",
                BlueskyRecords.cid(post),
                "value",
                Json.MAPPER.readTree(post.trait("record")));
    }

    private Map<String, @Nullable Object> author(Account account) {
        return Json.of(
                "did",
                account.id(),
                "handle",
                account.handle(),
                "displayName",
                account.name(),
                "avatar",
                world.places().bluesky() + "/sandbox/avatars/" + account.key(),
                "labels",
                List.of());
    }

    private Map<String, @Nullable Object> view(Account account, Post post) {
        Engagement seen = world.engagement(account, post);
        var view =
                Json.of(
                        "uri", post.id(),
                        "cid", BlueskyRecords.cid(post),
                        "author", author(account),
                        "record", Json.MAPPER.readTree(post.trait("record")),
                        "bookmarkCount", seen.saves(),
                        "replyCount", seen.comments(),
                        "repostCount", seen.shares(),
                        "likeCount", seen.likes(),
                        "quoteCount", seen.quotes(),
                        "indexedAt", BlueskyWords.time(post.acceptedAt()),
                        "labels", List.of());
        if (!post.media().isEmpty()) {
            view.put(
                    "embed",
                    Json.of(
                            "$type",
                            "app.bsky.embed.images#view",
                            "images",
                            post.media().stream().map(this::picture).toList()));
        }
        return view;
    }

    private Map<String, @Nullable Object> picture(Upload upload) {
        String url = world.places().bluesky() + "/sandbox/media/" + upload.sha256();
        return Json.of(
                "thumb",
                url,
                "fullsize",
                url,
                "alt",
                upload.altText(),
                "aspectRatio",
                Json.of("width", upload.width(), "height", upload.height()));
    }
}
