package io.septet.sandbox.ledger;

/** How handing in a draft ended. */
public sealed interface Acceptance {

    /** It is in the ledger and on disk. */
    record Accepted(Post post) implements Acceptance {}

    /** The account has posted the same text a short while ago, or has a post of the chosen id. */
    record Twin(Post earlier) implements Acceptance {}

    /** One of the pictures already belongs to another post. */
    record MediaTaken(Upload upload) implements Acceptance {}
}
