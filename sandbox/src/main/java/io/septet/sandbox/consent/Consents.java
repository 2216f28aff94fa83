package io.septet.sandbox.consent;

import io.septet.sandbox.consent.Redemption.Good;
import io.septet.sandbox.consent.Redemption.Refused;
import io.septet.sandbox.consent.Redemption.Why;
import io.septet.sandbox.grant.App;
import io.septet.sandbox.grant.Consent;
import io.septet.sandbox.grant.Grants;
import io.septet.sandbox.grant.Identity;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The consent page of one platform, and the codes that come of it; a restart ends the codes.
 *
 * <p>A script consents as well: it sends {@code decision=allow} or {@code decision=refuse} to the
 * page's own address. Without {@code asked}, which the page's form sends, all that was asked for is
 * granted.
 */
public final class Consents {
    private final World world;
    private final Dialog dialog;
    private final Apps apps;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    private record Code(Consent consent, boolean used) {}

    public Consents(World world, Dialog dialog, Apps apps) {
        this.world = world;
        this.dialog = dialog;
        this.apps = apps;
    }

    /** What comes of a look at the page's address. */
    sealed interface Request {}

    /**
     * A request for consent that can be shown.
     *
     * @param challenge of PKCE; empty without
     */
    record Asked(
            App app, String redirect, @Nullable String state, List<String> scopes, String challenge)
            implements Request {}

    private record Wrong(Reply reply) implements Request {}

    /** Adds the page at this path. */
    public void routes(Routes routes, String path) {
        routes.on("GET", path, this::show);
        routes.on("POST", path, this::decide);
    }

    private Reply show(Call call) {
        return switch (check(call)) {
            case Asked asked -> ConsentPage.show(dialog, asked, identities(), call.query());
            case Wrong(Reply reply) -> reply;
        };
    }

    private List<Identity> identities() {
        return Identity.of(world.accounts(), dialog.platform(), dialog.instance());
    }

    private Request check(Call call) {
        App app = apps.find(call.query("client_id"));
        if (app == null) {
            return wrong("Unknown app", "No app has the client_id of this address.");
        }
        String redirect = call.query("redirect_uri", "");
        if (!isAbsolute(redirect) || !app.mayReturnTo(redirect)) {
            return wrong(
                    "Address not allowed",
                    "The redirect_uri is not one that " + app.name() + " has registered.");
        }
        String state = call.query("state");
        if (!call.query("response_type", "code").equals("code")) {
            return new Wrong(back(redirect, state, Map.of("error", "unsupported_response_type")));
        }
        List<String> scopes =
                List.of(call.query("scope", "").split(dialog.separator())).stream()
                        .filter(scope -> !scope.isBlank())
                        .distinct()
                        .toList();
        String unknown =
                scopes.stream()
                        .filter(scope -> !dialog.scopes().containsKey(scope) || !app.mayAsk(scope))
                        .findFirst()
                        .orElse(null);
        if (scopes.isEmpty() || unknown != null) {
            return new Wrong(
                    back(
                            redirect,
                            state,
                            Map.of(
                                    "error",
                                    dialog.scopeError(),
                                    "error_description",
                                    "Invalid scope: "
                                            + Objects.requireNonNullElse(unknown, "none given"))));
        }
        String challenge = call.query("code_challenge", "");
        boolean hashed = call.query("code_challenge_method", "").equals("S256");
        if ((dialog.pkce() && challenge.isEmpty()) || (!challenge.isEmpty() && !hashed)) {
            return new Wrong(
                    back(
                            redirect,
                            state,
                            Map.of(
                                    "error",
                                    "invalid_request",
                                    "error_description",
                                    "code_challenge with the method S256 is required")));
        }
        return new Asked(app, redirect, state, scopes, challenge);
    }

    private Wrong wrong(String title, String detail) {
        return new Wrong(ConsentPage.wrong(dialog, title, detail));
    }

    private static boolean isAbsolute(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    private Reply decide(Call call) {
        return switch (check(call)) {
            case Asked asked -> decide(call, asked);
            case Wrong(Reply reply) -> reply;
        };
    }

    private Reply decide(Call call, Asked asked) {
        if (!"allow".equals(call.field("decision"))) {
            return back(asked.redirect(), asked.state(), dialog.refusal());
        }
        Identity who = identity(call.field("account"));
        if (who == null) {
            return ConsentPage.wrong(
                    dialog, "Unknown account", "Nobody here is called that. Go back and choose.");
        }
        boolean chosen = call.field("asked") != null;
        List<String> ticked = call.fields("grant");
        List<String> scopes =
                chosen ? asked.scopes().stream().filter(ticked::contains).toList() : asked.scopes();
        List<String> pages = call.fields("page");
        List<String> accounts =
                who.accounts().stream()
                        .filter(account ->
                                dialog.platform() != Platform.FACEBOOK
                                        || !chosen
                                        || pages.contains(account.id()))
                        .map(Account::key)
                        .toList();
        var consent =
                new Consent(
                        asked.app().id(),
                        asked.redirect(),
                        who.key(),
                        accounts,
                        asked.scopes(),
                        scopes,
                        asked.challenge(),
                        world.now());
        String code = Grants.random("", 32);
        codes.put(code, new Code(consent, false));
        return back(asked.redirect(), asked.state(), Map.of("code", code));
    }

    private @Nullable Identity identity(@Nullable String key) {
        return identities().stream()
                .filter(one -> key == null || one.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private Reply back(String redirect, @Nullable String state, Map<String, String> parameters) {
        var all = new LinkedHashMap<>(parameters);
        if (state != null) {
            all.put("state", state);
        }
        var address = new StringBuilder(redirect);
        all.forEach((name, value) ->
                address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return Reply.redirect(URI.create(address + dialog.fragment()));
    }

    /**
     * Takes a code for its consent; only the first call gets it.
     *
     * @param verifier of PKCE; null without
     */
    public Redemption redeem(
            @Nullable String code,
            String client,
            @Nullable String redirect,
            @Nullable String verifier) {
        Code found = code == null ? null : codes.get(code);
        if (code == null || found == null || !found.consent().client().equals(client)) {
            return new Refused(Why.UNKNOWN);
        }
        Consent consent = found.consent();
        if (found.used()) {
            return new Refused(Why.USED);
        }
        if (world.now().isAfter(consent.at().plus(world.limits().scaled(dialog.codeLife())))) {
            return new Refused(Why.EXPIRED);
        }
        if (!consent.redirect().equals(redirect)) {
            return new Refused(Why.REDIRECT);
        }
        if (!consent.challenge().isEmpty() && !consent.challenge().equals(hash(verifier))) {
            return new Refused(Why.VERIFIER);
        }
        return codes.replace(code, found, new Code(consent, true))
                ? new Good(consent)
                : new Refused(Why.USED);
    }

    private static String hash(@Nullable String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            String.valueOf(verifier)
                                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
