package io.septet.sandbox.grant;

import java.time.Instant;
import java.util.List;

/**
 * What a person agreed to.
 *
 * @param client the app's id
 * @param redirect where the person was sent back to
 * @param person as {@link Identity#key()}
 * @param accounts the keys of the accounts opened
 * @param asked the scopes asked for
 * @param scopes the scopes granted
 * @param challenge of PKCE; empty without
 * @param at when
 */
public record Consent(
        String client,
        String redirect,
        String person,
        List<String> accounts,
        List<String> asked,
        List<String> scopes,
        String challenge,
        Instant at) {}
