package io.septet.sandbox.fault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can go wrong on demand. */
public enum Kind {
    SLOW("slow", "Accepts at once, answers late"),
    TOO_MANY("429", "Rate limit: refuses and says until when"),
    BROKEN_BEFORE("500-before", "Server error, nothing accepted"),
    BROKEN_AFTER("500-after-accept", "Server error although it was accepted"),
    CUT_BEFORE("cut-before", "Connection reset, nothing accepted"),
    CUT_AFTER("cut-after-accept", "Accepted, then the connection is reset"),
    REVOKED("token-revoked", "Says that the token no longer counts"),
    DUPLICATE(
            "duplicate",
            "Refuses as a duplicate, nothing accepted (not on Mastodon or Bluesky, which have no such answer)"),
    PROCESSING(
            "processing",
            "Uploaded pictures stay in processing for a while (not on Facebook or Bluesky, which have no such state)");

    private final String id;
    private final String meaning;

    Kind(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    public String id() {
        return id;
    }

    /** One phrase for the fault panel. */
    public String meaning() {
        return meaning;
    }

    static @Nullable Kind of(String id) {
        for (Kind kind : values()) {
            if (kind.id.equals(id.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        return null;
    }
}
