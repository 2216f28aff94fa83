package io.septet.accounts.factor;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.deed.Deeds;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets members have a second factor, and owners take it from who has lost it. */
@RestController
class FactorController {
    private final Factors factors;
    private final Members members;
    private final Workspaces workspaces;
    private final BothFactors passkeys;
    private final Deeds deeds;

    FactorController(
            Factors factors,
            Members members,
            Workspaces workspaces,
            BothFactors passkeys,
            Deeds deeds) {
        this.workspaces = workspaces;
        this.passkeys = passkeys;
        this.factors = factors;
        this.members = members;
        this.deeds = deeds;
    }

    /**
     * @param since null = there is none
     * @param recoveryCodes how many of the codes on paper are left
     */
    record View(boolean on, @Nullable Instant since, int recoveryCodes) {}

    record Password(@NotNull @Size(max = 1000) String password) {
        @Override
        public String toString() {
            return "Password[...]";
        }
    }

    record Code(@NotBlank @Size(max = 50) String code) {
        @Override
        public String toString() {
            return "Code[...]";
        }
    }

    /**
     * @param needed whether members need one
     */
    record Demand(@NotNull Boolean needed) {}

    record Both(@NotNull @Size(max = 1000) String password, @NotBlank @Size(max = 50) String code) {
        @Override
        public String toString() {
            return "Both[...]";
        }
    }

    /**
     * @param secret to be typed into the app
     * @param uri the same for the app's camera
     */
    record Begun(String secret, String uri) {
        @Override
        public String toString() {
            return "Begun[...]";
        }
    }

    record Codes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "Codes[...]";
        }
    }

    @GetMapping("/api/v1/me/second-factor")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Whether one is asked for a code when signing in")
    View get(Caller caller) {
        return factors.find(caller.member())
                .filter(Factor::confirmed)
                .map(one -> new View(true, one.since(), one.recovery().size()))
                .orElse(new View(false, null, 0));
    }

    @PostMapping("/api/v1/me/second-factor")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Begin: get a secret for an authenticator app")
    Begun begin(Caller caller, @Valid @RequestBody Password wish) {
        var member = proven(caller, wish.password());
        var secret = factors.begin(member);
        var name = URLEncoder.encode("Septet:" + member.email(), StandardCharsets.UTF_8);
        return new Begun(
                secret,
                "otpauth://totp/"
                        + name.replace("+", "%20")
                        + "?secret="
                        + secret
                        + "&issuer=Septet");
    }

    @PutMapping("/api/v1/me/second-factor")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Switch it on with a code of the app; the answer is for paper")
    Codes confirm(Caller caller, @Valid @RequestBody Code wish) {
        var member = known(caller.member());
        var codes = factors.confirm(member, wish.code());
        members.note(member, "second-factor.on", caller.address());
        return new Codes(codes);
    }

    @PostMapping("/api/v1/me/second-factor/off")
    @PreAuthorize("hasRole('VIEWER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Switch it off with password and code")
    void off(Caller caller, @Valid @RequestBody Both wish) {
        var member = proven(caller, wish.password());
        if (!factors.accepts(member, wish.code())) {
            throw Factors.wrong();
        }
        factors.off(member);
        members.note(member, "second-factor.off", caller.address());
    }

    @DeleteMapping("/api/v1/members/{id}/second-factor")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take a member's second factor away",
            description =
                    "For who has lost phone and paper, and belongs to no workspace of other owners.")
    void take(Caller caller, @PathVariable String id) {
        var member =
                members.find(id)
                        .filter(one -> one.roles().containsKey(caller.workspace()))
                        .orElseThrow(() -> Problem.notFound("member", id));
        var owner = known(caller.member());
        if (!member.roles().keySet().stream()
                .allMatch(place -> owner.roles().get(place) == Role.OWNER)) {
            throw Problem.conflict(
                    "member-elsewhere",
                    "This person belongs to workspaces that are not yours",
                    "They would be less safe there too; ask the operator");
        }
        factors.off(member);
        deeds.tell(
                caller.workspace(),
                "second-factor.taken",
                member.id(),
                Map.of("name", member.name()));
    }

    @PutMapping("/api/v1/workspace/second-factor")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Open the workspace only to members who have a second factor, or to all",
            description =
                    "Tokens go on working. Only an owner who has one, or a passkey, can ask for it.")
    void askFor(Caller caller, @Valid @RequestBody Demand wish) {
        if (wish.needed()
                && members.find(caller.member()).filter(Member::hasSecondFactor).isEmpty()
                && !passkeys.has(caller.member())) {
            throw Problem.conflict(
                    "second-factor-own-first",
                    "You have no second factor yourself",
                    "Switch yours on first or add a passkey, or you would be kept out");
        }
        if (workspaces.askForSecondFactor(caller.workspace(), wish.needed())) {
            deeds.tell(
                    caller.workspace(),
                    wish.needed() ? "second-factor.asked" : "second-factor.not-asked",
                    caller.workspace(),
                    Map.of());
        }
    }

    private Member proven(Caller caller, String password) {
        var member = known(caller.member());
        factors.tried(member);
        if (!members.isPasswordOf(member, password)) {
            throw Problem.unprocessable(
                    "password-wrong",
                    "The present password is not right",
                    "Check it and try again");
        }
        return member;
    }

    private Member known(String id) {
        return members.find(id).orElseThrow(() -> Problem.notFound("member", id));
    }
}
