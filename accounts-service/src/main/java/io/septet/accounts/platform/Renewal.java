package io.septet.accounts.platform;

/** How asking for the next access token ended. */
public sealed interface Renewal {
    /** The next one; the one before may be worth nothing from now on. */
    record Renewed(Credential credential) implements Renewal {}

    /** The platform gives no other; a person must consent again. */
    record Refused(String reason) implements Renewal {}

    /** Nothing is known: the platform did not answer, or does not know our app. */
    record Unreachable(String reason) implements Renewal {}
}
