package io.septet.sandbox.fault;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can go wrong on demand. */
public enum Kind {
    SLOW("slow", "Accepts at once, answers late, but within what a client waits"),
    LATE("late", 45, "Accepts at once, answers only after every client has given up"),
    TOO_MANY("429", "Rate limit: refuses and says until when"),
    BROKEN_BEFORE("500-before", "Server error, nothing accepted"),
    BROKEN_AFTER("500-after-accept", "Server error although it was accepted"),
    CUT_BEFORE("cut-before", "Connection reset, nothing accepted"),
    CUT_AFTER("cut-after-accept", "Accepted, then the connection is reset"),
    NO_ID("no-id", "Accepted, and answered with success, but without the id of the post"),
    LIMIT_BUT_LIVE(
            "limit-but-live",
            "Accepted, and answered with the error of a limit, as Instagram does (only on Instagram)"),
    REVOKED("token-revoked", "Says that the token no longer counts"),
    REVOKED_AFTER(
            "token-revoked-after",
            "Accepted, and from then on that token no longer counts, until the fault is removed; goes with"
                    + " any other kind"),
    DUPLICATE(
            "duplicate",
            "Refuses as a duplicate, nothing accepted; LinkedIn names the account's newest post (only on"
                    + " X, Facebook and LinkedIn)"),
    PROCESSING(
            "processing",
            "Uploaded pictures stay in processing for a while (not on Facebook, Bluesky or Telegram)"),
    PROCESSING_FOREVER(
            "processing-forever", "Uploaded pictures and containers never finish processing"),
    READBACK_LAG(
            "readback-lag",
            60,
            "Reading does not show posts that are younger than so many seconds"),
    READBACK_DOWN("readback-down", "Every call that only reads is answered with 503 or cut"),
    KEY_500("key-500", "A repeated Idempotency-Key is answered with 500 (only on Mastodon)"),
    KEY_IGNORED(
            "key-ignored",
            "The Idempotency-Key is not looked at: repeating makes a second post (only on Mastodon)"),
    RKEY_500(
            "rkey-500",
            "A record key that was ever used is answered with 500, also after its record was deleted; without"
                    + " the fault only while the record is there (only on Bluesky)");

    private final String id;
    private final int seconds;
    private final String meaning;

    Kind(String id, String meaning) {
        this(id, 5, meaning);
    }

    Kind(String id, int seconds, String meaning) {
        this.id = id;
        this.seconds = seconds;
        this.meaning = meaning;
    }

    public String id() {
        return id;
    }

    /** How long it lasts unless something else is said, where that matters. */
    public Duration usual() {
        return Duration.ofSeconds(seconds);
    }

    /** One phrase for the fault panel. */
    public String meaning() {
        return meaning;
    }

    /** Which calls it strikes by its nature; null if that can be chosen. */
    public @Nullable Calls calls() {
        return switch (this) {
            case NO_ID, LIMIT_BUT_LIVE, REVOKED_AFTER, DUPLICATE, KEY_500, KEY_IGNORED, RKEY_500 ->
                    Calls.PUBLISH;
            case READBACK_LAG, READBACK_DOWN -> Calls.READ;
            case PROCESSING, PROCESSING_FOREVER -> Calls.ALL;
            case SLOW,
                    LATE,
                    TOO_MANY,
                    BROKEN_BEFORE,
                    BROKEN_AFTER,
                    CUT_BEFORE,
                    CUT_AFTER,
                    REVOKED ->
                    null;
        };
    }

    /** Whether it replaces the answer of a call, so that only one of its sort can strike. */
    boolean replacesAnswer() {
        return switch (this) {
            case TOO_MANY,
                    BROKEN_BEFORE,
                    BROKEN_AFTER,
                    CUT_BEFORE,
                    CUT_AFTER,
                    NO_ID,
                    LIMIT_BUT_LIVE,
                    REVOKED,
                    DUPLICATE,
                    READBACK_DOWN ->
                    true;
            case SLOW,
                    LATE,
                    REVOKED_AFTER,
                    PROCESSING,
                    PROCESSING_FOREVER,
                    READBACK_LAG,
                    KEY_500,
                    KEY_IGNORED,
                    RKEY_500 ->
                    false;
        };
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
