package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.feed.FeedLookup.OpenFeed;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.Guards.Permit;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.kit.content.ContentHash;
import io.septet.kit.time.ContractTimings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Takes the next step of one publication: PREPARE, ARM with SEND and RECORD, or the end of its time
 * window. Any replica may take any step; the version decides who has taken it.
 */
@Component
class Publisher {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);
    private static final Duration HOLD_LOOK = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration RECONNECT = Duration.ofSeconds(30);

    private final Publications publications;
    private final FeedLookup feeds;
    private final Guards guards;
    private final ContractTimings timings;
    private final Clock clock;
    private final LongSupplier nanos;

    @Autowired
    Publisher(
            Publications publications,
            FeedLookup feeds,
            Guards guards,
            ContractTimings timings,
            Clock clock) {
        this(publications, feeds, guards, timings, clock, System::nanoTime);
    }

    /**
     * @param nanos a clock that never goes back, for how long ago ARM began
     */
    Publisher(
            Publications publications,
            FeedLookup feeds,
            Guards guards,
            ContractTimings timings,
            Clock clock,
            LongSupplier nanos) {
        this.publications = publications;
        this.feeds = feeds;
        this.guards = guards;
        this.timings = timings;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Takes the step that is due now; a publication that has none is left alone. */
    void step(String tag, String id) {
        var found = publications.findIn(tag, id);
        if (found.isEmpty()) {
            return;
        }
        var publication = found.get();
        switch (publication.state()) {
            case NEW, PREPARED, WAITING -> towardsSending(publication);
            case ARMED -> perhapsUnknown(publication);
            case PUBLISHED, FAILED, UNKNOWN, REVIEW, RECALLED, MISSED, DROPPED -> {}
        }
    }

    private void towardsSending(Publication publication) {
        var now = clock.instant();
        var notBefore = publication.notBefore();
        if (now.isAfter(publication.notAfter())) {
            publications.close(publication.missed(), publication.version());
        } else if (notBefore != null && now.isBefore(notBefore)) {
            publications.later(publication, notBefore);
        } else {
            var open = feeds.open(publication.workspace(), publication.feed());
            if (open.isEmpty()) {
                waitFor(publication, now.plus(RECONNECT), "The account must be connected again");
            } else if (!publication.ready()) {
                prepare(publication, open.get());
            } else if (now.isBefore(publication.due())) {
                publications.later(publication, publication.due());
            } else {
                send(publication, open.get());
            }
        }
    }

    private void prepare(Publication publication, OpenFeed feed) {
        var known =
                publication.platform() == null
                        ? publication.on(feed.platform().capabilities().id())
                        : publication;
        // Nothing to upload, nothing to ask: a platform's bad minute must not delay what only needs
        // to be sent.
        if (publication.content().media().isEmpty() && !feed.platform().preparesText()) {
            prepared(publication, known.prepared(publication.handles()));
            return;
        }
        var permit = guards.enter("send", feed.where());
        if (permit.isEmpty()) {
            waitFor(
                    publication,
                    clock.instant().plus(BUSY),
                    "The platform is not answering well; waiting for it");
            return;
        }
        PrepareOutcome outcome;
        try {
            outcome = feed.platform().prepare(feed.access(), request(publication));
        } catch (RuntimeException e) {
            log.warn("Preparing {} failed", publication.id(), e);
            outcome =
                    new PrepareOutcome.NotYet(
                            publication.handles(), null, "Preparing failed: " + e.getMessage());
        }
        switch (outcome) {
            case PrepareOutcome.Ready(var handles) -> {
                permit.get().answered();
                prepared(publication, known.prepared(handles));
            }
            case PrepareOutcome.NotYet(var handles, var until, var reason) -> {
                if (until == null) {
                    permit.get().failed();
                } else {
                    permit.get().answered();
                }
                var next =
                        until == null
                                ? clock.instant().plus(publication.backOff(timings.retry()))
                                : until;
                if (publication.state() == PublicationState.WAITING
                        && reason.equals(publication.reason())
                        && handles.equals(publication.handles())) {
                    publications.later(publication, next);
                } else {
                    publications.write(
                            known.waiting(next, reason, handles), publication.version(), next);
                }
            }
            case PrepareOutcome.Refused(var reason) -> {
                permit.get().answered();
                publications.close(known.failed(reason), publication.version());
            }
            case PrepareOutcome.Reconnect(var reason) -> {
                permit.get().answered();
                feeds.refused(publication.workspace(), publication.feed(), reason);
                waitFor(publication, clock.instant().plus(RECONNECT), reason);
            }
        }
    }

    /** Goes straight on when it is due already, so that nothing waits for another round. */
    private void prepared(Publication before, Publication prepared) {
        boolean due = !clock.instant().isBefore(prepared.due());
        var step = due ? clock.instant().plus(timings.handRetry()) : prepared.due();
        if (publications.write(prepared, before.version(), step) && due) {
            towardsSending(prepared);
        }
    }

    private void send(Publication publication, OpenFeed feed) {
        if (!ContentHash.of(publication.feed(), publication.content())
                .equals(publication.contentHash())) {
            publications.close(
                    publication.failed(
                            "What would be sent is not what was approved; nothing was sent"),
                    publication.version());
            return;
        }
        var permit = guards.enter("send", feed.where());
        if (permit.isEmpty()) {
            waitFor(
                    publication,
                    clock.instant().plus(BUSY),
                    "The platform is not answering well; waiting for it");
            return;
        }
        long began = nanos.getAsLong();
        ArmOutcome outcome;
        try {
            outcome = publications.arm(publication);
        } catch (RuntimeException e) {
            permit.get().unused();
            throw e;
        }
        if (outcome instanceof ArmOutcome.Armed(var armed)) {
            record(armed, armedSend(armed, feed, began, permit.get()));
            return;
        }
        permit.get().unused();
        notArmed(publication, outcome);
    }

    private void notArmed(Publication publication, ArmOutcome outcome) {
        var now = clock.instant();
        switch (outcome) {
            case ArmOutcome.Early(var left) -> publications.later(publication, now.plus(left));
            case ArmOutcome.Late() ->
                    publications.close(publication.missed(), publication.version());
            case ArmOutcome.ClocksDiffer(var ahead) -> {
                log.error(
                        "Nothing is sent: the clock of this machine and Redis' differ by {} ms; set them right",
                        ahead.toMillis());
                waitFor(
                        publication,
                        now.plus(timings.retry()),
                        "Waiting: the clocks of our machines do not agree");
            }
            case ArmOutcome.Held(var scope) -> {
                var again = now.plus(HOLD_LOOK);
                if (publication.held()) {
                    publications.later(publication, again);
                } else {
                    publications.write(
                            publication.stoppedByHold(scope, again), publication.version(), again);
                }
            }
            case ArmOutcome.Stale stale -> {}
            case ArmOutcome.Armed armed ->
                    throw new IllegalStateException("Armed is sent, not put off");
        }
    }

    /**
     * The one request that makes it public, or none if too much time has passed since ARM began.
     */
    private SendOutcome armedSend(Publication armed, OpenFeed feed, long began, Permit permit) {
        if (nanos.getAsLong() - began >= timings.sendBy().toNanos()) {
            permit.unused();
            return new SendOutcome.NotSent(
                    null, "Too much time passed before the request could begin");
        }
        SendOutcome outcome;
        try {
            outcome = feed.platform().send(feed.access(), request(armed));
        } catch (RuntimeException e) {
            log.error("The adapter broke its promise for {}", armed.id(), e);
            outcome = new SendOutcome.Unclear("Our own fault while sending: " + e);
        }
        switch (outcome) {
            case SendOutcome.Unclear unclear -> permit.failed();
            // With a time of its own the platform did answer: too many requests from one account
            // say nothing of others.
            case SendOutcome.NotSent(var until, var reason) -> {
                if (until == null) {
                    permit.failed();
                } else {
                    permit.answered();
                }
            }
            case SendOutcome.Accepted accepted -> permit.answered();
            case SendOutcome.Refused refused -> permit.answered();
            case SendOutcome.Reconnect reconnect -> permit.answered();
        }
        return outcome;
    }

    /**
     * Writes what the answer meant, as often as it takes: until it is written, the record says
     * ARMED.
     */
    private void record(Publication armed, SendOutcome outcome) {
        var answered = clock.instant();
        if (outcome instanceof SendOutcome.Reconnect(var reason)) {
            noteRefused(armed, reason);
        }
        long pause = 50;
        while (true) {
            try {
                recordOnce(armed, outcome, answered);
                return;
            } catch (DataAccessException e) {
                log.warn(
                        "The answer for {} is kept and will be recorded: {}",
                        armed.id(),
                        e.getMessage());
                if (!sleep(pause)) {
                    return;
                }
                pause = Math.min(2_000, pause * 2);
            }
        }
    }

    private void recordOnce(Publication armed, SendOutcome outcome, Instant answered) {
        var now = clock.instant();
        boolean written =
                switch (outcome) {
                    case SendOutcome.Accepted(var id, var link) ->
                            publications.close(
                                    armed.published(id, text(link), answered), armed.version());
                    case SendOutcome.NotSent(var until, var reason) -> {
                        var next = until == null ? now.plus(armed.backOff(timings.retry())) : until;
                        yield publications.write(
                                armed.waiting(next, reason, armed.handles()),
                                armed.version(),
                                next);
                    }
                    case SendOutcome.Reconnect(var reason) -> {
                        var next = now.plus(RECONNECT);
                        yield publications.write(
                                armed.waiting(next, reason, armed.handles()),
                                armed.version(),
                                next);
                    }
                    case SendOutcome.Refused(var reason) ->
                            publications.close(armed.failed(reason), armed.version());
                    case SendOutcome.Unclear(var seen) ->
                            publications.close(armed.unknown(seen), armed.version());
                };
        if (!written && outcome instanceof SendOutcome.Accepted(var id, var link)) {
            publishedAfterAll(armed, id, link, answered);
        }
    }

    /** The attempt was already given up as unknown when its answer came: the answer settles it. */
    private void publishedAfterAll(
            Publication armed, String platformId, @Nullable URI link, Instant answered) {
        var present = publications.find(armed.workspace(), armed.id());
        if (present.isPresent()
                && present.get().state() == PublicationState.UNKNOWN
                && present.get().attempt() == armed.attempt()) {
            publications.close(
                    present.get().published(platformId, text(link), answered),
                    present.get().version());
        }
    }

    private void perhapsUnknown(Publication publication) {
        var stale = Objects.requireNonNull(publication.armedAt()).plus(timings.armStale());
        if (clock.instant().isBefore(stale)) {
            publications.later(publication, stale);
        } else {
            publications.close(
                    publication.unknown(
                            "The program that was sending it stopped before an answer was recorded"),
                    publication.version());
        }
    }

    private void waitFor(Publication publication, Instant until, String reason) {
        var next =
                until.isAfter(publication.notAfter())
                        ? publication.notAfter().plusMillis(1)
                        : until;
        if (publication.state() == PublicationState.WAITING
                && reason.equals(publication.reason())) {
            publications.later(publication, next);
        } else {
            publications.write(
                    publication.waiting(next, reason, publication.handles()),
                    publication.version(),
                    next);
        }
    }

    private void noteRefused(Publication armed, String reason) {
        try {
            feeds.refused(armed.workspace(), armed.feed(), reason);
        } catch (DataAccessException e) {
            log.warn(
                    "That feed {} must be connected again was not noted: {}",
                    armed.feed(),
                    e.getMessage());
        }
    }

    private static SendRequest request(Publication publication) {
        return new SendRequest(
                publication.id(),
                publication.workspace(),
                publication.content(),
                publication.due(),
                publication.handles());
    }

    private static @Nullable String text(@Nullable URI link) {
        return link == null ? null : link.toString();
    }

    private static boolean sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
