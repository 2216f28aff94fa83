package io.septet.accounts.member;

import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows a workspace's members and adds some. */
@RestController
class MemberController {
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

    private final Members members;
    private final Workspaces workspaces;

    MemberController(Members members, Workspaces workspaces) {
        this.members = members;
        this.workspaces = workspaces;
    }

    record Page(List<MemberView> items, @Nullable String next) {}

    /**
     * @param password to sign in with at first; ignored for a person who has one here already
     */
    record Invitation(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Email @Size(max = 254) String email,
            @NotNull @Size(min = 10, max = 200) String password,
            @NotNull Role role) {
        @Override
        public String toString() {
            return "Invitation[" + role + "]";
        }
    }

    record Wish(
            @NotBlank @Size(max = 100) String name,
            @NotNull @Size(min = 10, max = 200) String password,
            @NotNull Role role) {
        @Override
        public String toString() {
            return "Wish[" + role + "]";
        }
    }

    @GetMapping("/api/v1/members")
    @PreAuthorize("hasRole('VIEWER')")
    Page all(Caller caller) {
        return new Page(
                members.all(caller.workspace()).stream()
                        .map(member -> MemberView.of(member, caller.workspace()))
                        .toList(),
                null);
    }

    @PostMapping("/api/v1/members")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    MemberView add(Caller caller, @Valid @RequestBody Invitation wish) {
        check(wish.role());
        var workspace = caller.workspace();
        if (members.findEmail(wish.email())
                .filter(member -> member.roles().containsKey(workspace))
                .isPresent()) {
            throw Problem.conflict(
                    "member-exists",
                    "This person is a member already",
                    "Somebody with the address " + wish.email() + " is in this workspace");
        }
        return MemberView.of(
                members.add(workspace, wish.email(), wish.name(), wish.password(), wish.role()),
                workspace);
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
        if (workspaces.find(workspace).isEmpty()) {
            throw Problem.notFound("workspace", workspace);
        }
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
