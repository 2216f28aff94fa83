package io.septet.accounts.publication;

import io.septet.accounts.platform.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param sentAt when the platform's acceptance reached us, so that lateness is never understated
 * @param notBefore when a waiting publication is tried again
 * @param platformId the platform's id of the post
 * @param link where people see it
 * @param reason the platform's words, or ours, for the present state
 * @param held whether a hold stopped the last step
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
        @Nullable Instant sentAt,
        @Nullable Instant notBefore,
        @Nullable String platformId,
        @Nullable String link,
        @Nullable String reason,
        boolean held) {

    private static final int SCHEMA = 1;
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
                false);
    }

    /** How late it went out; null before that. */
    @Nullable Long lagMillis() {
        return sentAt == null ? null : Math.max(0, Duration.between(due, sentAt).toMillis());
    }

    /** Whether it may still be taken back: nothing may be public. */
    boolean recallable() {
        return state.beforeArm() && !everUnknown;
    }

    Publication on(String platform) {
        return copy().platform(platform).build();
    }

    Publication prepared(Map<String, String> handles) {
        return copy().state(PublicationState.PREPARED)
                .ready(true)
                .handles(handles)
                .reason(null)
                .notBefore(null)
                .build();
    }

    Publication waiting(Instant notBefore, String reason, Map<String, String> handles) {
        return copy().state(PublicationState.WAITING)
                .notBefore(notBefore)
                .reason(reason)
                .handles(handles)
                .held(false)
                .build();
    }

    Publication stoppedByHold(String scope, Instant lookAgain) {
        return copy().held(true).notBefore(lookAgain).reason("Held: " + scope).build();
    }

    Publication armed(Instant at) {
        return copy().state(PublicationState.ARMED)
                .attempt(attempt + 1)
                .armedAt(at)
                .notBefore(null)
                .reason(null)
                .held(false)
                .build();
    }

    Publication published(String platformId, @Nullable String link, Instant at) {
        return copy().state(PublicationState.PUBLISHED)
                .platformId(platformId)
                .link(link)
                .sentAt(at)
                .reason(null)
                .build();
    }

    Publication failed(String reason) {
        return copy().state(PublicationState.FAILED).reason(reason).held(false).build();
    }

    Publication unknown(String seen) {
        return copy().state(PublicationState.UNKNOWN).everUnknown(true).reason(seen).build();
    }

    Publication missed() {
        return copy().state(PublicationState.MISSED)
                .reason(
                        reason == null
                                ? "Its time window was over before it could be sent"
                                : reason)
                .build();
    }

    Publication recalled(int revision) {
        return copy().state(PublicationState.RECALLED)
                .revision(revision)
                .held(false)
                .reason(null)
                .build();
    }

    /**
     * The pause after a certain non-send for which the platform named no time: doubles with each
     * attempt.
     */
    Duration backOff(Duration first) {
        var pause = first.multipliedBy(1L << Math.min(10, Math.max(0, attempt - 1)));
        return pause.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : pause;
    }

    private Draft copy() {
        return new Draft(this);
    }

    /** The next version while it is being put together. */
    private static final class Draft {
        private final Publication from;
        private @Nullable String platform;
        private int revision;
        private PublicationState state;
        private boolean ready;
        private Map<String, String> handles;
        private int attempt;
        private boolean everUnknown;
        private @Nullable Instant armedAt;
        private @Nullable Instant sentAt;
        private @Nullable Instant notBefore;
        private @Nullable String platformId;
        private @Nullable String link;
        private @Nullable String reason;
        private boolean held;

        Draft(Publication from) {
            this.from = from;
            platform = from.platform;
            revision = from.revision;
            state = from.state;
            ready = from.ready;
            handles = from.handles;
            attempt = from.attempt;
            everUnknown = from.everUnknown;
            armedAt = from.armedAt;
            sentAt = from.sentAt;
            notBefore = from.notBefore;
            platformId = from.platformId;
            link = from.link;
            reason = from.reason;
            held = from.held;
        }

        Draft platform(String value) {
            platform = value;
            return this;
        }

        Draft revision(int value) {
            revision = value;
            return this;
        }

        Draft state(PublicationState value) {
            state = value;
            return this;
        }

        Draft ready(boolean value) {
            ready = value;
            return this;
        }

        Draft handles(Map<String, String> value) {
            handles = value;
            return this;
        }

        Draft attempt(int value) {
            attempt = value;
            return this;
        }

        Draft everUnknown(boolean value) {
            everUnknown = value;
            return this;
        }

        Draft armedAt(Instant value) {
            armedAt = value;
            return this;
        }

        Draft sentAt(Instant value) {
            sentAt = value;
            return this;
        }

        Draft notBefore(@Nullable Instant value) {
            notBefore = value;
            return this;
        }

        Draft platformId(String value) {
            platformId = value;
            return this;
        }

        Draft link(@Nullable String value) {
            link = value;
            return this;
        }

        Draft reason(@Nullable String value) {
            reason = value;
            return this;
        }

        Draft held(boolean value) {
            held = value;
            return this;
        }

        Publication build() {
            return new Publication(
                    SCHEMA,
                    from.version + 1,
                    from.id,
                    from.workspace,
                    from.feed,
                    platform,
                    revision,
                    state,
                    from.content,
                    from.labels,
                    from.contentHash,
                    from.due,
                    from.notAfter,
                    ready,
                    handles,
                    attempt,
                    everUnknown,
                    armedAt,
                    sentAt,
                    notBefore,
                    platformId,
                    link,
                    reason,
                    held);
        }
    }
}
