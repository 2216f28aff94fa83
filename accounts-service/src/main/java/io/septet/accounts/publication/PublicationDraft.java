package io.septet.accounts.publication;

import io.septet.accounts.platform.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The next version of a publication while it is being put together. */
final class PublicationDraft {
    /** The first steps of a long story are kept, and the last ones. */
    private static final int MOST_STEPS = 60;

    private static final int FIRST_STEPS = 15;

    @Nullable String platform;
    int revision;
    PublicationState state;
    Instant notAfter;
    boolean ready;
    Map<String, String> handles;
    int attempt;
    boolean everUnknown;
    @Nullable Instant armedAt;
    @Nullable Instant firstArmedAt;
    Publication.@Nullable Doubt doubt;
    @Nullable Instant sentAt;
    @Nullable Instant notBefore;
    @Nullable String platformId;
    @Nullable String link;
    @Nullable String reason;
    boolean held;
    @Nullable String decidedBy;
    @Nullable List<Seen> seen;
    @Nullable List<Publication.Step> log;
    long version;

    PublicationDraft(Publication from) {
        platform = from.platform();
        revision = from.revision();
        state = from.state();
        notAfter = from.notAfter();
        ready = from.ready();
        handles = from.handles();
        attempt = from.attempt();
        everUnknown = from.everUnknown();
        armedAt = from.armedAt();
        firstArmedAt = from.firstArmedAt();
        doubt = from.doubt();
        sentAt = from.sentAt();
        notBefore = from.notBefore();
        platformId = from.platformId();
        link = from.link();
        reason = from.reason();
        held = from.held();
        decidedBy = from.decidedBy();
        seen = from.seen();
        log = from.log();
        version = from.version() + 1;
    }

    /** Adds a line to the story. */
    void tell(Publication.Step line) {
        var all = new ArrayList<>(log == null ? List.of() : log);
        if (all.size() >= MOST_STEPS) {
            all.remove(FIRST_STEPS);
        }
        all.add(line);
        log = List.copyOf(all);
    }

    /** Lets the last line of the story tell of this version too. */
    void retell() {
        if (log != null && !log.isEmpty()) {
            var all = new ArrayList<>(log);
            var last = all.removeLast();
            all.add(
                    new Publication.Step(
                            last.at(),
                            version,
                            last.state(),
                            last.attempt(),
                            last.detail(),
                            last.seen()));
            log = List.copyOf(all);
        }
    }

    Publication build(Publication from) {
        return new Publication(
                Publication.SCHEMA,
                version,
                from.id(),
                from.workspace(),
                from.feed(),
                platform,
                revision,
                state,
                from.content(),
                from.labels(),
                from.contentHash(),
                from.due(),
                notAfter,
                ready,
                handles,
                attempt,
                everUnknown,
                armedAt,
                firstArmedAt,
                doubt,
                sentAt,
                notBefore,
                platformId,
                link,
                reason,
                held,
                decidedBy,
                seen,
                log);
    }
}
