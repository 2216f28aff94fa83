package io.septet.accounts.platform;

/**
 * An account could not be connected, or its token is not good any more; the message says why in
 * words for people.
 */
public class ConnectRefused extends RuntimeException {
    private final boolean unreachable;

    /**
     * @param unreachable whether the platform did not answer, so that nothing is known about the
     *     token
     */
    public ConnectRefused(String message, boolean unreachable) {
        super(message);
        this.unreachable = unreachable;
    }

    /** Whether the platform did not answer, which says nothing about the token. */
    public boolean unreachable() {
        return unreachable;
    }
}
