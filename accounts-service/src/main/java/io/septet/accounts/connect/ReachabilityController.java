package io.septet.accounts.connect;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whether platforms that fetch pictures will be able to. */
@RestController
class ReachabilityController {
    private final Reachability reachability;

    ReachabilityController(Reachability reachability) {
        this.reachability = reachability;
    }

    @GetMapping("/api/v1/workspace/reachability")
    @PreAuthorize("hasRole('EDITOR')")
    Reachability.Look look() {
        return reachability.look();
    }
}
