package io.septet.accounts.publication;

import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The record of sending one delivery. Every method returns the next version of it; {@link
 * Publications} writes that version only if the one before it is still the stored one.
 *
 * @param schema layout of this record
 * @param version rises with every write
 * @param id the delivery's id
 * @param platform the feed's platform; null until the feed was opened for the first time
 * @param revision which of the delivery's revisions was handed over
 * @param content exactly what is sent
 * @param labels of the post, for holds
 * @param contentHash of what was approved
 * @param due nothing is sent before; UTC
 * @param notAfter nothing is sent after; UTC
 * @param ready whether everything without public effect is done
 * @param handles what preparing achieved, such as media ids
 * @param attempt how many times a send was armed
 * @param everUnknown whether an attempt ever ended without a clear answer
 * @param armedAt when the last attempt was armed
 * @param firstArmedAt when the first attempt was armed, or the first one after a person allowed
 *     another; null before
 * @param doubt how far settling an unclear end has come; null if there was none
 * @param sentAt when the platform's acceptance reached us, so that lateness is never understated
 * @param notBefore when a waiting publication is tried again
 * @param platformId the platform's id of the post
 * @param link where people see it
 * @param reason the platform's words, or ours, for the present state
 * @param held whether a hold stood when it was due: nothing of it happens by itself any more
 * @param decidedBy the member who decided last what becomes of it; null if nobody had to
 * @param seen what was found on the platform when it was last looked for
 * @param log every step, oldest first
 */
record Publication(
        int schema,
        long version,
        String id,
        String workspace,
        String feed,
        @Nullable String platform,
        int revision,
        PublicationState state,
        Content content,
        List<String> labels,
        String contentHash,
        Instant due,
        Instant notAfter,
        boolean ready,
        Map<String, String> handles,
        int attempt,
        boolean everUnknown,
        @Nullable Instant armedAt,
        @Nullable Instant firstArmedAt,
        @Nullable Doubt doubt,
        @Nullable Instant sentAt,
        @Nullable Instant notBefore,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        boolean held,
        @Nullable String decidedBy,
        @Nullable List<Seen> seen,
        @Nullable List<Step> log) {

    static final int SCHEMA = 1;
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(2);

    /** What scheduler-service hands over. */
    record Handed(
            String workspace,
            String feed,
            int revision,
            String contentHash,
            Content content,
            List<String> labels,
            Instant due,
            Instant notAfter) {}

    /**
     * How far settling an unclear end has come.
     *
     * @param since when the call was closed, or given up: from here on settling counts
     * @param readAt when the platform was last read completely; null before
     * @param processing whether the platform says that it is still processing the post
     * @param renewed whether the container was already made anew once
     */
    record Doubt(Instant since, @Nullable Instant readAt, boolean processing, boolean renewed) {}

    /**
     * One line of the story.
     *
     * @param version of the record after it
     * @param state after it
     * @param detail in words
     * @param seen what was found on the platform
     */
    record Step(
            Instant at,
            long version,
            PublicationState state,
            int attempt,
            @Nullable String detail,
            @Nullable List<Seen> seen) {}

    /** A new record, or one that takes the place of an earlier revision. */
    static Publication handed(String id, Handed handed, long version) {
        return new Publication(
                SCHEMA,
                version,
                id,
                handed.workspace(),
                handed.feed(),
                null,
                handed.revision(),
                PublicationState.NEW,
                handed.content(),
                handed.labels(),
                handed.contentHash(),
                handed.due(),
                handed.notAfter(),
                false,
                Map.of(),
                0,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null);
    }

    /** How late it went out; null before that. */
    @Nullable Long lagMillis() {
        return sentAt == null ? null : Math.max(0, Duration.between(due, sentAt).toMillis());
    }

    /** Whether it may still be taken back: nothing may be public. */
    boolean recallable() {
        return state.beforeArm() && !everUnknown;
    }

    /** Whether a person may decide what becomes of it. */
    boolean decidable() {
        return state == PublicationState.REVIEW
                || (held && everUnknown && state == PublicationState.WAITING);
    }

    /** Whether nothing that was sent of it can have become public, or can yet. */
    boolean certainlyNotPublic() {
        return switch (state) {
            case FAILED, MISSED, RECALLED -> true;
            case NEW, PREPARED, WAITING -> !everUnknown;
            case ARMED, PUBLISHED, UNKNOWN, REVIEW, DROPPED -> false;
        };
    }

    /** Whether the platform says that it is still processing the post. */
    boolean processing() {
        return state == PublicationState.UNKNOWN && doubt != null && doubt.processing();
    }

    /** The same version, with the platform that was found when its feed was opened. */
    Publication on(String platform) {
        return next(draft -> {
            draft.platform = platform;
            draft.version = version;
        });
    }

    Publication prepared(Map<String, String> handles) {
        return next(draft -> {
            // One that was armed before goes on waiting for its next attempt.
            draft.state = attempt == 0 ? PublicationState.PREPARED : PublicationState.WAITING;
            draft.ready = true;
            draft.handles = handles;
            draft.reason = null;
            draft.notBefore = null;
            draft.seen = null;
        });
    }

    Publication waiting(Instant notBefore, String reason, Map<String, String> handles) {
        return next(draft -> {
            draft.state = PublicationState.WAITING;
            draft.notBefore = notBefore;
            draft.reason = reason;
            draft.handles = handles;
            draft.held = false;
            draft.seen = null;
        });
    }

    Publication stoppedByHold(String scope) {
        return next(draft -> {
            draft.held = true;
            draft.notBefore = null;
            draft.reason = "Held: " + scope;
        });
    }

    Publication armed(Instant at) {
        return next(draft -> {
            draft.state = PublicationState.ARMED;
            draft.attempt = attempt + 1;
            draft.armedAt = at;
            draft.firstArmedAt = firstArmedAt == null ? at : firstArmedAt;
            draft.notBefore = null;
            draft.reason = null;
            draft.held = false;
            draft.seen = null;
        });
    }

    Publication published(@Nullable String platformId, @Nullable String link, Instant at) {
        return next(draft -> {
            draft.state = PublicationState.PUBLISHED;
            draft.platformId = platformId;
            draft.link = link;
            draft.sentAt = at;
            draft.reason = null;
            draft.held = false;
        });
    }

    /** Public, as looking for it has shown. */
    Publication found(Seen what, Instant at) {
        return next(draft -> {
            draft.state = PublicationState.PUBLISHED;
            draft.platformId = what.platformId();
            draft.link = what.link() == null ? null : what.link().toString();
            draft.sentAt = at;
            draft.reason = null;
            draft.seen = List.of(what);
        });
    }

    /** Where people see it has become known; nothing else changes, and no step is told of it. */
    Publication linked(String where) {
        return next(draft -> {
            draft.link = where;
            draft.retell();
        });
    }

    Publication failed(String reason) {
        return next(draft -> {
            draft.state = PublicationState.FAILED;
            draft.reason = reason;
            draft.held = false;
            draft.seen = null;
        });
    }

    /** From here on it is looked for. */
    Publication unknown(String seen, Instant since) {
        boolean renewed = doubt != null && doubt.renewed();
        return next(draft -> {
            draft.state = PublicationState.UNKNOWN;
            draft.everUnknown = true;
            draft.doubt = new Doubt(since, null, false, renewed);
            draft.reason = seen;
            draft.held = false;
            draft.seen = null;
        });
    }

    /** Still unknown after a look. */
    Publication looked(Doubt after, String reason, List<Seen> found) {
        return next(draft -> {
            draft.doubt = after;
            draft.reason = reason;
            draft.seen = found;
        });
    }

    /** Certainly not public: it may be sent again as it was, or made ready anew. */
    Publication absent(Instant now, String reason, boolean renew) {
        return next(draft -> {
            draft.state = PublicationState.WAITING;
            draft.notBefore = now;
            draft.reason = reason;
            draft.seen = null;
            if (renew) {
                draft.ready = false;
                draft.handles = Map.of();
                if (doubt != null) {
                    draft.doubt = new Doubt(doubt.since(), doubt.readAt(), false, true);
                }
            }
        });
    }

    /** The same step, as a member has decided it. */
    Publication decided(String by, String reason) {
        return next(draft -> {
            draft.decidedBy = by;
            draft.reason = reason;
            draft.version = version;
        });
    }

    /** A person must decide. */
    Publication review(String reason, List<Seen> found) {
        return next(draft -> {
            draft.state = PublicationState.REVIEW;
            draft.reason = reason;
            draft.held = false;
            draft.seen = found;
        });
    }

    /** A person has looked: it is not public and shall be sent once more. */
    Publication again(Instant notAfter, Instant now) {
        return next(draft -> {
            draft.state = PublicationState.WAITING;
            draft.notAfter = notAfter;
            draft.notBefore = now;
            draft.firstArmedAt = null;
            draft.held = false;
            draft.seen = null;
        });
    }

    /** A person has closed it. */
    Publication dropped() {
        return next(draft -> {
            draft.state = PublicationState.DROPPED;
            draft.held = false;
            draft.seen = null;
        });
    }

    Publication missed() {
        return next(draft -> {
            draft.state = PublicationState.MISSED;
            if (reason == null) {
                draft.reason = "Its time window was over before it could be sent";
            }
        });
    }

    Publication recalled(int revision) {
        return next(draft -> {
            draft.state = PublicationState.RECALLED;
            draft.revision = revision;
            draft.held = false;
            draft.reason = null;
        });
    }

    /**
     * The same version, with the line of the story that tells of it; one that has it is as it is.
     */
    Publication told(Instant at) {
        if (log != null && !log.isEmpty() && log.getLast().version() == version) {
            return this;
        }
        var line = new Step(at, version, state, attempt, reason, seen);
        return next(draft -> {
            draft.tell(line);
            draft.version = version;
        });
    }

    /**
     * The pause after a certain non-send for which the platform named no time: doubles with each
     * attempt.
     */
    Duration backOff(Duration first) {
        var pause = first.multipliedBy(1L << Math.min(10, Math.max(0, attempt - 1)));
        return pause.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : pause;
    }

    private Publication next(Consumer<PublicationDraft> change) {
        var draft = new PublicationDraft(this);
        change.accept(draft);
        return draft.build(this);
    }
}
