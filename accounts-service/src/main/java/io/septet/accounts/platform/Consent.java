package io.septet.accounts.platform;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a platform asks the owner of an account whether we may use it: OAuth 2 with an authorisation
 * code. What differs from platform to platform is here; the flow itself is not. Calls block, with
 * time limits and without retries; those that fail throw {@link ConnectRefused}.
 */
public interface Consent {
    /** The id of the platform. */
    String platform();

    /** Whether people name a server, at which we register by ourselves. */
    default boolean asksServer() {
        return false;
    }

    /** Whether the platform fetches pictures from us, which needs a public address. */
    default boolean fetchesPictures() {
        return false;
    }

    /** The settings without which nobody can be asked; empty if none is missing. */
    List<String> missing();

    /**
     * Where the person is sent to be asked.
     *
     * @param server as the person named it; null where there is only one
     * @param redirectUri where she comes back
     * @param state comes back with her
     * @param challenge SHA-256 of the verifier (RFC 7636), for platforms that take one
     */
    record Question(@Nullable URI server, URI redirectUri, String state, String challenge) {}

    /** The platform's page that asks. */
    URI authorize(Question question);

    /**
     * What came back.
     *
     * @param code opens the login once
     * @param redirectUri as in the question
     * @param verifier what the challenge was made of
     */
    record Answer(@Nullable URI server, URI redirectUri, String code, String verifier) {
        @Override
        public String toString() {
            return "Answer[" + server + "]";
        }
    }

    /**
     * Turns the code into the longest-lived token there is.
     *
     * @throws ScopesMissing if the person withheld something that is needed
     */
    Credential exchange(Answer answer);

    /** The accounts that a login opens, at least one. */
    List<Choice> choices(Credential login, @Nullable URI server);

    /** When the next token should be asked for; null if there is no such thing. */
    default @Nullable Instant renewAt(Credential credential) {
        return null;
    }

    /** Asks for the next token; only where {@link #renewAt} names a time. Never throws. */
    default Renewal renew(Credential credential) {
        throw new IllegalStateException(platform() + " renews nothing");
    }

    /** When access runs out and only a person can bring it back; null = not foreseeable. */
    default @Nullable Instant endsAt(Credential credential) {
        return renewAt(credential) == null ? credential.expiresAt() : credential.refreshExpiresAt();
    }
}
