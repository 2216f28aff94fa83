package io.septet.sandbox.consent;

import static io.septet.sandbox.html.Html.escaped;

import io.septet.sandbox.consent.Consents.Asked;
import io.septet.sandbox.grant.Identity;
import io.septet.sandbox.html.Html;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Asks a person whether an app may act for them. */
final class ConsentPage {
    private ConsentPage() {}

    /**
     * @param query of the page's address, which its form repeats
     */
    static Reply show(Dialog dialog, Asked asked, List<Identity> identities, String query) {
        URI redirect = URI.create(asked.redirect());
        String name = escaped(asked.app().name());
        String main =
                """
                <main class="consent">
                <p class="quiet">%s &middot; pretend</p>
                <h1>%s asks to use your account</h1>
                <form method="post" action="?%s">
                <input type="hidden" name="asked" value="1">
                <label>You are signed in as <select name="account">%s</select></label>
                %s
                <fieldset><legend>%s would like to</legend>%s</fieldset>
                <p class="quiet">Untick what you do not want to allow. You will come back to <b>%s</b>.</p>
                <div class="buttons"><button type="submit" name="decision" value="allow">Allow</button>
                <button type="submit" name="decision" value="refuse" class="plain">Refuse</button></div>
                </form></main>
                """
                        .formatted(
                                dialog.platform().title(),
                                name,
                                escaped(query),
                                options(identities),
                                dialog.platform() == Platform.FACEBOOK ? pages(identities) : "",
                                name,
                                scopes(dialog, asked.scopes()),
                                escaped(redirect.getAuthority()));
        return Html.page(
                200,
                dialog.platform().title() + ": " + asked.app().name(),
                "",
                main,
                // A form that redirects needs the place it redirects to, too.
                "'self' " + redirect.getScheme() + "://" + redirect.getAuthority());
    }

    private static String options(List<Identity> identities) {
        return identities.stream()
                .map(one ->
                        "<option value=\"%s\">%s</option>"
                                .formatted(escaped(one.key()), escaped(label(one))))
                .collect(Collectors.joining());
    }

    private static String label(Identity one) {
        boolean person = one.accounts().size() > 1 || !one.key().contains("-");
        return person ? one.name() : one.name() + " (@" + one.accounts().getFirst().handle() + ")";
    }

    private static String pages(List<Identity> identities) {
        var lookedAfter = new LinkedHashMap<Account, String>();
        for (Identity one : identities) {
            one.accounts()
                    .forEach(page -> lookedAfter.merge(page, one.name(), "%s, %s"::formatted));
        }
        return lookedAfter.entrySet().stream()
                .map(entry ->
                        box(
                                "page",
                                entry.getKey().id(),
                                entry.getKey().name(),
                                "looked after by " + entry.getValue()))
                .collect(
                        Collectors.joining(
                                "", "<fieldset><legend>Your pages</legend>", "</fieldset>"));
    }

    private static String scopes(Dialog dialog, List<String> scopes) {
        return scopes.stream()
                .map(scope ->
                        box("grant", scope, dialog.scopes().getOrDefault(scope, scope), scope))
                .collect(Collectors.joining());
    }

    private static String box(String name, String value, String text, String small) {
        return """
        <label class="box"><input type="checkbox" name="%s" value="%s" checked>\
        <span>%s<small>%s</small></span></label>
        """
                .formatted(name, escaped(value), escaped(text), escaped(small));
    }

    /** What a person sees when an app asks wrongly: there is nowhere safe to send them back to. */
    static Reply wrong(Dialog dialog, String title, String detail) {
        return Html.page(
                400,
                title,
                "",
                "<main class=\"consent\"><p class=\"quiet\">%s &middot; pretend</p><h1>%s</h1><p>%s</p></main>"
                        .formatted(dialog.platform().title(), escaped(title), escaped(detail)));
    }
}
