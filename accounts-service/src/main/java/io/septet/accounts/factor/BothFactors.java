package io.septet.accounts.factor;

/** Ways to sign in that show two factors at once, and so open what needs a second one. */
public interface BothFactors {
    /** Whether a member could sign in like this. */
    boolean has(String member);
}
