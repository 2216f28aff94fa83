package io.septet.sandbox.page;

import static io.septet.sandbox.html.Html.escaped;

import io.septet.sandbox.bluesky.BlueskyRecords;
import io.septet.sandbox.fault.Calls;
import io.septet.sandbox.fault.Kind;
import io.septet.sandbox.html.Html;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.platform.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The pages for people. */
public final class Pages {
    private static final int PER_PAGE = 50;

    private final World world;
    private final PostView view;

    public Pages(World world) {
        this.world = world;
        this.view = new PostView(world);
    }

    /** What the door of X, Facebook and the control shows. */
    public void routes(Routes routes) {
        routes.on("GET", "/", call -> index());
        routes.on("GET", "/sandbox/feeds/{platform}/{account}", this::feed);
        routes.on("GET", "/x-web/{user}", call -> feedOf(Platform.X, call.path("user")));
        routes.on(
                "GET",
                "/x-web/{user}/status/{id}",
                call -> post(Platform.X, 0, call.path("user"), call.path("id")));
        routes.on("GET", "/facebook-web/{id}", this::facebookPost);
        routes.on(
                "GET",
                "/linkedin-web/company/{handle}",
                call -> feedOf(Platform.LINKEDIN, call.path("handle")));
        routes.on(
                "GET",
                "/linkedin-web/in/{handle}",
                call -> feedOf(Platform.LINKEDIN, call.path("handle")));
        routes.on("GET", "/linkedin-web/feed/update/{urn}", call -> linkedInPost(call.path("urn")));
        routes.on(
                "GET",
                "/instagram-web/{user}",
                call -> feedOf(Platform.INSTAGRAM, call.path("user")));
        routes.on(
                "GET",
                "/instagram-web/p/{id}",
                call -> postOf(Platform.INSTAGRAM, call.path("id")));
        routes.on(
                "GET", "/threads-web/@{user}", call -> feedOf(Platform.THREADS, call.path("user")));
        routes.on(
                "GET",
                "/threads-web/@{user}/post/{id}",
                call -> post(Platform.THREADS, 0, call.path("user"), call.path("id")));
        routes.on(
                "GET",
                "/telegram-web/{user}",
                call -> feedOf(Platform.TELEGRAM, call.path("user")));
        routes.on(
                "GET",
                "/telegram-web/{user}/{id}",
                call -> post(Platform.TELEGRAM, 0, call.path("user"), call.path("id")));
        routes.on(
                "GET",
                "/telegram-web/c/{number}/{id}",
                call -> post(Platform.TELEGRAM, 0, "-100" + call.path("number"), call.path("id")));
        shared(routes);
    }

    /** What the door of a Mastodon-like server shows. */
    public void routes(Routes routes, int instance) {
        routes.on("GET", "/", call -> Reply.redirect(URI.create(world.places().base() + "/")));
        routes.on(
                "GET",
                "/@{user}",
                call ->
                        feedOf(
                                Platform.MASTODON,
                                call.path("user") + "@" + world.places().host(instance)));
        routes.on(
                "GET",
                "/@{user}/{id}",
                call -> post(Platform.MASTODON, instance, call.path("user"), call.path("id")));
        routes.on(
                "GET",
                "/users/{user}/statuses/{id}",
                call -> post(Platform.MASTODON, instance, call.path("user"), call.path("id")));
        shared(routes);
    }

    /** What the door of the Bluesky-like server shows. */
    public void blueskyRoutes(Routes routes) {
        routes.on("GET", "/", call -> Reply.redirect(URI.create(world.places().base() + "/")));
        routes.on("GET", "/profile/{user}", call -> feedOf(Platform.BLUESKY, call.path("user")));
        routes.on("GET", "/profile/{user}/post/{rkey}", this::blueskyPost);
        shared(routes);
    }

    private Reply blueskyPost(Call call) {
        for (Account account : world.accounts().of(Platform.BLUESKY)) {
            if (account.handle().equals(call.path("user"))) {
                return post(
                        Platform.BLUESKY,
                        0,
                        account.handle(),
                        BlueskyRecords.uri(account, call.path("rkey")));
            }
        }
        return notFound();
    }

    private void shared(Routes routes) {
        routes.on("GET", "/sandbox/assets/{name}", call -> Html.asset(call.path("name")));
        routes.on("GET", "/sandbox/media/{sha256}", this::media);
        routes.on("GET", "/sandbox/avatars/{key}", this::avatar);
    }

    private Reply media(Call call) {
        byte[] bytes = world.media().bytes(call.path("sha256"));
        if (bytes == null) {
            return notFound();
        }
        var picture = world.media().look(bytes);
        return Reply.bytes(
                        200, picture == null ? "application/octet-stream" : picture.type(), bytes)
                .with("Cache-Control", "max-age=31536000, immutable")
                .with("X-Content-Type-Options", "nosniff");
    }

    private Reply avatar(Call call) {
        Account account = world.accounts().byKey(call.path("key"));
        if (account == null) {
            return notFound();
        }
        int hue = Math.floorMod(account.key().hashCode(), 360);
        String svg =
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">\
                <rect width="96" height="96" fill="hsl(%d 45%% 40%%)"/>\
                <text x="48" y="62" font-family="sans-serif" font-size="40" fill="#fff" text-anchor="middle">%s</text>\
                </svg>\
                """
                        .formatted(hue, initials(account));
        return Reply.bytes(200, "image/svg+xml", svg.getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "max-age=86400");
    }

    private static String initials(Account account) {
        String name = account.name();
        return name.charAt(0) + "" + name.charAt(name.indexOf(' ') + 1);
    }

    private Reply index() {
        var cards = new StringBuilder();
        for (Account account : world.accounts().all()) {
            var newest = world.ledger().newest(account).stream().findFirst();
            cards.append(
                    """
                    <li class="card"><a href="%s"><img src="/sandbox/avatars/%s" alt="" width="44" height="44">\
                    <span><strong>%s</strong><span class="quiet">%s &middot; %s</span></span>\
                    </a><p class="quiet last"><b>%s</b> %s</p></li>
                    """
                            .formatted(
                                    escaped(world.places().feed(account)),
                                    escaped(account.key()),
                                    escaped(account.name()),
                                    account.platform().title(),
                                    escaped(world.places().account(account)),
                                    posts(world.ledger().count(account)),
                                    newest.map(post ->
                                                    "&middot; " + escaped(shortened(post.text())))
                                            .orElse("")));
        }
        return Html.page(
                200,
                "Feeds and faults",
                "panel.js",
                """
                <header><h1>Septet sandbox</h1>
                <p>Pretend platforms. What is posted here is what the platforms really have.</p></header>
                <main>
                <section aria-labelledby="feeds"><h2 id="feeds">Feeds</h2><ul class="cards">
                %s</ul></section>
                <section aria-labelledby="faults"><h2 id="faults">Faults</h2>
                <p class="quiet">Make a platform misbehave. Kinds add up; the rate is the share of calls that it strikes.</p>
                <form id="fault">
                <label>Platform <select name="platform"><option value="*">All</option>%s</select></label>
                <label class="wide">Kind <select name="kind" aria-describedby="meaning">%s</select></label>
                <label>Calls <select name="calls"><option value="publish">Publishing</option>\
                <option value="read">Reading</option><option value="all">All calls</option></select></label>
                <label>Rate, %% <input name="rate" type="number" min="1" max="100" step="1" value="30" required></label>
                <label>Seconds <input name="seconds" type="number" min="0" max="600" step="0.1" value="5" required></label>
                <button type="submit">Set fault</button>
                <p id="meaning" class="quiet wide"></p>
                </form>
                <div class="scroll"><table><caption>Switched on now</caption><thead><tr><th scope="col">Platform</th><th scope="col">Kind</th>\
                <th scope="col">Calls</th><th scope="col">Rate</th><th scope="col">Seconds</th><th scope="col"><span class="hidden">Remove</span></th></tr>\
                </thead><tbody id="rules"></tbody></table></div>
                <p><button type="button" id="clear">Clear all faults</button></p>
                <details><summary>What each kind does</summary><dl class="kinds">%s</dl></details>
                <p id="said" role="status" aria-live="polite"></p>
                </section>
                <section aria-labelledby="limits"><h2 id="limits">Rate limits</h2>
                <p class="quiet">As on the real platforms; switch them off for a load run.</p>
                <div id="switches"></div></section>
                </main>\
                """
                        .formatted(cards, platforms(), kinds(), meanings()));
    }

    private static String posts(int count) {
        return switch (count) {
            case 0 -> "Nothing posted yet";
            case 1 -> "1 post";
            default -> String.format(Locale.ROOT, "%,d posts", count);
        };
    }

    private static String platforms() {
        var options = new StringBuilder();
        for (Platform platform : Platform.values()) {
            options.append(
                    "<option value=\"%s\">%s</option>".formatted(platform.id(), platform.title()));
        }
        return options.toString();
    }

    private static String kinds() {
        var options = new StringBuilder();
        for (Kind kind : Kind.values()) {
            Calls calls = kind.calls();
            options.append(
                    "<option value=\"%s\" data-meaning=\"%s\" data-seconds=\"%d\" data-calls=\"%s\">%s</option>"
                            .formatted(
                                    kind.id(),
                                    escaped(kind.meaning()),
                                    kind.usual().toSeconds(),
                                    calls == null ? "" : calls.id(),
                                    kind.id()));
        }
        return options.toString();
    }

    private static String meanings() {
        var rows = new StringBuilder();
        for (Kind kind : Kind.values()) {
            rows.append("<dt>%s</dt><dd>%s</dd>".formatted(kind.id(), escaped(kind.meaning())));
        }
        return rows.toString();
    }

    private Reply feed(Call call) {
        Platform platform = Platform.of(call.path("platform"));
        return platform == null
                ? notFound()
                : feedOf(platform, call.path("account"), call.query("before"));
    }

    private Reply feedOf(Platform platform, String name) {
        return feedOf(platform, name, null);
    }

    private Reply feedOf(Platform platform, String name, @Nullable String before) {
        Account account = account(platform, name);
        if (account == null) {
            return notFound();
        }
        long below =
                before != null && before.matches("[0-9]{1,18}")
                        ? Long.parseLong(before)
                        : Long.MAX_VALUE;
        var shown = new ArrayList<Post>();
        for (Post post : world.ledger().newest(account)) {
            if (post.number() < below) {
                shown.add(post);
            }
            if (shown.size() > PER_PAGE) {
                break;
            }
        }
        var articles = new StringBuilder();
        shown.stream()
                .limit(PER_PAGE)
                .forEach(post -> articles.append(view.article(account, post)));
        if (shown.isEmpty()) {
            articles.append(
                    "<p class=\"empty\">Nothing posted yet. What Septet publishes here appears by itself.</p>");
        }
        if (shown.size() > PER_PAGE) {
            articles.append(
                    "<p><a class=\"more\" href=\"%s?before=%d\">Older posts</a></p>"
                            .formatted(
                                    escaped(world.places().feed(account)),
                                    shown.get(PER_PAGE - 1).number()));
        }
        return Html.page(
                200,
                account.name(),
                "feed.js",
                view.head(account) + "<main id=\"posts\">" + articles + "</main>");
    }

    private @Nullable Account account(Platform platform, String name) {
        for (Account account : world.accounts().of(platform)) {
            if (world.places().account(account).equals(name)) {
                return account;
            }
        }
        return null;
    }

    private Reply facebookPost(Call call) {
        String id = call.path("id");
        int line = id.indexOf('_');
        return line < 0 ? notFound() : post(Platform.FACEBOOK, 0, id.substring(0, line), id);
    }

    private Reply linkedInPost(String urn) {
        for (Account account : world.accounts().of(Platform.LINKEDIN)) {
            if (world.ledger().find(account, urn) != null) {
                return post(Platform.LINKEDIN, 0, account.handle(), urn);
            }
        }
        return notFound();
    }

    /** A post whose address does not name its account. */
    private Reply postOf(Platform platform, String id) {
        return world.accounts().of(platform).stream()
                .filter(account -> world.ledger().find(account, id) != null)
                .findFirst()
                .map(account -> post(platform, 0, account.handle(), id))
                .orElseGet(Pages::notFound);
    }

    private Reply post(Platform platform, int instance, String handle, String id) {
        for (Account account : world.accounts().of(platform)) {
            Post post = world.ledger().find(account, id);
            if (post != null && account.handle().equals(handle) && account.instance() == instance) {
                return Html.page(
                        200,
                        account.name(),
                        "feed.js",
                        view.head(account)
                                + "<main id=\"posts\">"
                                + view.article(account, post)
                                + "</main>");
            }
        }
        return notFound();
    }

    private static Reply notFound() {
        return Html.page(
                404,
                "Not found",
                "",
                "<main><h1>Nothing is here</h1><p><a href=\"/\">All feeds</a></p></main>");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 90
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 90)) + "…";
    }
}
