package io.septet.sandbox.facebook;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Limits.Standing;
import io.septet.sandbox.grant.Access;
import io.septet.sandbox.grant.Grant;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The paths of the Graph API below {@code /facebook/v26.0}. */
public final class FacebookApi {
    static final String ROOT = "/facebook/v26.0";

    /**
     * Calls in 24 hours per engaged user of a page; the sandbox takes one follower in fifty as
     * engaged.
     */
    private static final int PER_ENGAGED_USER = 4_800;

    private static final int FOLLOWERS_PER_ENGAGED = 50;

    private final World world;
    private final FacebookWords words;
    private final FacebookView view;
    private final FacebookPeople people;

    public FacebookApi(World world) {
        this.world = world;
        this.view = new FacebookView(world);
        this.people = new FacebookPeople(world, view);
        this.words = new FacebookWords(world.clock());
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call, Account page);
    }

    public void routes(Routes routes) {
        var photos = new Photos(world);
        var posts = new FacebookPosts(world, words, view, photos);
        new FacebookTokens(world, words).routes(routes, ROOT);
        read(routes, ROOT + "/me", view::me);
        read(routes, ROOT + "/{id}/accounts", (call, page) -> noEdge("accounts"));
        read(routes, ROOT + "/{id}/permissions", (call, page) -> noEdge("permissions"));
        read(routes, ROOT + "/", view::several);
        read(routes, ROOT, view::several);
        read(routes, ROOT + "/{id}", view::node);
        read(routes, ROOT + "/{id}/insights", view::insights);
        read(routes, ROOT + "/{id}/published_posts", view::published);
        read(routes, ROOT + "/{id}/feed", view::published);
        read(routes, ROOT + "/{id}/posts", view::published);
        on(routes, "POST", ROOT + "/{id}/feed", call -> Calls.PUBLISH, posts::feed);
        on(routes, "POST", ROOT + "/{id}/photos", Photos::calls, posts::photo);
        on(routes, "DELETE", ROOT + "/{id}", call -> Calls.ALL, posts::delete);
    }

    /** Only a person has these. */
    private static Reply noEdge(String edge) {
        return FacebookWords.parameter(
                "Tried accessing nonexisting field (" + edge + ") on node type (Page)");
    }

    private void read(Routes routes, String path, Handler handler) {
        on(routes, "GET", path, call -> Calls.READ, handler);
    }

    private void on(
            Routes routes,
            String method,
            String path,
            Function<Call, Calls> made,
            Handler handler) {
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(
                                        Platform.FACEBOOK,
                                        made.apply(call),
                                        words,
                                        token(call),
                                        () -> allowed(call, handler))
                                .with("facebook-api-version", "v26.0"));
    }

    private Reply allowed(Call call, Handler handler) {
        String token = token(call);
        if (token == null || token.isEmpty()) {
            return FacebookWords.tokenMissing();
        }
        Access access = world.access(Platform.FACEBOOK, 0, token);
        Grant grant = access.grant();
        if (grant != null && grant.kind() != Grant.Kind.PAGE) {
            return people.handle(call, grant);
        }
        Account page = access.account();
        if (page == null) {
            return switch (access.state()) {
                case EXPIRED -> FacebookWords.tokenExpired();
                case REVOKED -> words.revoked();
                case GOOD, UNKNOWN -> FacebookWords.tokenUnknown();
            };
        }
        String scope = scope(call);
        if (!access.may(scope)) {
            return FacebookWords.scopeMissing(scope);
        }
        int limit = PER_ENGAGED_USER * Math.max(1, page.followers() / FOLLOWERS_PER_ENGAGED);
        Standing standing =
                world.limits()
                        .take(Platform.FACEBOOK, page.key(), "pages", limit, Duration.ofDays(1));
        if (!standing.allowed()) {
            return words.tooMany(standing.reset());
        }
        int percent = (int) ((limit - standing.remaining()) * 100L / limit);
        return handler.handle(call, page).withAll(FacebookWords.usage(page.id(), percent, 0));
    }

    private static String scope(Call call) {
        if (!call.method().equals("GET")) {
            return "pages_manage_posts";
        }
        return call.path().endsWith("/insights") ? "read_insights" : "pages_read_engagement";
    }

    private static @Nullable String token(Call call) {
        String bearer = call.bearer();
        return bearer != null ? bearer : call.field("access_token");
    }
}
