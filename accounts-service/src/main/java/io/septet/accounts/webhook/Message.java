package io.septet.accounts.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event for one address, and what became of it.
 *
 * @param id the same for every try, and made of the event, so that hearing of it twice makes one
 * @param body as it is signed and sent, every time the same
 * @param failed tries since it began to wait
 * @param next when it is tried next; null unless it waits
 * @param once whether a person asked for one try, which nothing follows
 * @param tries the last {@link #SHOWN} of them, oldest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Message(
        int schema,
        long version,
        String id,
        String webhook,
        String workspace,
        String type,
        Instant at,
        String body,
        State state,
        int failed,
        @Nullable Instant next,
        boolean once,
        List<Try> tries) {
    static final int SCHEMA = 1;
    static final int SHOWN = 20;

    enum State {
        WAITING,
        DELIVERED,
        /** Nobody took it, and it is not tried again by itself. */
        FAILED
    }

    /**
     * One request.
     *
     * @param status null if there was no answer
     * @param answer the first characters of the answer's body; null if there was none
     * @param fault why there was no answer, for people; null if there was one
     */
    record Try(
            Instant at,
            @Nullable Integer status,
            long millis,
            @Nullable String answer,
            @Nullable String fault) {
        boolean taken() {
            return status != null && status >= 200 && status < 300;
        }
    }

    static Message of(
            String id, Webhook hook, String type, Instant now, String body, boolean once) {
        return new Message(
                SCHEMA,
                1,
                id,
                hook.id(),
                hook.workspace(),
                type,
                now,
                body,
                State.WAITING,
                0,
                now,
                once,
                List.of());
    }

    Message delivered(Try last) {
        return next(State.DELIVERED, failed, null, once, last);
    }

    /**
     * @param again when it is tried next; null = it is given up
     */
    Message failed(@Nullable Try last, @Nullable Instant again) {
        return next(again == null ? State.FAILED : State.WAITING, failed + 1, again, once, last);
    }

    /** Asked for by a person: now, and once if it would not be tried again by itself. */
    Message again(Instant now) {
        return next(State.WAITING, failed, now, once || state != State.WAITING, null);
    }

    private Message next(
            State newState,
            int newFailed,
            @Nullable Instant newNext,
            boolean newOnce,
            @Nullable Try last) {
        var all = new ArrayList<>(tries);
        if (last != null) {
            all.add(last);
        }
        return new Message(
                SCHEMA,
                version + 1,
                id,
                webhook,
                workspace,
                type,
                at,
                body,
                newState,
                newFailed,
                newNext,
                newOnce,
                List.copyOf(all.subList(Math.max(0, all.size() - SHOWN), all.size())));
    }
}
