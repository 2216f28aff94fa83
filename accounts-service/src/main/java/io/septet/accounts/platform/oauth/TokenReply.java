package io.septet.accounts.platform.oauth;

import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Renewal;

/** What asking for a token has led to. */
public sealed interface TokenReply {
    /** A token. */
    record Granted(Credential credential) implements TokenReply {}

    /** The code or token that was shown is not good, or not any more. */
    record Refused(String words) implements TokenReply {}

    /** Nothing is known about it: no answer, a fault of the server's, or our app is not known. */
    record Unclear(String words) implements TokenReply {}

    /**
     * The token.
     *
     * @throws ConnectRefused if there is none
     */
    default Credential granted() {
        return switch (this) {
            case Granted(var credential) -> credential;
            case Refused(var words) -> throw new ConnectRefused(words, false);
            case Unclear(var words) -> throw new ConnectRefused(words, true);
        };
    }

    /** The same for one that was asked for in place of another. */
    default Renewal renewal() {
        return switch (this) {
            case Granted(var credential) -> new Renewal.Renewed(credential);
            case Refused(var words) -> new Renewal.Refused(words);
            case Unclear(var words) -> new Renewal.Unreachable(words);
        };
    }
}
