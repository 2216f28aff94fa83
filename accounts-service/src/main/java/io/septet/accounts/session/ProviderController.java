package io.septet.accounts.session;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.member.Provided;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets in whom the organisation's provider vouches for; the gateway has verified what it says. */
@RestController
@RequestMapping("/internal/v1/sign-in/provider")
class ProviderController {
    private final Members members;
    private final Provided provided;
    private final Workspaces workspaces;

    ProviderController(Members members, Provided provided, Workspaces workspaces) {
        this.members = members;
        this.provided = provided;
        this.workspaces = workspaces;
    }

    /**
     * @param email which the provider has verified
     * @param factors whether it says that a second factor was shown
     * @param address from which somebody signs in
     */
    record Vouched(
            @NotBlank @Size(max = 254) String email,
            @NotNull String name,
            @NotNull List<String> groups,
            boolean factors,
            @NotNull @Size(max = 100) String address) {}

    @PostMapping
    Identity signIn(@Valid @RequestBody Vouched vouched) {
        var known = members.findEmail(vouched.email());
        if (!vouched.factors() && known.filter(Member::hasSecondFactor).isPresent()) {
            // Otherwise whoever has the provider's password alone would go around the code.
            members.refused(known.get(), vouched.address());
            throw refused(
                    "sign-in-second-factor",
                    "You have a second factor here, and the provider asked for none",
                    "Sign in with email, password and code");
        }
        var member =
                provided.signIn(
                                vouched.email(),
                                vouched.name(),
                                vouched.groups(),
                                vouched.address())
                        .filter(one -> !one.roles().isEmpty())
                        .orElseThrow(() ->
                                refused(
                                        "sign-in-no-role",
                                        "None of your groups opens a workspace",
                                        "Ask whoever looks after the groups, or an owner to"
                                                + " invite you"));
        members.note(member, "sign-in.provider", vouched.address());
        return Identity.of(member, workspaces);
    }

    private static Problem refused(String type, String title, String detail) {
        return new Problem(HttpStatus.FORBIDDEN, type, title, detail);
    }
}
