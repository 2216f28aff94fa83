package io.septet.accounts.platform;

/**
 * An account that a consent has opened.
 *
 * @param credential what opens this one; a page's differs from its administrator's
 */
public record Choice(Kind kind, ConnectedAccount account, Credential credential) {

    /** What sort of account it is. */
    public enum Kind {
        /** The platform has only one sort. */
        ACCOUNT,
        /** A page that several people may look after. */
        PAGE,
        /** A company or another body. */
        ORGANISATION,
        /** A member of the platform herself. */
        PERSON
    }

    @Override
    public String toString() {
        return "Choice[" + kind + ", " + account + "]";
    }
}
