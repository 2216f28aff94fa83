package io.septet.accounts.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where scheduler-service asks whether a hold stands, before it hands a delivery over. */
@RestController
@PreAuthorize("hasRole('SERVICE')")
class InternalHoldController {
    private final Holds holds;

    InternalHoldController(Holds holds) {
        this.holds = holds;
    }

    /** Whose post it is, and what it is about. */
    record Question(String feed, List<String> labels) {}

    /**
     * @param scope the hold that stops it; null = none
     */
    record Answer(@Nullable String scope) {}

    @PostMapping("/internal/v1/workspaces/{workspace}/holds/ask")
    Answer ask(@PathVariable String workspace, @RequestBody Question question) {
        return new Answer(
                holds.stopping(workspace, question.feed(), question.labels()).orElse(null));
    }
}
