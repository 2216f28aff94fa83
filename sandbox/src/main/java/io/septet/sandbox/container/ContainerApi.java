package io.septet.sandbox.container;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.grant.Access;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The paths below {@code /instagram/v26.0} and {@code /threads/v1.0}. */
public final class ContainerApi {
    /** Calls in 24 hours; on the platforms it depends on how often an account is seen. */
    private static final int CALLS = 48_000;

    private final World world;
    private final Flavour flavour;
    private final ContainerWords words;
    private final Duration processing;

    private ContainerApi(World world, Flavour flavour, Duration processing) {
        this.world = world;
        this.flavour = flavour;
        this.words = new ContainerWords(flavour, world.clock());
        this.processing = processing;
    }

    /**
     * @param processing how long a container takes until it can be published, in the platform's
     *     time
     */
    public static ContainerApi instagram(World world, Duration processing) {
        return new ContainerApi(world, Flavour.INSTAGRAM, processing);
    }

    /**
     * @param processing as for Instagram
     */
    public static ContainerApi threads(World world, Duration processing) {
        return new ContainerApi(world, Flavour.THREADS, processing);
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call, Account account);
    }

    public void routes(Routes routes) {
        var containers = new Containers(world, flavour, words, processing);
        var view = new ContainerView(world, flavour, containers);
        String root = flavour.root;
        new ContainerTokens(world, flavour, words).routes(routes);
        on(routes, "GET", root + "/me", Calls.READ, view::me);
        on(routes, "GET", root + "/{id}", Calls.READ, view::node);
        on(routes, "GET", root + "/{id}/insights", Calls.READ, view::insights);
        on(routes, "GET", root + "/{id}/accounts", Calls.READ, (call, account) -> noPages());
        own(routes, "GET", flavour.containers, Calls.READ, view::newest);
        if (flavour == Flavour.THREADS) {
            own(routes, "GET", "threads_insights", Calls.READ, view::accountInsights);
        }
        own(routes, "GET", flavour.quota, Calls.READ, view::quota);
        own(routes, "POST", flavour.containers, Calls.ALL, containers::create);
        own(routes, "POST", flavour.publish, Calls.PUBLISH, containers::publish);
        on(routes, "DELETE", root + "/{id}", Calls.ALL, view::delete);
    }

    /** The token is an account's own, not a person's with pages. */
    private static Reply noPages() {
        return ContainerWords.parameter(
                "Tried accessing nonexisting field (accounts) on node type (Page)");
    }

    /** An edge of an account: only the token's own one is open to it. */
    private void own(Routes routes, String method, String edge, Calls made, Handler handler) {
        on(
                routes,
                method,
                flavour.root + "/{id}/" + edge,
                made,
                (call, account) ->
                        call.path("id").equals(account.id()) || call.path("id").equals("me")
                                ? handler.handle(call, account)
                                : ContainerWords.gone(call.path("id")));
    }

    private void on(Routes routes, String method, String path, Calls made, Handler handler) {
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(
                                        flavour.platform,
                                        made,
                                        words,
                                        token(call),
                                        () -> allowed(call, handler)));
    }

    private Reply allowed(Call call, Handler handler) {
        Access access = world.access(flavour.platform, 0, token(call));
        Account account = access.account();
        if (account == null) {
            return switch (access.state()) {
                case EXPIRED -> ContainerWords.tokenExpired();
                case REVOKED -> words.revoked();
                case GOOD, UNKNOWN -> ContainerWords.tokenUnknown();
            };
        }
        if (!access.may(scope(call))) {
            return ContainerWords.scopeMissing();
        }
        var standing =
                world.limits()
                        .take(flavour.platform, account.key(), "calls", CALLS, Duration.ofDays(1));
        return standing.allowed() ? handler.handle(call, account) : words.tooMany(standing.reset());
    }

    private String scope(Call call) {
        boolean threads = flavour == Flavour.THREADS;
        return switch (call.method()) {
            case "GET" ->
                    call.path().endsWith("insights")
                            ? threads
                                    ? "threads_manage_insights"
                                    : "instagram_business_manage_insights"
                            : threads ? "threads_basic" : "instagram_business_basic";
            // A token of Instagram's own sign-in cannot delete, whatever was granted.
            case "DELETE" -> threads ? "threads_delete" : "instagram_manage_contents";
            default -> threads ? "threads_content_publish" : "instagram_business_content_publish";
        };
    }

    private static @Nullable String token(Call call) {
        String bearer = call.bearer();
        return bearer != null ? bearer : call.field("access_token");
    }
}
