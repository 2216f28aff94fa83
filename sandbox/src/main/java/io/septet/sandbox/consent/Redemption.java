package io.septet.sandbox.consent;

import io.septet.sandbox.grant.Consent;

/** How handing in a code ended. */
public sealed interface Redemption {

    /** The code counts, and does not a second time. */
    record Good(Consent consent) implements Redemption {}

    /** The code buys nothing. */
    record Refused(Why why) implements Redemption {}

    /** Why a code buys nothing. */
    enum Why {
        /** Never given out, or to another app. */
        UNKNOWN,
        USED,
        EXPIRED,
        /** Not the address to which the person was sent back. */
        REDIRECT,
        /** Not what the challenge was made of. */
        VERIFIER
    }
}
