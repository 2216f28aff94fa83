package io.septet.accounts.workspace;

import io.septet.accounts.mail.Mailer;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows the caller's workspace; lets the installation make one. */
@RestController
class WorkspaceController {
    private final Workspaces workspaces;
    private final Mailer mailer;

    WorkspaceController(Workspaces workspaces, Mailer mailer) {
        this.workspaces = workspaces;
        this.mailer = mailer;
    }

    /**
     * @param zone IANA name
     * @param mail whether members are written to when something goes no further by itself; false =
     *     this installation has no mail server
     * @param secondFactor whether members need one
     */
    record View(String id, String name, String zone, boolean mail, boolean secondFactor) {
        static View of(Workspace workspace, Mailer mailer) {
            return new View(
                    workspace.id(),
                    workspace.name(),
                    workspace.zone(),
                    mailer.isConfigured(),
                    workspace.asksForSecondFactor());
        }
    }

    record Wish(@NotBlank @Size(max = 100) String name, @NotBlank String zone) {}

    @GetMapping("/api/v1/workspace")
    @PreAuthorize("hasRole('VIEWER')")
    View own(Caller caller) {
        return workspaces
                .find(caller.workspace())
                .map(workspace -> View.of(workspace, mailer))
                .orElseThrow(() -> Problem.notFound("workspace", caller.workspace()));
    }

    /** Makes a workspace, or changes its name and zone; may be repeated. */
    @PutMapping("/internal/v1/workspaces/{id}")
    View put(@PathVariable String id, @Valid @RequestBody Wish wish) {
        if (!Ids.isId(id)) {
            throw Problem.unprocessable(
                    "id-invalid", "This is not an id", "A workspace's id is a UUID in lower case");
        }
        if (!ZoneId.getAvailableZoneIds().contains(wish.zone())) {
            throw Problem.unprocessable(
                            "zone-unknown",
                            "There is no such time zone",
                            "Give an IANA name such as Asia/Shanghai")
                    .with("zone", wish.zone());
        }
        return View.of(workspaces.put(id, wish.name(), wish.zone()), mailer);
    }
}
