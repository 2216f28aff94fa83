package io.septet.scheduler.post;

/** What an action wants of a post. */
sealed interface Goal {
    /**
     * It goes out like this; what certainly did not go out before goes out in a new take.
     *
     * @param all whether deliveries that were given a time of their own go out with the others
     */
    record Send(Draft draft, boolean all) implements Goal {}

    /** It reads like this; what still goes out follows. */
    record Edit(Draft draft) implements Goal {}

    /** Nothing more of it goes out. */
    record Stop() implements Goal {}

    /** It is gone. */
    record Delete() implements Goal {}
}
