package io.septet.accounts.passkey;

import io.septet.accounts.factor.Factors;
import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Lets members have passkeys. */
@RestController
@RequestMapping("/api/v1/me/passkeys")
class PasskeyController {
    private final Passkeys passkeys;
    private final Ceremonies ceremonies;
    private final Members members;
    private final Factors factors;

    PasskeyController(Passkeys passkeys, Ceremonies ceremonies, Members members, Factors factors) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.members = members;
        this.factors = factors;
    }

    /**
     * @param lastUsed null = never
     */
    record View(String id, String name, Instant created, @Nullable Instant lastUsed) {
        static View of(Passkey passkey) {
            return new View(passkey.id(), passkey.name(), passkey.created(), passkey.lastUsed());
        }
    }

    record Page(List<View> items, @Nullable String next) {}

    record Password(@NotNull @Size(max = 1000) String password) {
        @Override
        public String toString() {
            return "Password[...]";
        }
    }

    /**
     * @param credential what the browser answered, as its {@code toJSON} writes it
     */
    record Made(@NotBlank @Size(max = 60) String name, @NotNull JsonNode credential) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "One's passkeys, the oldest first")
    Page all(Caller caller) {
        return new Page(passkeys.of(caller.member()).stream().map(View::of).toList(), null);
    }

    @PostMapping("/options")
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Begin a passkey: what the browser asks the device (WebAuthn)")
    JsonNode begin(Caller caller, @Valid @RequestBody Password wish) {
        var member = known(caller);
        factors.tried(member);
        if (!members.isPasswordOf(member, wish.password())) {
            throw Problem.unprocessable(
                    "password-wrong",
                    "The present password is not right",
                    "Check it and try again");
        }
        return ceremonies.begin(member);
    }

    @PostMapping
    @PreAuthorize("hasRole('VIEWER')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Keep the passkey that the device has made")
    View make(Caller caller, @Valid @RequestBody Made made) {
        var member = known(caller);
        var passkey = ceremonies.finish(member, made.name().strip(), made.credential());
        members.note(member, "passkey.made", caller.address());
        return View.of(passkey);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take a passkey away; from now on it lets nobody in")
    void remove(Caller caller, @PathVariable String id) {
        if (passkeys.remove(caller.member(), id).isEmpty()) {
            throw Problem.notFound("passkey", id);
        }
        members.find(caller.member())
                .ifPresent(member -> members.note(member, "passkey.removed", caller.address()));
    }

    private Member known(Caller caller) {
        return members.find(caller.member())
                .orElseThrow(() -> Problem.notFound("member", caller.member()));
    }
}
