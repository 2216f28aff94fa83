package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.feed.FeedLookup.OpenFeed;
import io.septet.accounts.hold.Holds;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.Guards.Permit;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.kit.fault.CrashPoint;
import io.septet.kit.time.ContractTimings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Takes the next step of one publication: PREPARE, ARM with SEND, or the end of its time window;
 * RECORD is the {@link Recorder}'s and RESOLVE the {@link Resolver}'s. Any replica may take any
 * step; the version decides who has taken it.
 */
@Component
class Publisher {
    private static final Logger log = LoggerFactory.getLogger(Publisher.class);
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration RECONNECT = Duration.ofSeconds(30);

    private final Publications publications;
    private final FeedLookup feeds;
    private final Guards guards;
    private final Recorder recorder;
    private final Resolver resolver;
    private final Links links;
    private final Holds holds;
    private final ContractTimings timings;
    private final Clock clock;
    private final LongSupplier nanos;

    @Autowired
    Publisher(
            Publications publications,
            FeedLookup feeds,
            Guards guards,
            Recorder recorder,
            Resolver resolver,
            Holds holds,
            ContractTimings timings,
            Clock clock) {
        this(
                publications,
                feeds,
                guards,
                recorder,
                resolver,
                holds,
                timings,
                clock,
                System::nanoTime);
    }

    /**
     * @param nanos a clock that never goes back, for how long ago ARM began
     */
    Publisher(
            Publications publications,
            FeedLookup feeds,
            Guards guards,
            Recorder recorder,
            Resolver resolver,
            Holds holds,
            ContractTimings timings,
            Clock clock,
            LongSupplier nanos) {
        this.publications = publications;
        this.feeds = feeds;
        this.guards = guards;
        this.recorder = recorder;
        this.resolver = resolver;
        this.links = new Links(publications, feeds, guards, clock);
        this.holds = holds;
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
            case UNKNOWN -> resolver.settle(publication);
            case PUBLISHED -> links.follow(publication);
            case FAILED, REVIEW, RECALLED, MISSED, DROPPED -> publications.rest(publication);
        }
    }

    private void towardsSending(Publication publication) {
        var now = clock.instant();
        var notBefore = publication.notBefore();
        if (now.isAfter(publication.notAfter())) {
            over(publication, now);
        } else if (publication.held()) {
            // Lifting the hold sends nothing by itself: a person says what becomes of it.
            publications.later(publication, afterWindow(publication));
        } else if (notBefore != null && now.isBefore(notBefore)) {
            publications.later(publication, notBefore);
        } else {
            var open = feeds.open(publication.workspace(), publication.feed());
            if (open.isEmpty()) {
                waitFor(publication, now.plus(RECONNECT), "The account must be connected again");
            } else if (!publication.ready()) {
                prepare(publication, open.get());
            } else {
                sendWhenDue(publication, open.get());
            }
        }
    }

    /**
     * The time window is over. What waits under an id of ours was not there when it was last looked
     * for, but its absence need not have settled: then it is looked for once more.
     */
    private void over(Publication publication, Instant now) {
        var doubt = publication.doubt();
        boolean mayStillAppear =
                publication.everUnknown()
                        && publication.firstArmedAt() != null
                        && feeds.open(publication.workspace(), publication.feed())
                                .map(feed -> feed.publishClass() == PublishClass.C)
                                .orElse(true);
        if (doubt != null && mayStillAppear) {
            publications.write(
                    publication.unknown(
                            "Its time window is over; it is looked for once more", doubt.since()),
                    publication.version(),
                    now);
        } else {
            publications.close(publication.missed(), publication.version());
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
            prepared(publication, known.prepared(publication.handles()), feed);
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
        permit.get().calling();
        PrepareOutcome outcome;
        try {
            outcome = feed.platform().prepare(feed.access(), request(publication));
        } catch (RuntimeException e) {
            log.warn("Preparing {} failed", publication.id(), e);
            outcome =
                    new PrepareOutcome.NotYet(
                            publication.handles(), null, "Preparing failed by a fault of our own");
        }
        switch (outcome) {
            case PrepareOutcome.Ready(var handles) -> {
                permit.get().answered();
                prepared(publication, known.prepared(handles), feed);
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

    private void sendWhenDue(Publication publication, OpenFeed feed) {
        if (clock.instant().isBefore(publication.due())) {
            publications.later(publication, publication.due());
        } else {
            send(publication, feed);
        }
    }

    /** Goes straight on when it is due already, so that nothing waits for another round. */
    private void prepared(Publication before, Publication after, OpenFeed feed) {
        var prepared = after.told(clock.instant());
        boolean due = !clock.instant().isBefore(prepared.due());
        var step = due ? clock.instant().plus(timings.handRetry()) : prepared.due();
        if (publications.write(prepared, before.version(), step) && due) {
            send(prepared, feed);
        }
    }

    private void send(Publication publication, OpenFeed feed) {
        if (resolver.mayNotResend(publication, feed)) {
            resolver.review(
                    publication,
                    "It is too long ago since it was first sent for the platform to recognise it",
                    List.of());
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
        CrashPoint.BEFORE_ARM.pass();
        long began = nanos.getAsLong();
        ArmOutcome outcome;
        try {
            outcome = publications.arm(publication);
        } catch (RuntimeException e) {
            permit.get().unused();
            throw e;
        }
        if (outcome instanceof ArmOutcome.Armed(var armed)) {
            CrashPoint.AFTER_ARM.pass();
            recorder.record(armed, armedSend(armed, feed, began, permit.get()));
            return;
        }
        permit.get().unused();
        notArmed(publication, outcome);
    }

    private void notArmed(Publication publication, ArmOutcome outcome) {
        var now = clock.instant();
        switch (outcome) {
            case ArmOutcome.Early(var left) -> publications.later(publication, now.plus(left));
            case ArmOutcome.Late() -> over(publication, now);
            case ArmOutcome.ClocksDiffer(var ahead) -> {
                log.error(
                        "Nothing is sent: the clock of this machine and Redis' differ by {} ms; set them right",
                        ahead.toMillis());
                // By Redis' clock, which the other machines go by.
                waitFor(
                        publication,
                        now.plus(ahead).plus(timings.retry()),
                        "Waiting: the clocks of our machines do not agree");
            }
            case ArmOutcome.Altered() ->
                    publications.close(
                            publication.failed(
                                    "What would be sent is not what was approved; nothing was sent"),
                            publication.version());
            case ArmOutcome.Held(var scope) ->
                    publications.write(
                            publication.stoppedByHold(scope),
                            publication.version(),
                            afterWindow(publication));
            case ArmOutcome.Lost(var known, var present) -> {
                var reason =
                        "Redis has lost writes: "
                                + known
                                + " sends were begun, and it knows of "
                                + present
                                + ". What was due meanwhile may be public: see what waits, then lift this hold";
                log.error("Everything is stopped. {}", reason);
                // Nobody knows since when; what is open now was due at most a late window ago.
                holds.stopEverything(reason, now.minus(timings.longestLateWindow()), now);
                publications.countFrom(publication.workspace(), present);
                publications.later(publication, now.plus(timings.retry()));
            }
            case ArmOutcome.Doubtful() ->
                    publications.write(
                            publication.unknown(
                                    "It fell due while Redis lost writes, so it may have been sent",
                                    now),
                            publication.version(),
                            now);
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
        permit.calling();
        SendOutcome outcome;
        try {
            outcome = feed.platform().send(feed.access(), request(armed));
        } catch (RuntimeException e) {
            log.error("The adapter broke its promise for {}", armed.id(), e);
            outcome = new SendOutcome.Unclear("Our own fault while sending");
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

    private void perhapsUnknown(Publication publication) {
        var stale = Objects.requireNonNull(publication.armedAt()).plus(timings.armStale());
        if (clock.instant().isBefore(stale)) {
            publications.later(publication, stale);
        } else {
            var now = clock.instant();
            publications.write(
                    publication.unknown(
                            "The program that was sending it stopped before an answer was recorded",
                            now),
                    publication.version(),
                    now);
        }
    }

    private void waitFor(Publication publication, Instant until, String reason) {
        var next = until.isAfter(publication.notAfter()) ? afterWindow(publication) : until;
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

    private static Instant afterWindow(Publication publication) {
        return publication.notAfter().plusMillis(1);
    }

    static SendRequest request(Publication publication) {
        return new SendRequest(
                publication.id(),
                publication.workspace(),
                publication.content(),
                publication.due(),
                publication.handles());
    }
}
