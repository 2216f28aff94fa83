package io.septet.accounts.publication;

import io.septet.kit.problem.Problem;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where scheduler-service asks after many deliveries at once. */
@RestController
@PreAuthorize("hasRole('SERVICE')")
class PublicationListController {
    private static final int MOST = 500;

    private final Publications publications;

    PublicationListController(Publications publications) {
        this.publications = publications;
    }

    /** Whom to ask after. */
    record Question(List<String> ids) {}

    /** In the order of the ids; those without a record are left out. */
    record Answer(List<PublicationView> items) {}

    @PostMapping("/internal/v1/workspaces/{workspace}/publications/ask")
    Answer ask(@PathVariable String workspace, @RequestBody Question question) {
        if (question.ids().size() > MOST) {
            throw Problem.unprocessable(
                    "limit-out-of-range",
                    "A page cannot be that long",
                    "At most " + MOST + " ids can be asked after");
        }
        return new Answer(
                publications.findAll(workspace, question.ids()).stream()
                        .filter(one -> one.workspace().equals(workspace))
                        .map(PublicationView::of)
                        .toList());
    }
}
