package io.septet.accounts.publication;

import io.septet.kit.problem.Problem;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where scheduler-service asks what a feed shows of its deliveries. */
@RestController
@PreAuthorize("hasRole('SERVICE')")
class ComparisonController {
    private static final int MOST = 500;

    private final Comparison comparison;

    ComparisonController(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Of which deliveries. */
    record Question(List<String> ids) {}

    @PostMapping("/internal/v1/workspaces/{workspace}/feeds/{feed}/comparison")
    Comparison.Shown compare(
            @PathVariable String workspace,
            @PathVariable String feed,
            @RequestBody Question question) {
        if (question.ids().size() > MOST) {
            throw Problem.unprocessable(
                    "limit-out-of-range",
                    "A page cannot be that long",
                    "At most " + MOST + " ids can be asked after");
        }
        return comparison.compare(workspace, feed, question.ids());
    }
}
