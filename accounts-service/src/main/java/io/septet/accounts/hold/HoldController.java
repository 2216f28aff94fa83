package io.septet.accounts.hold;

import io.septet.accounts.feed.FeedLookup;
import io.septet.accounts.hold.Hold.Scope;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sets and lifts holds. What is answered 2xx is stored and effective for everything not yet armed.
 */
@RestController
@RequestMapping("/api/v1/holds")
class HoldController {
    private final Holds holds;
    private final FeedLookup feeds;
    private final Clock clock;

    HoldController(Holds holds, FeedLookup feeds, Clock clock) {
        this.holds = holds;
        this.feeds = feeds;
        this.clock = clock;
    }

    /**
     * @param scope everything, workspace, feed or label
     * @param id the feed's id or the label
     * @param reason shown to everybody while it stands
     * @param lostSince with a hold on everything: Redis has lost what was written since then, so
     *     that everything due since then is looked for before it is sent; null = nothing was lost
     */
    record NewHold(
            @Nullable String scope,
            @Nullable String id,
            @Nullable String reason,
            @Nullable Instant lostSince) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Map<String, Object> list(Caller caller) {
        var answer = new java.util.HashMap<String, Object>();
        answer.put("items", holds.over(caller.workspace()));
        answer.put("next", null);
        return answer;
    }

    @PostMapping
    @PreAuthorize("hasRole('MANAGER')")
    @ResponseStatus(HttpStatus.CREATED)
    Hold set(Caller caller, @RequestBody NewHold wanted) {
        var scope = scope(wanted.scope());
        var reason = wanted.reason() == null ? "" : wanted.reason().strip();
        if (reason.isEmpty() || reason.length() > 500) {
            throw Problem.unprocessable(
                    "invalid",
                    "Something in the request is not valid",
                    "Give a reason of 1 to 500 characters");
        }
        var scopeId = scope == Scope.feed || scope == Scope.label ? wanted.id() : null;
        if (scope == Scope.everything && caller.role() != Role.OWNER) {
            throw Problem.forbidden(
                    "Holding everything stops every workspace here; only an owner may");
        }
        if ((scope == Scope.feed || scope == Scope.label)
                && (scopeId == null || scopeId.isBlank())) {
            throw Problem.unprocessable(
                    "invalid",
                    "Something in the request is not valid",
                    "Name the feed or label in id");
        }
        if (scope == Scope.feed && !feeds.exists(caller.workspace(), "" + scopeId)) {
            throw Problem.notFound("feed", "" + scopeId);
        }
        var hold = new Hold(Ids.next(), scope, scopeId, reason, caller.member(), clock.instant());
        var lostSince = wanted.lostSince();
        if (lostSince != null) {
            if (scope != Scope.everything || lostSince.isAfter(hold.at())) {
                throw Problem.unprocessable(
                        "invalid",
                        "Something in the request is not valid",
                        "lostSince is a moment in the past, for a hold on everything");
            }
            holds.lost(hold, lostSince);
        }
        holds.set(caller.workspace(), hold);
        return hold;
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('MANAGER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(Caller caller, @PathVariable String id) {
        var hold =
                holds.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("hold", id));
        if (hold.scope() == Scope.everything && caller.role() != Role.OWNER) {
            throw Problem.forbidden(
                    "This hold stops every workspace here; only an owner may lift it");
        }
        holds.lift(caller.workspace(), hold);
    }

    private static Scope scope(@Nullable String text) {
        return List.of(Scope.values()).stream()
                .filter(scope -> scope.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        Problem.unprocessable(
                                "invalid",
                                "Something in the request is not valid",
                                "scope is everything, workspace, feed or label"));
    }
}
