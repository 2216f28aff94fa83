package io.septet.accounts.publication;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.septet.kit.content.ContentHash;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where scheduler-service hands deliveries over, takes them back and asks after them. */
@RestController
@RequestMapping("/internal/v1/publications/{id}")
@PreAuthorize("hasRole('SERVICE')")
class PublicationController {
    private final Publications publications;
    private final Decisions decisions;
    private final WorkLoop work;
    private final Clock clock;

    PublicationController(
            Publications publications, Decisions decisions, WorkLoop work, Clock clock) {
        this.publications = publications;
        this.decisions = decisions;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Hands a delivery over. The same revision again gets the same answer; a higher one takes the
     * place of what is not armed; a lower one, or one for what is armed or over, is answered 409
     * with the present state.
     */
    @PutMapping
    ResponseEntity<PublicationView> hand(
            @PathVariable String id, @RequestBody Publication.Handed handed) {
        check(id, handed);
        work.keepUp(handed.workspace());
        while (true) {
            var present = publications.find(handed.workspace(), id);
            if (present.isEmpty()) {
                var fresh = Publication.handed(id, handed, 1);
                if (publications.write(fresh, 0, clock.instant())) {
                    work.wake(handed.workspace());
                    return ResponseEntity.ok(PublicationView.of(fresh));
                }
            } else {
                var old = present.get();
                if (old.revision() == handed.revision()) {
                    return old.state() == PublicationState.RECALLED
                            ? conflict(old)
                            : ResponseEntity.ok(PublicationView.of(old));
                }
                boolean replaceable = old.state() == PublicationState.RECALLED || old.recallable();
                if (old.revision() > handed.revision() || !replaceable) {
                    return conflict(old);
                }
                var fresh = Publication.handed(id, handed, old.version() + 1);
                if (publications.write(fresh, old.version(), clock.instant())) {
                    work.wake(handed.workspace());
                    return ResponseEntity.ok(PublicationView.of(fresh));
                }
            }
        }
    }

    /** What to take back: everything up to this revision. */
    record Recall(String workspace, int revision) {}

    /**
     * Takes a delivery back, which works only before it is armed; else 409 with the present state.
     * One that was never handed over leaves a tombstone, so that a hand-over still on its way comes
     * to nothing.
     */
    @PostMapping("/recall")
    ResponseEntity<PublicationView> recall(@PathVariable String id, @RequestBody Recall recall) {
        while (true) {
            var present = publications.find(recall.workspace(), id);
            if (present.isEmpty()) {
                var nothing =
                        new Publication.Handed(
                                recall.workspace(),
                                "",
                                recall.revision(),
                                "",
                                new io.septet.accounts.platform.Content("", List.of(), null, null),
                                List.of(),
                                Instant.EPOCH,
                                Instant.EPOCH);
                var tombstone = Publication.handed(id, nothing, 0).recalled(recall.revision());
                if (publications.close(tombstone, 0)) {
                    return ResponseEntity.ok(PublicationView.of(tombstone));
                }
            } else {
                var old = present.get();
                if (old.state() == PublicationState.RECALLED
                        && old.revision() >= recall.revision()) {
                    return ResponseEntity.ok(PublicationView.of(old));
                }
                if (old.revision() > recall.revision()
                        || (old.state() != PublicationState.RECALLED && !old.recallable())) {
                    return conflict(old);
                }
                var recalled = old.recalled(recall.revision());
                if (publications.close(recalled, old.version())) {
                    return ResponseEntity.ok(PublicationView.of(recalled));
                }
            }
        }
    }

    /**
     * Carries out what a person has decided about a publication under review. If there is nothing
     * to decide any more it is answered 409 with the present state.
     */
    @PostMapping("/resolve")
    ResponseEntity<PublicationView> resolve(
            @PathVariable String id, @RequestBody Decisions.Decision decision) {
        var present =
                publications
                        .find(decision.workspace(), id)
                        .orElseThrow(() -> Problem.notFound("publication", id));
        return decisions
                .decide(present, decision)
                .map(after -> ResponseEntity.ok(PublicationView.of(after)))
                .orElseGet(() ->
                        conflict(publications.find(decision.workspace(), id).orElse(present)));
    }

    /** A publication with its story, oldest step first. */
    record Story(
            @JsonUnwrapped PublicationView publication, @Nullable List<Publication.Step> log) {}

    /** The present state, and what led to it. */
    @GetMapping
    Story get(@PathVariable String id, @RequestParam String workspace) {
        return publications
                .find(workspace, id)
                .map(found -> new Story(PublicationView.of(found), found.log()))
                .orElseThrow(() -> Problem.notFound("publication", id));
    }

    private static void check(String id, Publication.Handed handed) {
        if (!Ids.isId(id)) {
            throw Problem.badRequest(
                    "malformed-id", "That is not an id", "A delivery's id is a UUID");
        }
        if (!ContentHash.of(handed.feed(), handed.content()).equals(handed.contentHash())) {
            throw Problem.unprocessable(
                    "content-hash",
                    "The content is not what was approved",
                    "The digest of the content differs");
        }
        if (handed.notAfter().isBefore(handed.due())) {
            throw Problem.unprocessable(
                    "window", "The time window ends before it begins", "notAfter is before due");
        }
    }

    private static ResponseEntity<PublicationView> conflict(Publication present) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(PublicationView.of(present));
    }
}
