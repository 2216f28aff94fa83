package io.septet.sandbox.linkedin;

import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Words;
import io.septet.sandbox.grant.Access;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Accounts;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LinkedIn's paths below {@code /linkedin}. There is one member, who administers one organisation;
 * a token that came of consent opens both.
 */
public final class LinkedInApi {
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final String REST = "/linkedin/rest";

    /** Versions before this have ended. */
    private static final String OLDEST_VERSION = "202511";

    /** LinkedIn publishes no limits; 150 posts a day stood on an older page of its own. */
    private static final int POSTS = 150;

    private static final int OTHERS = 20_000;
    private static final LinkedInWords WORDS = new LinkedInWords();

    private final World world;

    public LinkedInApi(World world) {
        this.world = world;
    }

    @FunctionalInterface
    private interface Handler {
        Reply handle(Call call, Caller caller);
    }

    static String urn(Account account) {
        return (isMember(account) ? "urn:li:person:" : "urn:li:organization:") + account.id();
    }

    static boolean isMember(Account account) {
        return account.id().equals(Accounts.MEMBER);
    }

    public void routes(Routes routes) {
        var images = new LinkedInImages(world);
        var posts = new LinkedInPosts(world, images);
        var statistics = new LinkedInStatistics(world);
        new LinkedInTokens(world, WORDS).routes(routes);
        on(routes, "GET", "/linkedin/v2/userinfo", Calls.READ, this::userinfo);
        on(routes, "GET", REST + "/organizationAcls", Calls.READ, this::roles);
        on(routes, "GET", REST + "/organizations/{id}", Calls.READ, this::organization);
        on(routes, "GET", REST + "/networkSizes/{urn}", Calls.READ, statistics::followers);
        on(
                routes,
                "GET",
                REST + "/organizationalEntityShareStatistics",
                Calls.READ,
                statistics::shares);
        on(routes, "GET", REST + "/socialActions/{urn}", Calls.READ, statistics::social);
        on(routes, "POST", REST + "/images", Calls.ALL, images::initialize);
        on(routes, "PUT", "/linkedin/dms-uploads/{id}", Calls.ALL, images::upload);
        on(routes, "GET", REST + "/images/{urn}", Calls.READ, images::status);
        on(routes, "POST", REST + "/posts", Calls.PUBLISH, posts::create);
        on(routes, "GET", REST + "/posts", Calls.READ, posts::list);
        on(routes, "GET", REST + "/posts/{urn}", Calls.READ, posts::single);
        on(routes, "DELETE", REST + "/posts/{urn}", Calls.ALL, posts::delete);
    }

    private void on(Routes routes, String method, String path, Calls made, Handler handler) {
        routes.on(
                method,
                path,
                call ->
                        world.faults()
                                .around(
                                        Platform.LINKEDIN,
                                        made,
                                        made == Calls.PUBLISH ? naming(call) : WORDS,
                                        call.bearer(),
                                        () ->
                                                allowed(
                                                        call,
                                                        made == Calls.PUBLISH ? POSTS : OTHERS,
                                                        path.startsWith(REST),
                                                        method + " " + path,
                                                        handler)));
    }

    /** A duplicate is told with the newest post of the author. */
    private Words naming(Call call) {
        return new LinkedInWords() {
            @Override
            public Reply duplicate() {
                var body = call.json();
                String author = body == null ? "" : body.path("author").asString("");
                return world.accounts().of(Platform.LINKEDIN).stream()
                        .filter(account -> urn(account).equals(author))
                        .flatMap(account -> world.ledger().newest(account).stream().limit(1))
                        .findFirst()
                        .map(post -> duplicate(post.id()))
                        .orElseGet(super::duplicate);
            }
        };
    }

    private Reply allowed(Call call, int limit, boolean versioned, String family, Handler handler) {
        Access access = world.access(Platform.LINKEDIN, 0, call.bearer());
        Account account = access.account();
        if (account == null) {
            return switch (access.state()) {
                case EXPIRED -> LinkedInWords.tokenExpired();
                case REVOKED -> WORDS.revoked();
                case GOOD, UNKNOWN -> LinkedInWords.tokenUnknown();
            };
        }
        Reply refused = versioned ? version(call.header("LinkedIn-Version")) : null;
        if (refused != null) {
            return refused;
        }
        var standing = world.limits().take(Platform.LINKEDIN, account.key(), family, limit, WINDOW);
        return standing.allowed()
                ? handler.handle(call, new Caller(access))
                : WORDS.tooMany(standing.reset());
    }

    private static @Nullable Reply version(@Nullable String version) {
        if (version == null || version.isBlank()) {
            return LinkedInWords.error(
                    400, "VERSION_MISSING", "A version must be present. Please specify a version");
        }
        return version.matches("20[0-9]{4}") && version.compareTo(OLDEST_VERSION) >= 0
                ? null
                : LinkedInWords.error(
                        426,
                        "NONEXISTENT_VERSION",
                        "Requested version " + version + " is not active");
    }

    /** The member; an organisation's own token belongs to the one who administers it. */
    private Reply userinfo(Call call, Caller caller) {
        return caller.access().may("openid", "profile")
                ? Reply.json(
                        200,
                        Json.of(
                                "sub",
                                Accounts.MEMBER,
                                "name",
                                "Lin Yue",
                                "given_name",
                                "Yue",
                                "family_name",
                                "Lin",
                                "picture",
                                world.places().base()
                                        + "/sandbox/avatars/linkedin-"
                                        + Accounts.MEMBER,
                                "locale",
                                Json.of("country", "CN", "language", "zh"),
                                "email",
                                "lin.yue@jiangcheng.example"))
                : LinkedInWords.denied("userinfo.GET.NO_VERSION");
    }

    private Reply roles(Call call, Caller caller) {
        if (!caller.access().may("rw_organization_admin", "r_organization_admin")) {
            return LinkedInWords.denied("organizationAcls.FINDER-roleAssignee");
        }
        String role = call.query("role", "ADMINISTRATOR");
        boolean found =
                call.query("q", "").equals("roleAssignee")
                        && role.equals("ADMINISTRATOR")
                        && call.query("state", "APPROVED").equals("APPROVED")
                        && call.query("start", "0").equals("0");
        return Reply.json(
                200,
                Json.of(
                        "elements",
                        caller.accounts().stream()
                                .filter(account -> found && !isMember(account))
                                .map(account ->
                                        Json.of(
                                                "roleAssignee",
                                                "urn:li:person:" + Accounts.MEMBER,
                                                "role",
                                                role,
                                                "state",
                                                "APPROVED",
                                                "organization",
                                                urn(account)))
                                .toList(),
                        "paging",
                        Json.of("start", 0, "count", 100, "links", List.of())));
    }

    private Reply organization(Call call, Caller caller) {
        Account found =
                caller.organization(
                        "urn:li:organization:" + call.path("id"), "rw_organization_admin");
        return found == null
                ? LinkedInWords.denied("organizations.GET." + call.path("id"))
                : Reply.json(
                        200,
                        Json.of(
                                "id",
                                Long.parseLong(found.id()),
                                "localizedName",
                                found.name(),
                                "vanityName",
                                found.handle()));
    }
}
