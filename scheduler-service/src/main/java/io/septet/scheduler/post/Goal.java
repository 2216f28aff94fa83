package io.septet.scheduler.post;

import io.septet.scheduler.approval.Approval;

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

    /**
     * It goes out like this once it is approved; until then nothing of it does.
     *
     * @param again whether what certainly did not go out before goes out in a new take
     */
    record Submit(Draft draft, boolean again) implements Goal {}

    /** It goes out as it was submitted; the last stage has said yes. */
    record Release(Approval approval) implements Goal {}

    /** Nothing more of it goes out. */
    record Stop() implements Goal {}

    /** It is gone. */
    record Delete() implements Goal {}
}
