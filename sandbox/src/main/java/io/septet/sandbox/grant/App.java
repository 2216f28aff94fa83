package io.septet.sandbox.grant;

import java.util.List;

/**
 * An app that may ask people for consent.
 *
 * @param redirects where it may send people back to, exactly; empty = anywhere
 * @param scopes what it may ask for; empty = anything the platform knows
 */
public record App(
        String id, String secret, String name, List<String> redirects, List<String> scopes) {

    public App {
        redirects = List.copyOf(redirects);
        scopes = List.copyOf(scopes);
    }

    /** The one app that every platform but Mastodon knows. */
    public static App demo(String id, String secret, List<String> redirects) {
        return new App(id, secret, "Septet", redirects, List.of());
    }

    public boolean mayReturnTo(String uri) {
        return redirects.isEmpty() || redirects.contains(uri);
    }

    public boolean mayAsk(String scope) {
        return scopes.isEmpty() || scopes.contains(scope);
    }

    @Override
    public String toString() {
        return id;
    }
}
