package io.septet.sandbox.mastodon;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Limits.Standing;
import io.septet.sandbox.grant.Access;
import io.septet.sandbox.grant.Access.State;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.function.Supplier;

/** The paths of one Mastodon-like server. */
public final class MastodonApi {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final MastodonWords WORDS = new MastodonWords();

    private final World world;
    private final int instance;

    /**
     * @param instance which of the servers, from 0
     */
    public MastodonApi(World world, int instance) {
        this.world = world;
        this.instance = instance;
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call, Account account);
    }

    /** A limit of its own besides the general one. */
    private record Family(String name, int limit, Duration window) {
        static final Family GENERAL = new Family("calls", 300, FIVE_MINUTES);
        static final Family STATUSES = new Family("statuses", 300, Duration.ofHours(3));
        static final Family MEDIA = new Family("media", 30, Duration.ofMinutes(30));
        static final Family REMOVALS = new Family("removals", 30, Duration.ofMinutes(30));
    }

    public void routes(Routes routes) {
        var view = new MastodonView(world, instance);
        var statuses = new Statuses(world, view, instance);
        var attachments = new Attachments(world, view);
        new MastodonTokens(world, instance, WORDS).routes(routes);
        routes.on("GET", "/api/v2/instance", call -> open(view::instance));
        on(
                routes,
                "GET",
                "/api/v1/accounts/verify_credentials",
                Calls.READ,
                Family.GENERAL,
                view::me);
        on(routes, "GET", "/api/v1/accounts/{id}", Calls.READ, Family.GENERAL, view::account);
        on(
                routes,
                "GET",
                "/api/v1/accounts/{id}/statuses",
                Calls.READ,
                Family.GENERAL,
                statuses::timeline);
        on(routes, "POST", "/api/v2/media", Calls.ALL, Family.MEDIA, attachments::upload);
        on(routes, "GET", "/api/v1/media/{id}", Calls.READ, Family.GENERAL, attachments::read);
        on(routes, "PUT", "/api/v1/media/{id}", Calls.ALL, Family.GENERAL, attachments::describe);
        on(routes, "DELETE", "/api/v1/media/{id}", Calls.ALL, Family.GENERAL, attachments::remove);
        on(routes, "POST", "/api/v1/statuses", Calls.PUBLISH, Family.STATUSES, statuses::create);
        on(routes, "GET", "/api/v1/statuses", Calls.READ, Family.GENERAL, statuses::several);
        on(routes, "GET", "/api/v1/statuses/{id}", Calls.READ, Family.GENERAL, statuses::single);
        on(
                routes,
                "GET",
                "/api/v1/statuses/{id}/source",
                Calls.READ,
                Family.GENERAL,
                statuses::source);
        on(routes, "DELETE", "/api/v1/statuses/{id}", Calls.ALL, Family.REMOVALS, statuses::delete);
    }

    private Reply open(Supplier<Reply> handler) {
        return world.faults().around(Platform.MASTODON, Calls.READ, WORDS, handler);
    }

    private void on(
            Routes routes, String method, String path, Calls made, Family family, Handler handler) {
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(
                                        Platform.MASTODON,
                                        made,
                                        WORDS,
                                        call.bearer(),
                                        () ->
                                                allowed(
                                                        call,
                                                        scopes(method, path),
                                                        family,
                                                        handler)));
    }

    /** Each of them alone opens a path. */
    private static String[] scopes(String method, String path) {
        if (path.endsWith("/verify_credentials")) {
            return new String[] {"read", "read:accounts", "profile"};
        }
        String rights = method.equals("GET") && !path.contains("/media") ? "read" : "write";
        String what =
                path.endsWith("/statuses") || path.contains("/statuses/")
                        ? "statuses"
                        : path.contains("/media") ? "media" : "accounts";
        return new String[] {rights, rights + ":" + what};
    }

    private Reply allowed(Call call, String[] scopes, Family family, Handler handler) {
        Access access = world.access(Platform.MASTODON, instance, call.bearer());
        Account account = access.account();
        if (account == null) {
            return call.bearer() == null
                    ? MastodonWords.error(401, "This API requires an authenticated user")
                    : access.state() == State.REVOKED
                            ? WORDS.revoked()
                            : MastodonWords.tokenUnknown();
        }
        if (!access.may(scopes)) {
            return MastodonWords.error(403, "This action is outside the authorized scopes");
        }
        // Mastodon counts every call, and some families once more; its headers describe the tighter
        // of the two.
        Standing tight = take(account, Family.GENERAL);
        if (tight.allowed() && family != Family.GENERAL) {
            Standing own = take(account, family);
            tight = !own.allowed() || own.remaining() < tight.remaining() ? own : tight;
        }
        Reply reply =
                tight.allowed() ? handler.handle(call, account) : WORDS.tooMany(tight.reset());
        return reply.withAll(MastodonWords.headers(tight));
    }

    private Standing take(Account account, Family family) {
        return world.limits()
                .take(
                        Platform.MASTODON,
                        account.key(),
                        family.name(),
                        family.limit(),
                        family.window());
    }
}
