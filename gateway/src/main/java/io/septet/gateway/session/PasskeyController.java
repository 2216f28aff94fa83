package io.septet.gateway.session;

import io.septet.gateway.identity.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Signing in with a passkey: what the device is asked, and a session for its answer. */
@RestController
@RequestMapping("/api/v1/session/passkey")
class PasskeyController {
    private final Accounts accounts;
    private final NewSession sessions;

    PasskeyController(Accounts accounts, NewSession sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    record Answer(@NotNull JsonNode credential) {}

    @PostMapping("/options")
    JsonNode begin(HttpServletRequest request) {
        SameSite.check(request);
        return accounts.passkeyOptions();
    }

    @PostMapping
    SessionController.Session signIn(
            @Valid @RequestBody Answer answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        SameSite.check(request);
        var known = accounts.signInByPasskey(answer.credential(), request.getRemoteAddr());
        // The device has made sure of the person: what one has and what one is or knows.
        sessions.begin(request, response, known, true);
        return SessionController.view(known, true);
    }
}
