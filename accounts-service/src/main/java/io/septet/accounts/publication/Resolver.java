package io.septet.accounts.publication;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.feed.FeedLookup.OpenFeed;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.publication.Publication.Doubt;
import io.septet.kit.time.ContractTimings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * RESOLVE: settles what became of a send without a clear answer, by looking on the platform. What
 * it may conclude depends on the platform's class; when it cannot conclude anything, it asks a
 * person.
 */
@Component
class Resolver {
    private static final Logger log = LoggerFactory.getLogger(Resolver.class);
    private static final String NOT_FOUND = "Not found on the feed";
    private static final int MOST_SEEN = 5;
    private static final int MOST_TEXT = 500;

    private final Publications publications;
    private final FeedLookup feeds;
    private final Guards guards;
    private final ContractTimings timings;
    private final Clock clock;

    Resolver(
            Publications publications,
            FeedLookup feeds,
            Guards guards,
            ContractTimings timings,
            Clock clock) {
        this.publications = publications;
        this.feeds = feeds;
        this.guards = guards;
        this.timings = timings;
        this.clock = clock;
    }

    /** One publication in doubt, at one moment. */
    private record Case(Publication publication, Doubt doubt, PublishClass kind, Instant now) {}

    /** Looks, if it is time to look, and draws the conclusion. */
    void settle(Publication publication) {
        var now = clock.instant();
        var open = feeds.open(publication.workspace(), publication.feed());
        if (open.isEmpty()) {
            review(
                    publication,
                    "Nobody can look whether it is public: the account must be connected again",
                    List.of());
            return;
        }
        var doubt = Objects.requireNonNullElse(publication.doubt(), began(now));
        var it = new Case(publication, doubt, open.get().publishClass(), now);
        if (it.kind() == PublishClass.N0) {
            review(publication, "Nothing can be looked up on this platform", List.of());
            return;
        }
        var next = nextLook(it);
        if (now.isBefore(next)) {
            publications.later(publication, next);
        } else {
            conclude(it, look(it, open.get()));
        }
    }

    /** Whether a publication that was sent before may not be sent again without a person. */
    boolean mayNotResend(Publication publication, OpenFeed feed) {
        var first = publication.firstArmedAt();
        return publication.everUnknown()
                && first != null
                && feed.publishClass() == PublishClass.K
                && clock.instant().isAfter(first.plus(timings.keyWindow()));
    }

    /** Asks a person. */
    void review(Publication publication, String reason, List<Seen> seen) {
        publications.close(publication.review(reason, bounded(seen)), publication.version());
    }

    private static Doubt began(Instant since) {
        return new Doubt(since, null, false, false);
    }

    /**
     * When it is looked for next. A server that knows our id can say at once; where posts are only
     * listed, a look decides nothing before they have settled, unless it finds the post.
     */
    private Instant nextLook(Case it) {
        var since = it.doubt().since();
        var read = it.doubt().readAt();
        var times =
                switch (it.kind()) {
                    case C, T -> Stream.of(Duration.ZERO);
                    case K -> Stream.of(timings.firstLook(), timings.settle());
                    case N, N0 ->
                            Stream.of(
                                    timings.firstLook(), timings.secondLook(), timings.lastLook());
                };
        return times.map(since::plus)
                .filter(time -> read == null || read.isBefore(time))
                .findFirst()
                .orElse(it.now());
    }

    private ReadBack look(Case it, OpenFeed feed) {
        var permit = guards.enter("read", feed.where());
        if (permit.isEmpty()) {
            return new ReadBack.Unreadable("The platform is not answering well", null);
        }
        permit.get().calling();
        ReadBack answer;
        try {
            answer =
                    feed.platform()
                            .readBack(
                                    feed.access(),
                                    Publisher.request(it.publication()),
                                    firstSend(it.publication()).minus(timings.lookBack()));
        } catch (RuntimeException e) {
            log.error("The adapter broke its promise for {}", it.publication().id(), e);
            answer = new ReadBack.Unreadable("Our own fault while looking", null);
        }
        if (answer instanceof ReadBack.Unreadable(var reason, var notBefore) && notBefore == null) {
            permit.get().failed();
        } else {
            permit.get().answered();
        }
        return answer;
    }

    private void conclude(Case it, ReadBack answer) {
        switch (answer) {
            case ReadBack.Found(var id, var link, var at) ->
                    found(it, new Seen(id, link, at, it.publication().content().text()));
            case ReadBack.Other(var evidence, var seen) ->
                    review(
                            it.publication(),
                            evidence,
                            publications.unbound(it.publication(), seen));
            case ReadBack.Absent(var asOf) -> absent(it, asOf);
            case ReadBack.Candidates(var equal, var different, var asOf) ->
                    candidates(it, equal, different, asOf);
            case ReadBack.Public(var evidence) -> isPublic(it, evidence);
            case ReadBack.InProgress(var evidence) -> inProgress(it, evidence);
            case ReadBack.Ready(var evidence) -> ready(it, evidence);
            case ReadBack.Gone(var evidence) -> gone(it, evidence);
            case ReadBack.Unreadable(var reason, var until) -> unreadable(it, reason, until);
            case ReadBack.Reconnect(var reason) -> {
                feeds.refused(it.publication().workspace(), it.publication().feed(), reason);
                review(
                        it.publication(),
                        "Nobody can look whether it is public: " + reason,
                        List.of());
            }
            case ReadBack.Impossible(var reason) -> review(it.publication(), reason, List.of());
        }
    }

    /**
     * It is public. Under an id of ours it is known which post it is; of a container, the post may
     * be one just like it, and is left open if others may have made that.
     */
    private void found(Case it, Seen found) {
        var publication = it.publication();
        switch (bind(it, found, List.of(found), it.kind() == PublishClass.C)) {
            case BOUND, STALE -> {}
            case TAKEN, MORE, FEWER -> {
                if (it.kind() == PublishClass.T) {
                    withoutId(publication, found.createdAt());
                } else {
                    review(
                            publication,
                            "What was found belongs to another delivery of this feed",
                            List.of(found));
                }
            }
        }
    }

    /** Its id is worth waiting for, because its numbers are read by it; but not for ever. */
    private void isPublic(Case it, String evidence) {
        if (it.now().isBefore(it.doubt().since().plus(timings.lastLook()))) {
            tellNowAndThen(it, false, evidence);
        } else {
            withoutId(it.publication(), null);
        }
    }

    private void withoutId(Publication publication, @Nullable Instant told) {
        publications.close(
                publication.published(null, null, whenPublic(publication, told)),
                publication.version());
    }

    private Publications.Binding bind(Case it, Seen found, List<Seen> alike, boolean certain) {
        var published =
                it.publication()
                        .found(
                                found.shortened(MOST_TEXT),
                                whenPublic(it.publication(), found.createdAt()));
        return publications.bind(published, it.publication().version(), alike, certain);
    }

    /** Not before it was sent, whatever a platform's clock, or the author of a record, says. */
    private static Instant whenPublic(Publication publication, @Nullable Instant told) {
        var sent = Objects.requireNonNullElse(publication.armedAt(), publication.due());
        return told == null || told.isBefore(sent) ? sent : told;
    }

    /** A server that knows our id does not have it. */
    private void absent(Case it, Instant asOf) {
        if (it.kind() == PublishClass.K || it.kind() == PublishClass.N) {
            candidates(it, List.of(), List.of(), asOf);
        } else if (it.kind() == PublishClass.T) {
            gone(it, "Nothing had been made that could have been published");
        } else if (inTime(it)) {
            // Two of the same id cannot be, so that an earlier call still under way does no harm.
            resend(it, "It is not on the platform; sent once more under the same id", false);
        } else if (settled(it, asOf)) {
            publications.close(it.publication().missed(), it.publication().version());
        } else {
            publications.later(it.publication(), it.doubt().since().plus(timings.settle()));
        }
    }

    private void candidates(Case it, List<Seen> equal, List<Seen> different, Instant asOf) {
        var free = publications.unbound(it.publication(), equal);
        if (free.isEmpty()) {
            var others = publications.unbound(it.publication(), different);
            notListed(it, NOT_FOUND, others, asOf);
            return;
        }
        switch (bind(it, nearest(it, free), free, false)) {
            case BOUND, STALE -> {}
            // Another delivery has just taken it: the next look will not find it free.
            case TAKEN -> publications.later(it.publication(), it.now().plus(timings.retry()));
            case FEWER ->
                    notListed(
                            it,
                            "More posts of this text were sent than are on the feed; whether it is among them is not known",
                            free,
                            asOf);
            case MORE ->
                    review(
                            it.publication(),
                            free.size()
                                    + " posts with this text are on the feed; which one is ours?",
                            free);
        }
    }

    private static Seen nearest(Case it, List<Seen> seen) {
        var sent = firstSend(it.publication());
        return seen.stream()
                .min(
                        Comparator.comparing(one ->
                                Duration.between(
                                                sent,
                                                Objects.requireNonNullElse(one.createdAt(), sent))
                                        .abs()))
                .orElseThrow();
    }

    private void notListed(Case it, String what, List<Seen> others, Instant asOf) {
        boolean settled = settled(it, asOf);
        switch (it.kind()) {
            case K -> {
                if (!settled) {
                    lookAgain(it, what.equals(NOT_FOUND) ? NOT_FOUND + " yet" : what, others);
                } else if (!inTime(it) || keyIsOld(it)) {
                    review(it.publication(), what + ", and too late to send it again", others);
                } else {
                    resend(it, what + "; sent once more with the same key", false);
                }
            }
            case T, C -> {
                if (settled) {
                    renew(it, what);
                } else {
                    lookAgain(it, what.equals(NOT_FOUND) ? NOT_FOUND + " yet" : what, others);
                }
            }
            case N, N0 -> {
                if (it.now().isBefore(it.doubt().since().plus(timings.lastLook()))) {
                    lookAgain(it, what.equals(NOT_FOUND) ? NOT_FOUND + " yet" : what, others);
                } else {
                    review(
                            it.publication(),
                            what + "; this platform cannot tell a second send from the first",
                            others);
                }
            }
        }
    }

    private void inProgress(Case it, String evidence) {
        if (it.now().isAfter(it.doubt().since().plus(timings.processing()))) {
            review(
                    it.publication(),
                    "The platform does not end processing: " + evidence,
                    List.of());
            return;
        }
        tellNowAndThen(it, true, "The platform is processing it: " + evidence);
    }

    /** Asked again soon, and told only now and then. */
    private void tellNowAndThen(Case it, boolean processing, String what) {
        var next = it.now().plus(timings.poll());
        var read = it.doubt().readAt();
        boolean told =
                it.doubt().processing() == processing
                        && read != null
                        && read.plus(timings.lastLook()).isAfter(it.now());
        if (told) {
            publications.later(it.publication(), next);
        } else {
            looked(it, processing, what, List.of(), next);
        }
    }

    private void ready(Case it, String evidence) {
        var settled = it.doubt().since().plus(timings.settle());
        if (it.now().isBefore(settled)) {
            publications.later(it.publication(), earlier(it.now().plus(timings.poll()), settled));
        } else if (inTime(it)) {
            resend(it, "Not published; the same container is published again: " + evidence, false);
        } else {
            publications.close(it.publication().missed(), it.publication().version());
        }
    }

    private void gone(Case it, String evidence) {
        if (settled(it, it.now())) {
            renew(it, evidence);
        } else {
            publications.later(it.publication(), it.doubt().since().plus(timings.settle()));
        }
    }

    /** A new container, once. */
    private void renew(Case it, String evidence) {
        if (it.doubt().renewed()) {
            review(
                    it.publication(),
                    "A second new container would be needed: " + evidence,
                    List.of());
        } else if (inTime(it)) {
            resend(it, "Not published and not usable any more; made anew: " + evidence, true);
        } else {
            publications.close(it.publication().missed(), it.publication().version());
        }
    }

    private void resend(Case it, String reason, boolean renew) {
        var publication = it.publication();
        var when =
                it.kind() == PublishClass.C
                        ? it.now().plus(publication.backOff(timings.retry()))
                        : it.now();
        publications.write(publication.absent(when, reason, renew), publication.version(), when);
    }

    private void unreadable(Case it, String reason, @Nullable Instant until) {
        var last = lastTry(it);
        if (it.now().isAfter(last)) {
            review(it.publication(), "Nobody can look whether it is public: " + reason, List.of());
            return;
        }
        var soon = it.now().plus(timings.poll());
        publications.later(
                it.publication(),
                earlier(until == null || until.isBefore(soon) ? soon : until, last.plusMillis(1)));
    }

    /**
     * How long it is worth trying to look. Of what may never be sent again a person can as well be
     * asked soon after the last look should have been: nothing but their answer is waited for.
     */
    private Instant lastTry(Case it) {
        var read = it.doubt().readAt();
        var last = (read == null ? it.doubt().since() : read).plus(timings.unreadable());
        return it.kind() == PublishClass.N
                ? earlier(last, it.doubt().since().plus(timings.lastLook()).plus(timings.settle()))
                : last;
    }

    private void lookAgain(Case it, String reason, List<Seen> seen) {
        var after = new Doubt(it.doubt().since(), it.now(), false, it.doubt().renewed());
        var next = nextLook(new Case(it.publication(), after, it.kind(), it.now()));
        var soonest = it.now().plus(timings.retry());
        looked(it, false, reason, seen, next.isBefore(soonest) ? soonest : next);
    }

    private void looked(Case it, boolean processing, String reason, List<Seen> seen, Instant next) {
        var after = new Doubt(it.doubt().since(), it.now(), processing, it.doubt().renewed());
        publications.write(
                it.publication().looked(after, reason, bounded(seen)),
                it.publication().version(),
                next);
    }

    private boolean settled(Case it, Instant asOf) {
        return !asOf.isBefore(it.doubt().since().plus(timings.settle()));
    }

    private static boolean inTime(Case it) {
        return !it.now().isAfter(it.publication().notAfter());
    }

    private boolean keyIsOld(Case it) {
        return it.now().isAfter(firstSend(it.publication()).plus(timings.keyWindow()));
    }

    private static Instant firstSend(Publication publication) {
        var first = publication.firstArmedAt();
        return first == null ? publication.due() : first;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static List<Seen> bounded(List<Seen> seen) {
        return seen.stream().limit(MOST_SEEN).map(one -> one.shortened(MOST_TEXT)).toList();
    }
}
