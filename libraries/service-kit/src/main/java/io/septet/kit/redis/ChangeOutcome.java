package io.septet.kit.redis;

/** What became of a {@link Change}. */
public sealed interface ChangeOutcome {
    /** Everything was written. */
    record Applied() implements ChangeOutcome {}

    /** Nothing was written: this document has another version by now. */
    record Stale(String key) implements ChangeOutcome {}

    /** Nothing was written: the same request was carried out before, with this answer. */
    record Replayed(String answer) implements ChangeOutcome {}

    /** Nothing was written: the idempotency key was used for another request. */
    record OtherBody() implements ChangeOutcome {}

    /** Whether the change was written just now. */
    default boolean applied() {
        return this instanceof Applied;
    }
}
