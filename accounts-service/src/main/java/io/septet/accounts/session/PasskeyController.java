package io.septet.accounts.session;

import io.septet.accounts.member.Members;
import io.septet.accounts.passkey.Ceremonies;
import io.septet.accounts.workspace.Workspaces;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Lets in whoever has a passkey; no code is asked for besides. */
@RestController("passkeySignInController")
@RequestMapping("/internal/v1/sign-in/passkey")
class PasskeyController {
    private final Ceremonies ceremonies;
    private final Members members;
    private final Workspaces workspaces;

    PasskeyController(Ceremonies ceremonies, Members members, Workspaces workspaces) {
        this.ceremonies = ceremonies;
        this.members = members;
        this.workspaces = workspaces;
    }

    /**
     * @param credential what the browser answered, as its {@code toJSON} writes it
     * @param address from which somebody signs in
     */
    record Answer(@NotNull JsonNode credential, @NotNull @Size(max = 100) String address) {}

    @PostMapping("/options")
    JsonNode begin() {
        return ceremonies.begin();
    }

    @PostMapping
    Identity signIn(@Valid @RequestBody Answer answer) {
        var member = ceremonies.signIn(answer.credential());
        members.note(member, "sign-in.passkey", answer.address());
        return Identity.of(member, workspaces);
    }
}
