package io.septet.accounts.session;

import io.septet.accounts.member.Members;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the gateway who somebody is. */
@RestController
@RequestMapping("/internal/v1")
class SignInController {
    private final Members members;
    private final Workspaces workspaces;

    SignInController(Members members, Workspaces workspaces) {
        this.members = members;
        this.workspaces = workspaces;
    }

    /**
     * @param address from which it is tried; null if nobody knows
     */
    record Credentials(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 200) String password,
            @Size(max = 100) @Nullable String address) {
        @Override
        public String toString() {
            return "Credentials[...]";
        }
    }

    @PostMapping("/sign-in")
    Identity signIn(@Valid @RequestBody Credentials credentials) {
        var found = members.signIn(credentials.email(), credentials.password());
        members.tried(credentials.email(), credentials.address(), found.isPresent());
        return found.map(member -> Identity.of(member, workspaces))
                .orElseThrow(() ->
                        Problem.unauthorized(
                                "sign-in-failed",
                                "Address or password are not right",
                                "Check both and try again"));
    }

    /** The present memberships of somebody who signed in earlier. */
    @GetMapping("/members/{id}")
    Identity present(@PathVariable String id) {
        return members.find(id)
                .map(member -> Identity.of(member, workspaces))
                .orElseThrow(() -> Problem.notFound("member", id));
    }
}
