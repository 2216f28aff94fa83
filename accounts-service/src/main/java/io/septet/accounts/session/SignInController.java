package io.septet.accounts.session;

import io.septet.accounts.factor.Factors;
import io.septet.accounts.member.Member;
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
    private final Factors factors;

    SignInController(Members members, Workspaces workspaces, Factors factors) {
        this.factors = factors;
        this.members = members;
        this.workspaces = workspaces;
    }

    /**
     * @param code of the second factor; null = none is given
     * @param address from which it is tried; null if nobody knows
     */
    record Credentials(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 1000) String password,
            @Size(max = 50) @Nullable String code,
            @Size(max = 100) @Nullable String address) {
        @Override
        public String toString() {
            return "Credentials[...]";
        }
    }

    @PostMapping("/sign-in")
    Identity signIn(@Valid @RequestBody Credentials credentials) {
        var found = members.signIn(credentials.email(), credentials.password());
        if (found.filter(Member::hasSecondFactor).isPresent() && credentials.code() == null) {
            throw Problem.unauthorized(
                    "code-needed",
                    "A code is needed too",
                    "Send the field code with the one that the authenticator app shows");
        }
        boolean proven = found.filter(member -> isProven(member, credentials.code())).isPresent();
        members.tried(credentials.email(), credentials.address(), proven);
        if (found.isPresent() && !proven) {
            throw Problem.unauthorized(
                    "code-wrong",
                    "The code is not right",
                    "Take the one the app shows now; each can be used once");
        }
        return found.map(member -> Identity.of(member, workspaces))
                .orElseThrow(() ->
                        Problem.unauthorized(
                                "sign-in-failed",
                                "Address or password are not right",
                                "Check both and try again"));
    }

    private boolean isProven(Member member, @Nullable String code) {
        return !member.hasSecondFactor() || (code != null && factors.accepts(member, code));
    }

    /** The present memberships of somebody who signed in earlier. */
    @GetMapping("/members/{id}")
    Identity present(@PathVariable String id) {
        return members.find(id)
                .map(member -> Identity.of(member, workspaces))
                .orElseThrow(() -> Problem.notFound("member", id));
    }
}
