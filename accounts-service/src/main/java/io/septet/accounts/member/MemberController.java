package io.septet.accounts.member;

import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows a workspace's members, changes what they may, and takes them out. */
@RestController
class MemberController {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

    private final Members members;
    private final Team team;
    private final PasswordRules rules;
    private final Workspaces workspaces;

    MemberController(Members members, Team team, PasswordRules rules, Workspaces workspaces) {
        this.members = members;
        this.team = team;
        this.rules = rules;
        this.workspaces = workspaces;
    }

    record Page(List<MemberView> items, @Nullable String next) {}

    record Change(@NotNull Role role) {}

    record Wish(
            @NotBlank @Size(max = 100) String name,
            @NotNull @Size(max = 1000) String password,
            @NotNull Role role) {
        @Override
        public String toString() {
            return "Wish[" + role + "]";
        }
    }

    @GetMapping("/api/v1/members")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Who belongs to the workspace as what")
    Page all(Caller caller) {
        return new Page(
                members.all(caller.workspace()).stream()
                        .map(member -> MemberView.of(member, caller.workspace()))
                        .toList(),
                null);
    }

    @PatchMapping("/api/v1/members/{id}")
    @PreAuthorize("hasRole('OWNER')")
    @Operation(summary = "Give a member another role")
    MemberView change(Caller caller, @PathVariable String id, @Valid @RequestBody Change wish) {
        check(wish.role());
        return MemberView.of(team.change(caller.workspace(), id, wish.role()), caller.workspace());
    }

    @DeleteMapping("/api/v1/members/{id}")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take a member out of the workspace, and with it the member's tokens")
    void remove(Caller caller, @PathVariable String id) {
        team.remove(caller.workspace(), id);
    }

    /** Makes somebody a member, or changes name, password and role; may be repeated. */
    @PutMapping("/internal/v1/workspaces/{workspace}/members/{email}")
    MemberView put(
            @PathVariable String workspace,
            @PathVariable String email,
            @Valid @RequestBody Wish wish) {
        check(wish.role());
        if (!ADDRESS.matcher(email).matches()) {
            throw Problem.unprocessable(
                    "email-invalid", "This is not a mail address", "Give it as name@host");
        }
        var place =
                workspaces
                        .find(workspace)
                        .orElseThrow(() -> Problem.notFound("workspace", workspace));
        rules.check(wish.password(), wish.name(), email, place.name());
        return MemberView.of(
                members.put(workspace, email, wish.name(), wish.password(), wish.role()),
                workspace);
    }

    private static void check(Role role) {
        if (role == Role.SERVICE) {
            throw Problem.unprocessable(
                    "role-unknown",
                    "No member can have this role",
                    "Choose OWNER, MANAGER, EDITOR or VIEWER");
        }
    }
}
