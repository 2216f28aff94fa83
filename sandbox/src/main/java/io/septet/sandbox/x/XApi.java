package io.septet.sandbox.x;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Limits.Standing;
import io.septet.sandbox.grant.Access;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of X's API v2 below {@code /x}. */
public final class XApi {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final XWords WORDS = new XWords();

    private final World world;

    public XApi(World world) {
        this.world = world;
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call, Account account);
    }

    public void routes(Routes routes) {
        var posts = new XPosts(world, WORDS);
        var media = new XMedia(world);
        new XTokens(world).routes(routes, WORDS);
        on(routes, "POST", "/x/2/tweets", Calls.PUBLISH, "tweet.write", 100, posts::create);
        on(routes, "GET", "/x/2/tweets", Calls.READ, "tweet.read", 5000, posts::lookup);
        on(routes, "GET", "/x/2/tweets/{id}", Calls.READ, "tweet.read", 900, posts::single);
        on(routes, "DELETE", "/x/2/tweets/{id}", Calls.ALL, "tweet.write", 50, posts::delete);
        on(routes, "GET", "/x/2/users/me", Calls.READ, "users.read", 75, this::me);
        on(routes, "GET", "/x/2/users/{id}/tweets", Calls.READ, "tweet.read", 900, posts::timeline);
        on(routes, "POST", "/x/2/media/upload", Calls.ALL, "media.write", 1875, media::upload);
        on(routes, "GET", "/x/2/media/upload", Calls.READ, "media.write", 1000, media::status);
        on(
                routes,
                "POST",
                "/x/2/media/upload/initialize",
                Calls.ALL,
                "media.write",
                1875,
                media::initialize);
        on(
                routes,
                "POST",
                "/x/2/media/upload/{id}/append",
                Calls.ALL,
                "media.write",
                1875,
                media::append);
        on(
                routes,
                "POST",
                "/x/2/media/upload/{id}/finalize",
                Calls.ALL,
                "media.write",
                1875,
                media::complete);
        on(routes, "POST", "/x/2/media/metadata", Calls.ALL, "media.write", 500, media::describe);
    }

    private void on(
            Routes routes,
            String method,
            String path,
            Calls made,
            String scope,
            int limit,
            Handler handler) {
        String family = method + " " + path;
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(
                                        Platform.X,
                                        made,
                                        WORDS,
                                        call.bearer(),
                                        () -> allowed(call, scope, family, limit, handler)));
    }

    private Reply allowed(Call call, String scope, String family, int limit, Handler handler) {
        Access access = world.access(Platform.X, 0, call.bearer());
        Account account = access.account();
        if (account == null) {
            return WORDS.revoked();
        }
        if (!access.may(scope)) {
            return XWords.scopeMissing();
        }
        Standing standing = world.limits().take(Platform.X, account.key(), family, limit, WINDOW);
        Reply reply =
                standing.allowed()
                        ? handler.handle(call, account)
                        : WORDS.tooMany(standing.reset());
        return reply.with("x-rate-limit-limit", Integer.toString(standing.limit()))
                .with("x-rate-limit-remaining", Integer.toString(standing.remaining()))
                .with("x-rate-limit-reset", Long.toString(XWords.ceiling(standing.reset())));
    }

    private Reply me(Call call, Account account) {
        return Reply.json(
                200, Json.of("data", user(account, Fields.of(call, "user.fields"), world)));
    }

    static Map<String, @Nullable Object> user(Account account, List<String> fields, World world) {
        var user = new LinkedHashMap<String, @Nullable Object>();
        user.put("id", account.id());
        user.put("name", account.name());
        user.put("username", account.handle());
        for (String field : fields) {
            switch (field) {
                case "profile_image_url" ->
                        user.put(
                                field, world.places().base() + "/sandbox/avatars/" + account.key());
                case "verified" -> user.put(field, true);
                case "verified_type" -> user.put(field, "business");
                case "subscription_type" -> user.put(field, "None");
                case "url" -> user.put(field, world.places().feed(account));
                case "public_metrics" -> {
                    int posts = world.ledger().count(account);
                    user.put(
                            field,
                            Json.of(
                                    "followers_count",
                                    world.followers(account),
                                    "following_count",
                                    128,
                                    "tweet_count",
                                    posts,
                                    "listed_count",
                                    account.followers() / 400,
                                    "like_count",
                                    310,
                                    "media_count",
                                    posts));
                }
                default -> {}
            }
        }
        return user;
    }

    /** The comma-separated names in a parameter. */
    static final class Fields {
        private Fields() {}

        static List<String> of(Call call, String parameter) {
            String value = call.query(parameter);
            return value == null || value.isBlank() ? List.of() : List.of(value.split(","));
        }
    }
}
