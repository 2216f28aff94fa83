package io.septet.accounts.mail;

/** What became of handing a letter over. */
public sealed interface Posted {
    /** The mail server has it. */
    record Accepted() implements Posted {}

    /** It will never be taken: there is no such address, or it is not wanted there. */
    record Refused(String reason) implements Posted {}

    /**
     * Not now; it may be tried again.
     *
     * @param answered whether the mail server itself said so
     */
    record Later(String reason, boolean answered) implements Posted {}
}
