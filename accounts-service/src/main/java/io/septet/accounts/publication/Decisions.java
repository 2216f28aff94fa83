package io.septet.accounts.publication;

import io.septet.accounts.platform.Seen;
import io.septet.kit.problem.Problem;
import io.septet.kit.time.ContractTimings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person decides about a publication of which nobody else knows whether it is public. */
@Component
class Decisions {
    private final Publications publications;
    private final WorkLoop work;
    private final ContractTimings timings;
    private final Clock clock;

    Decisions(Publications publications, WorkLoop work, ContractTimings timings, Clock clock) {
        this.publications = publications;
        this.work = work;
        this.timings = timings;
        this.clock = clock;
    }

    /**
     * @param choice {@code live}: it is public; {@code again}: it is not, send it once more; {@code
     *     drop}: close it without knowing
     * @param link for {@code live}: where it is, or the platform's id of it
     * @param notAfter for {@code again}: when it is too late to send it
     * @param by the member who decides
     */
    record Decision(
            String workspace,
            String choice,
            @Nullable String link,
            @Nullable String platformId,
            @Nullable Instant notAfter,
            String by) {}

    /**
     * Carries a decision out.
     *
     * @return the publication after it; empty if there is nothing to decide, or somebody else was
     *     faster
     */
    Optional<Publication> decide(Publication present, Decision decision) {
        if (!present.decidable()) {
            return Optional.empty();
        }
        return switch (decision.choice()) {
            case "live" -> live(present, decision);
            case "again" -> again(present, decision);
            case "drop" -> {
                var dropped =
                        present.dropped()
                                .decided(
                                        decision.by(),
                                        "Closed without knowing whether it is public");
                yield written(dropped, publications.close(dropped, present.version()));
            }
            default ->
                    throw Problem.unprocessable(
                            "choice-unknown",
                            "There is no such choice",
                            decision.choice() + " is not live, again or drop");
        };
    }

    private Optional<Publication> live(Publication present, Decision decision) {
        var told =
                Stream.of(decision.platformId(), decision.link())
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.unprocessable(
                                        "link-missing",
                                        "Where is it?",
                                        "Give the link of the post, or the platform's id of it"));
        var seen = seen(present).filter(one -> isOne(one, told)).findFirst();
        var id = seen.map(Seen::platformId).orElse(isLink(told) ? null : told);
        var link =
                seen.map(Seen::link)
                        .map(Object::toString)
                        .orElse(
                                Stream.of(told, Objects.requireNonNullElse(decision.link(), ""))
                                        .filter(Decisions::isLink)
                                        .findFirst()
                                        .orElse(null));
        if (id != null && publications.unbound(present, seenAs(id)).isEmpty()) {
            throw Problem.unprocessable(
                    "post-belongs-to-another",
                    "That post belongs to another delivery",
                    "Another delivery of this feed was sent as this post; look for the link of this one");
        }
        var sent = Objects.requireNonNullElse(present.armedAt(), present.due());
        var published =
                present.published(
                                id,
                                link,
                                seen.map(Seen::createdAt).filter(sent::isBefore).orElse(sent))
                        .decided(decision.by(), "A member has seen that it is live");
        return written(published, publications.close(published, present.version()));
    }

    private Optional<Publication> again(Publication present, Decision decision) {
        var now = clock.instant();
        var notAfter =
                Objects.requireNonNullElse(decision.notAfter(), now.plus(timings.lateWindow()));
        if (!notAfter.isAfter(now) || notAfter.isAfter(now.plus(timings.longestLateWindow()))) {
            throw Problem.unprocessable(
                    "not-after-out-of-range",
                    "The time window is too short or too long",
                    "notAfter must be within the next "
                            + timings.longestLateWindow().toHours()
                            + " hours");
        }
        var again =
                present.again(notAfter, now)
                        .decided(
                                decision.by(),
                                "A member has seen that it is not live; sent once more");
        boolean written = publications.write(again, present.version(), now);
        if (written) {
            work.wake(present.workspace());
        }
        return written(again, written);
    }

    private static Optional<Publication> written(Publication after, boolean written) {
        return written ? Optional.of(after) : Optional.empty();
    }

    private static Stream<Seen> seen(Publication present) {
        var log = present.log();
        return (log == null ? List.<Publication.Step>of() : log)
                .stream().flatMap(step -> step.seen() == null ? Stream.of() : step.seen().stream());
    }

    private static boolean isOne(Seen seen, String told) {
        return seen.platformId().equals(told)
                || (seen.link() != null && seen.link().toString().equals(told));
    }

    private static List<Seen> seenAs(String id) {
        return List.of(new Seen(id, null, null, ""));
    }

    private static boolean isLink(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }
}
