package io.septet.sandbox.consent;

import io.septet.sandbox.ledger.Platform;
import java.time.Duration;
import java.util.Map;

/**
 * In what the platforms' consent pages differ.
 *
 * @param instance which Mastodon-like server; 0 elsewhere
 * @param separator between scopes, as a regular expression
 * @param scopes every one it knows, with what it means in a few words
 * @param pkce whether a challenge is needed
 * @param fragment what hangs at the address to which people come back
 * @param codeLife how long a code counts
 * @param refusal the parameters that tell that the person refused
 * @param scopeError the error for a scope that does not exist
 */
public record Dialog(
        Platform platform,
        int instance,
        String separator,
        Map<String, String> scopes,
        boolean pkce,
        String fragment,
        Duration codeLife,
        Map<String, String> refusal,
        String scopeError) {}
