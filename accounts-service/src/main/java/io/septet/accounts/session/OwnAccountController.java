package io.septet.accounts.session;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.member.PasswordRules;
import io.septet.accounts.workspace.Workspace;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What members do to their own sign-in. The gateway asks, which then lets the one session go on in
 * which it was done.
 */
@RestController
@RequestMapping("/internal/v1/members/{id}")
class OwnAccountController {
    private final Members members;
    private final Workspaces workspaces;
    private final PasswordRules rules;

    OwnAccountController(Members members, Workspaces workspaces, PasswordRules rules) {
        this.members = members;
        this.workspaces = workspaces;
        this.rules = rules;
    }

    /**
     * @param current the password until now
     * @param password the one from now on
     */
    record Passwords(
            @NotNull @Size(max = 1000) String current,
            @NotNull @Size(max = 1000) String password,
            @NotNull @Size(max = 100) String address) {
        @Override
        public String toString() {
            return "Passwords[...]";
        }
    }

    record From(@NotNull @Size(max = 100) String address) {}

    /** Takes another password; all sessions end. */
    @PostMapping("/password")
    Identity change(@PathVariable String id, @Valid @RequestBody Passwords wish) {
        var member = known(id);
        if (!members.isPasswordOf(member, wish.current())) {
            members.note(member, "password.refused", wish.address());
            throw Problem.unprocessable(
                    "password-wrong",
                    "The present password is not right",
                    "Check it and try again");
        }
        if (wish.current().equals(wish.password())) {
            throw Problem.unprocessable(
                    "password-same",
                    "That is the password you have",
                    "Choose another one, or keep it");
        }
        rules.check(
                wish.password(),
                Stream.concat(
                                Stream.of(member.name(), member.email()),
                                member.roles().keySet().stream()
                                        .flatMap(one -> workspaces.find(one).stream())
                                        .map(Workspace::name))
                        .toArray(String[]::new));
        var after = members.withPassword(member, wish.password());
        // Somebody who changed it in the same moment has won; the password asked for is that one's.
        if (!members.store(member, after, change -> {})) {
            throw Problem.conflict(
                    "changed-meanwhile", "Somebody changed it meanwhile", "Load it and try again");
        }
        members.note(after, "password.changed", wish.address());
        return Identity.of(after, workspaces);
    }

    /** Ends all sessions. */
    @PostMapping("/sign-out")
    Identity signOut(@PathVariable String id, @Valid @RequestBody From from) {
        var after =
                members.write(id, Member::signedOut)
                        .orElseThrow(() -> Problem.notFound("member", id));
        members.note(after, "session.all-ended", from.address());
        return Identity.of(after, workspaces);
    }

    private Member known(String id) {
        return members.find(id).orElseThrow(() -> Problem.notFound("member", id));
    }
}
