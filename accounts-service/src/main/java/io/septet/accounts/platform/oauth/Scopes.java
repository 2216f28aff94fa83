package io.septet.accounts.platform.oauth;

import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.ScopesMissing;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What a token may do, in the platform's words. */
public final class Scopes {
    private Scopes() {}

    /** A list divided by blanks, commas or both. */
    public static List<String> read(String text) {
        return Arrays.stream(text.split("[ ,]+", -1)).filter(scope -> !scope.isBlank()).toList();
    }

    /**
     * The credential, if it may do everything that is needed. One that does not say what it may do
     * was given what was asked for (RFC 6749, 5.1).
     *
     * @param name the platform's
     * @throws ScopesMissing if something is not granted
     */
    public static Credential complete(String name, Credential granted, Collection<String> needed) {
        if (!granted.scopes().isEmpty()) {
            complete(name, granted.scopes(), needed);
        }
        return granted;
    }

    /**
     * Checks what was granted. A wide scope holds its narrower ones, as {@code write} holds {@code
     * write:media}.
     *
     * @throws ScopesMissing if something is not granted
     */
    public static void complete(
            String name, Collection<String> granted, Collection<String> needed) {
        var missing =
                needed.stream()
                        .filter(scope ->
                                !granted.contains(scope)
                                        && !granted.contains(scope.replaceFirst(":.*", "")))
                        .toList();
        if (!missing.isEmpty()) {
            throw new ScopesMissing(name, missing);
        }
    }
}
