package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.kit.fault.CrashPoint;
import io.septet.kit.time.ContractTimings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** RECORD: writes what a platform's answer to a send means, whatever happens to Redis meanwhile. */
@Component
class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final Duration RECONNECT = Duration.ofSeconds(30);

    private final Publications publications;
    private final FeedLookup feeds;
    private final ContractTimings timings;
    private final Clock clock;

    Recorder(Publications publications, FeedLookup feeds, ContractTimings timings, Clock clock) {
        this.publications = publications;
        this.feeds = feeds;
        this.timings = timings;
        this.clock = clock;
    }

    /**
     * Writes what the answer meant, as often as it takes: until it is written, the record says
     * ARMED.
     */
    void record(Publication armed, SendOutcome outcome) {
        var answered = clock.instant();
        CrashPoint.BEFORE_RECORD.pass();
        if (outcome instanceof SendOutcome.Reconnect(var reason)) {
            noteRefused(armed, reason);
        }
        long pause = 50;
        while (true) {
            try {
                recordOnce(armed, outcome, answered);
                CrashPoint.AFTER_RECORD.pass();
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
                    // When it is looked for is for the resolver to say.
                    case SendOutcome.Unclear(var seen) ->
                            publications.write(armed.unknown(seen, now), armed.version(), now);
                };
        if (!written && outcome instanceof SendOutcome.Accepted(var id, var link)) {
            publishedAfterAll(armed, id, link, answered);
        }
    }

    /**
     * The attempt was already given up as unknown when its answer came: the answer settles it. If a
     * person was asked meanwhile, it is told to them, who may be about to decide otherwise.
     */
    private void publishedAfterAll(
            Publication armed, String platformId, @Nullable URI link, Instant answered) {
        var found = publications.find(armed.workspace(), armed.id());
        if (found.isEmpty() || found.get().attempt() != armed.attempt()) {
            return;
        }
        var present = found.get();
        if (platformId.equals(present.platformId())) {
            // A look was faster.
            return;
        }
        var owner = publications.ownerOf(armed, platformId);
        if (owner.isPresent() && !owner.get().equals(armed.id())) {
            takenForAnother(present, platformId, link, answered);
            return;
        }
        switch (present.state()) {
            case ARMED ->
                    // Whoever had taken the post has let go of it meanwhile.
                    throw new ConcurrencyFailureException("read again");
            case UNKNOWN, WAITING ->
                    publications.close(
                            present.published(platformId, text(link), answered), present.version());
            case REVIEW ->
                    publications.close(
                            present.review(
                                    "It is live: the platform's answer came late, at " + answered,
                                    List.of(
                                            new Seen(
                                                    platformId,
                                                    link,
                                                    answered,
                                                    armed.content().text()))),
                            present.version());
            default ->
                    log.error(
                            "{} is {}, but the platform accepted it as {}",
                            armed.id(),
                            present.state(),
                            platformId);
        }
    }

    /** A look for another delivery of the same text has taken the post for that one's. */
    private void takenForAnother(
            Publication present, String platformId, @Nullable URI link, Instant answered) {
        log.error("{} is {}, which was taken for another delivery's", present.id(), platformId);
        if (switch (present.state()) {
            case ARMED, UNKNOWN, WAITING, REVIEW -> true;
            default -> false;
        }) {
            publications.close(
                    present.review(
                            "It is live, but its post was taken for that of another delivery of this text",
                            List.of(
                                    new Seen(
                                            platformId, link, answered, present.content().text()))),
                    present.version());
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

    static @Nullable String text(@Nullable URI link) {
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
