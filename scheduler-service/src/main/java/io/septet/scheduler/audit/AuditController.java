package io.septet.scheduler.audit;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where managers see whether publishing keeps its rules. */
@RestController
@RequestMapping("/api/v1/deliveries/audit")
@Tag(name = "deliveries", description = "One post, for one feed, at one time")
class AuditController {
    private static final int MOST_DAYS = 35;

    private final PublishingAudit audits;

    AuditController(PublishingAudit audits) {
        this.audits = audits;
    }

    @GetMapping
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(summary = "The last audit of publishing")
    Audit last(Caller caller) {
        return audits.last(caller.workspace())
                .orElseThrow(() ->
                        new Problem(
                                HttpStatus.NOT_FOUND,
                                "audit-not-found",
                                "There was no audit yet",
                                "One is made every night, or at once by POST"));
    }

    @PostMapping
    @PreAuthorize("hasRole('MANAGER')")
    @Operation(summary = "Audit the publishing of the last days now")
    Audit run(Caller caller, @RequestParam(defaultValue = "7") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.unprocessable(
                    "limit-out-of-range",
                    "A page cannot be that long",
                    "days is " + days + ", but must be 1 to " + MOST_DAYS);
        }
        return audits.run(caller.workspace(), Duration.ofDays(days));
    }
}
