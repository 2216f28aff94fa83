package io.septet.sandbox.mastodon;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entities of one Mastodon-like server, as version 4.5 writes them. */
final class MastodonView {
    static final int LONGEST = 500;
    static final int MOST_PICTURES = 4;
    static final int MOST_BYTES = 16_777_216;
    static final int MOST_PIXELS = 33_177_600;
    static final int LONGEST_DESCRIPTION = 1500;
    static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final World world;
    private final int instance;

    MastodonView(World world, int instance) {
        this.world = world;
        this.instance = instance;
    }

    private String server() {
        return world.places().instances().get(instance);
    }

    Reply instance() {
        return Reply.json(
                200,
                Json.of(
                        "domain", world.places().host(instance),
                        "title", "Jiangcheng social " + (instance + 1),
                        "version", "4.5.0",
                        "source_url", "https://github.com/mastodon/mastodon",
                        "description", "A pretend server of the sandbox",
                        "languages", List.of("en", "zh"),
                        "api_versions", Json.of("mastodon", 7),
                        "configuration", configuration(),
                        "registrations",
                                Json.of(
                                        "enabled",
                                        false,
                                        "approval_required",
                                        false,
                                        "message",
                                        null),
                        "rules", List.of()));
    }

    private static Map<String, @Nullable Object> configuration() {
        return Json.of(
                "statuses",
                Json.of(
                        "max_characters", LONGEST,
                        "max_media_attachments", MOST_PICTURES,
                        "characters_reserved_per_url", MastodonText.LINK),
                "media_attachments",
                Json.of(
                        "supported_mime_types", TYPES,
                        "description_limit", LONGEST_DESCRIPTION,
                        "image_size_limit", MOST_BYTES,
                        "image_matrix_limit", MOST_PIXELS,
                        "video_size_limit", 103_809_024,
                        "video_frame_rate_limit", 120,
                        "video_matrix_limit", 8_294_400),
                "polls",
                Json.of(
                        "max_options", 4,
                        "max_characters_per_option", 50,
                        "min_expiration", 300,
                        "max_expiration", 2_629_746),
                "translation",
                Json.of("enabled", false));
    }

    Reply me(Call call, Account account) {
        var shown = account(account);
        shown.put(
                "source",
                Json.of(
                        "privacy",
                        "public",
                        "sensitive",
                        false,
                        "language",
                        "en",
                        "note",
                        "",
                        "fields",
                        List.of(),
                        "follow_requests_count",
                        0));
        return Reply.json(200, shown);
    }

    Reply account(Call call, Account caller) {
        Account account = world.accounts().byId(Platform.MASTODON, instance, call.path("id"));
        return account == null ? MastodonWords.notFound() : Reply.json(200, account(account));
    }

    private Map<String, @Nullable Object> account(Account account) {
        String avatar = server() + "/sandbox/avatars/" + account.key();
        var newest = world.ledger().newest(account).stream().findFirst();
        return Json.of(
                "id",
                account.id(),
                "username",
                account.handle(),
                "acct",
                account.handle(),
                "display_name",
                account.name(),
                "locked",
                false,
                "bot",
                false,
                "discoverable",
                true,
                "group",
                false,
                "created_at",
                "2024-02-01T00:00:00.000Z",
                "note",
                "<p>" + account.name() + "</p>",
                "url",
                server() + "/@" + account.handle(),
                "uri",
                server() + "/users/" + account.handle(),
                "avatar",
                avatar,
                "avatar_static",
                avatar,
                "header",
                "",
                "header_static",
                "",
                "followers_count",
                world.followers(account),
                "following_count",
                64,
                "statuses_count",
                world.ledger().count(account),
                "last_status_at",
                newest.map(post -> MastodonWords.time(post.acceptedAt()).substring(0, 10))
                        .orElse(null),
                "emojis",
                List.of(),
                "fields",
                List.of());
    }

    Map<String, @Nullable Object> status(Account account, Post post) {
        Engagement seen = world.engagement(account, post);
        String language = post.trait("language");
        String parent = post.trait("parent");
        return Json.of(
                "id", post.id(),
                "created_at", MastodonWords.time(post.acceptedAt()),
                "in_reply_to_id", parent.isEmpty() ? null : parent,
                "in_reply_to_account_id", parent.isEmpty() ? null : account.id(),
                "sensitive", post.trait("sensitive").equals("true"),
                "spoiler_text", post.trait("spoiler"),
                "visibility", post.trait("visibility"),
                "language", language.isEmpty() ? null : language,
                "uri", server() + "/users/" + account.handle() + "/statuses/" + post.id(),
                "url", world.places().post(account, post),
                "replies_count", seen.comments(),
                "reblogs_count", seen.shares(),
                "favourites_count", seen.likes(),
                "quotes_count", seen.quotes(),
                "edited_at", null,
                "content", MastodonText.html(post.text(), server()),
                "reblog", null,
                "application", Json.of("name", "Septet", "website", null),
                "account", account(account),
                "media_attachments", post.media().stream().map(this::attachment).toList(),
                "mentions", List.of(),
                "tags", List.of(),
                "emojis", List.of(),
                "card", null,
                "poll", null,
                "favourited", false,
                "reblogged", false,
                "muted", false,
                "bookmarked", false,
                "pinned", false);
    }

    Map<String, @Nullable Object> attachment(Upload upload) {
        boolean ready = upload.isReady(world.now());
        String url = server() + "/sandbox/media/" + upload.sha256();
        return Json.of(
                "id",
                upload.id(),
                "type",
                "image",
                "url",
                ready ? url : null,
                "preview_url",
                ready ? url : null,
                "remote_url",
                null,
                "preview_remote_url",
                null,
                "text_url",
                null,
                "meta",
                Json.of(
                        "original",
                        Json.of(
                                "width",
                                upload.width(),
                                "height",
                                upload.height(),
                                "size",
                                upload.width() + "x" + upload.height(),
                                "aspect",
                                (double) upload.width() / upload.height())),
                "description",
                upload.altText().isEmpty() ? null : upload.altText(),
                "blurhash",
                "LEHV6nWB2yk8pyo0adR*.7kCMdnj");
    }
}
