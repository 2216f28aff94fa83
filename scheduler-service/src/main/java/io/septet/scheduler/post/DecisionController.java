package io.septet.scheduler.post;

import io.septet.kit.deed.Deeds;
import io.septet.kit.problem.Problem;
import io.septet.kit.time.ContractTimings;
import io.septet.kit.trust.Caller;
import io.septet.scheduler.Moments;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import io.septet.scheduler.delivery.DeliveryState;
import io.septet.scheduler.delivery.Retractions;
import io.septet.scheduler.delivery.Reviews;
import io.septet.scheduler.delivery.Story;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where members say what becomes of one delivery. */
@RestController
@RequestMapping("/api/v1/deliveries/{id}")
@Tag(name = "deliveries", description = "One post, for one feed, at one time")
class DecisionController {
    private static final String KEY = "Idempotency-Key";

    private final Deliveries deliveries;
    private final Reviews reviews;
    private final Retractions retractions;
    private final Takes takes;
    private final Once onces;
    private final ContractTimings timings;
    private final Deeds deeds;

    DecisionController(
            Deliveries deliveries,
            Reviews reviews,
            Retractions retractions,
            Takes takes,
            Once onces,
            ContractTimings timings,
            Deeds deeds) {
        this.deliveries = deliveries;
        this.reviews = reviews;
        this.retractions = retractions;
        this.takes = takes;
        this.onces = onces;
        this.timings = timings;
        this.deeds = deeds;
    }

    /**
     * @param choice {@code live}, {@code again} or {@code drop}
     * @param link for {@code live}: the post's address, or the platform's id of it
     * @param notAfter for {@code again}: when it is too late to send it
     */
    record ReviewForm(@Nullable String choice, @Nullable String link, @Nullable String notAfter) {}

    /**
     * @param due when it shall go out; null = now
     * @param notAfter when it is too late; null = the usual time after due
     */
    record TimeForm(@Nullable String due, @Nullable String notAfter) {}

    @PostMapping("/resolve")
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(
            summary = "Say of a delivery under review that it is live, is sent again, or dropped")
    Story resolve(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody ReviewForm form) {
        var once = onces.request(key, caller, "resolve " + id, form);
        if (onces.earlier(once).isEmpty()) {
            reviews.decide(
                    deliveries.get(caller.workspace(), id),
                    new Reviews.Verdict(
                            choice(form.choice()),
                            form.link() == null ? null : form.link().strip(),
                            form.notAfter() == null
                                    ? null
                                    : Moments.parse("notAfter", form.notAfter()),
                            caller.member()));
            deeds.tell(
                    caller.workspace(),
                    "delivery.resolved",
                    id,
                    Map.of("choice", String.valueOf(form.choice())));
            // Deciding the same twice is one decision, so that remembering it may come after it.
            onces.remember(once, id);
        }
        return answer(caller, id);
    }

    @PostMapping("/retry")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Send once more, now, what failed or was missed")
    Story retry(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var once = onces.request(key, caller, "retry " + id, null);
        var earlier = onces.earlier(once);
        if (earlier.isPresent()) {
            return answer(caller, earlier.get());
        }
        var delivery = deliveries.get(caller.workspace(), id);
        if (!delivery.state().certainlyNotSent()) {
            throw Problem.conflict(
                            "not-retryable",
                            "It cannot be sent once more",
                            "Only what failed, was missed or was cancelled certainly is not public")
                    .with("state", delivery.state());
        }
        return done(
                caller, "retried", takes.sendAt(caller, id, time(new TimeForm(null, null)), once));
    }

    @PostMapping("/reschedule")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Give one delivery another time; without due it goes out now")
    Story reschedule(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable TimeForm form) {
        var asked = Objects.requireNonNullElse(form, new TimeForm(null, null));
        var once = onces.request(key, caller, "reschedule " + id, asked);
        var earlier = onces.earlier(once);
        if (earlier.isPresent()) {
            return answer(caller, earlier.get());
        }
        return done(caller, "rescheduled", takes.sendAt(caller, id, time(asked), once));
    }

    @PostMapping("/drop")
    @PreAuthorize("hasRole('EDITOR')")
    @Operation(summary = "Keep one delivery from going out, or put away what did not")
    Story drop(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var once = onces.request(key, caller, "drop " + id, null);
        var earlier = onces.earlier(once);
        if (earlier.isPresent()) {
            return answer(caller, earlier.get());
        }
        Delivery delivery = deliveries.get(caller.workspace(), id);
        if (delivery.state() == DeliveryState.REVIEW) {
            throw Problem.conflict(
                    "decision-needed",
                    "It may be public",
                    "A manager decides: resolve it as live, again or drop");
        }
        return done(caller, "dropped", takes.stop(caller, id, once));
    }

    private Story done(Caller caller, String what, String id) {
        deeds.tell(caller.workspace(), "delivery." + what, id, Map.of());
        return answer(caller, id);
    }

    @PostMapping("/retract")
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(summary = "Delete on its platform what is public")
    Story retract(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var once = onces.request(key, caller, "retract " + id, null);
        if (onces.earlier(once).isEmpty()) {
            retractions.retract(deliveries.get(caller.workspace(), id), caller.member());
            // Deleting the same twice is one deletion, so that remembering it may come after it.
            onces.remember(once, id);
        }
        return answer(caller, id);
    }

    private Story answer(Caller caller, String id) {
        var delivery = deliveries.get(caller.workspace(), id);
        return Story.of(delivery, deliveries.log(delivery));
    }

    private Takes.Time time(TimeForm form) {
        var now = takes.now();
        var due = form.due() == null ? now : Moments.parse("due", form.due());
        if (due.isBefore(now)) {
            throw Problem.unprocessable(
                            "due-in-past",
                            "That time has already passed",
                            "Due " + due + " is before now, " + now)
                    .with("due", due);
        }
        var notAfter =
                PostForm.notAfter(
                        due,
                        form.notAfter(),
                        timings.lateWindow(),
                        timings.shortestLateWindow(),
                        timings.longestLateWindow());
        return new Takes.Time(due, Objects.requireNonNull(notAfter));
    }

    private static Reviews.Choice choice(@Nullable String text) {
        return List.of(Reviews.Choice.values()).stream()
                .filter(choice -> choice.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Problem.unprocessable(
                                "choice-unknown",
                                "There is no such choice",
                                "choice is live, again or drop"));
    }
}
