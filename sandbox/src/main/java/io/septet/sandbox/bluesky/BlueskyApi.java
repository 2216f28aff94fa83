package io.septet.sandbox.bluesky;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Limits.Standing;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.http.Routes.Handler;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.function.Supplier;

/** The paths of the Bluesky-like server. */
public final class BlueskyApi {
    private static final BlueskyWords WORDS = new BlueskyWords();

    private final World world;
    private final BlueskySessions sessions;

    public BlueskyApi(World world) {
        this.world = world;
        this.sessions = new BlueskySessions(world);
    }

    @FunctionalInterface
    private interface Owned {
        Reply handle(Call call, Account account);
    }

    /** How often something may be called. */
    private record Family(String name, int limit, Duration window) {
        static final Family GENERAL = new Family("calls", 3_000, Duration.ofMinutes(5));
        static final Family SIGN_IN = new Family("sign-ins", 30, Duration.ofMinutes(5));

        /** 5000 points an hour, of which a creation costs 3. */
        static final Family CREATE = new Family("creations", 1_666, Duration.ofHours(1));
    }

    public void routes(Routes routes) {
        var views = new BlueskyView(world, sessions);
        var records = new BlueskyRecords(world);
        var blobs = new Blobs(world);
        open(routes, "GET", "com.atproto.server.describeServer", call -> views.server());
        open(routes, "GET", "com.atproto.identity.resolveHandle", views::resolve);
        open(routes, "GET", "com.atproto.repo.getRecord", views::record);
        open(routes, "GET", "com.atproto.repo.listRecords", views::records);
        open(routes, "GET", "app.bsky.actor.getProfile", views::profile);
        open(routes, "GET", "app.bsky.feed.getPosts", views::posts);
        open(routes, "GET", "app.bsky.feed.getAuthorFeed", views::authorFeed);
        open(routes, "POST", "com.atproto.server.createSession", this::signIn);
        open(routes, "POST", "com.atproto.server.refreshSession", sessions::refresh);
        open(routes, "POST", "com.atproto.server.deleteSession", sessions::delete);
        owned(
                routes,
                "GET",
                "com.atproto.server.getSession",
                Calls.READ,
                Family.GENERAL,
                sessions::show);
        owned(
                routes,
                "POST",
                "com.atproto.repo.uploadBlob",
                Calls.ALL,
                Family.GENERAL,
                blobs::upload);
        owned(
                routes,
                "POST",
                "com.atproto.repo.createRecord",
                Calls.PUBLISH,
                Family.CREATE,
                records::create);
        owned(
                routes,
                "POST",
                "com.atproto.repo.deleteRecord",
                Calls.ALL,
                Family.GENERAL,
                records::delete);
        for (String method : new String[] {"GET", "POST"}) {
            routes.on(
                    method,
                    "/xrpc/{method}",
                    call ->
                            BlueskyWords.error(
                                    501, "MethodNotImplemented", "Method Not Implemented"));
        }
    }

    private void open(Routes routes, String method, String name, Handler handler) {
        Calls made = method.equals("GET") ? Calls.READ : Calls.ALL;
        routes.on(
                method,
                "/xrpc/" + name,
                call ->
                        world.faults()
                                .around(Platform.BLUESKY, made, WORDS, () -> handler.handle(call)));
    }

    private void owned(
            Routes routes, String method, String name, Calls made, Family family, Owned handler) {
        routes.on(
                method,
                "/xrpc/" + name,
                call ->
                        world.faults()
                                .around(
                                        Platform.BLUESKY,
                                        made,
                                        WORDS,
                                        sessions.secret(call),
                                        () -> allowed(call, family, handler)));
    }

    private Reply signIn(Call call) {
        String who = String.valueOf(call.field("identifier"));
        return limited(who, Family.SIGN_IN, () -> sessions.create(call));
    }

    private Reply allowed(Call call, Family family, Owned handler) {
        var seen = sessions.seen(call);
        Account account = seen.account();
        return account == null
                ? BlueskySessions.refusal(seen)
                : limited(account.key(), family, () -> handler.handle(call, account));
    }

    private Reply limited(String who, Family family, Supplier<Reply> handler) {
        Standing standing =
                world.limits()
                        .take(
                                Platform.BLUESKY,
                                who,
                                family.name(),
                                family.limit(),
                                family.window());
        Reply reply = standing.allowed() ? handler.get() : WORDS.tooMany(standing.reset());
        return reply.withAll(
                BlueskyWords.headers(standing, world.limits().scaled(family.window()).toSeconds()));
    }
}
