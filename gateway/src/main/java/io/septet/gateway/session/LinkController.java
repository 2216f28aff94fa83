package io.septet.gateway.session;

import io.septet.gateway.identity.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Lets people in who have a link and nothing else yet: invited, or without their password. Open to
 * everybody, and therefore counted by address.
 */
@RestController
@RequestMapping("/api/v1/links")
class LinkController {
    private final Accounts accounts;
    private final SignInThrottle throttle;

    LinkController(Accounts accounts, SignInThrottle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
    }

    record Secret(@NotBlank @Size(max = 200) String secret) {
        @Override
        public String toString() {
            return "Secret[...]";
        }
    }

    /**
     * @param name of somebody who is new here
     */
    record Wish(
            @NotBlank @Size(max = 200) String secret,
            @Size(max = 100) @Nullable String name,
            @Size(max = 1000) @Nullable String password) {
        @Override
        public String toString() {
            return "Wish[...]";
        }
    }

    record Ask(@NotBlank @Size(max = 254) String email) {}

    /** Asks for a link to choose a new password; the answer is the same for everybody. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(@Valid @RequestBody Ask ask, HttpServletRequest request) {
        SameSite.check(request);
        throttle.link(request);
        accounts.forgotten(ask.email(), request.getRemoteAddr());
    }

    /** What a link is for; nothing becomes of it. */
    @PostMapping("/look")
    JsonNode look(@Valid @RequestBody Secret link, HttpServletRequest request) {
        SameSite.check(request);
        throttle.link(request);
        return accounts.link("look", Map.of("secret", link.secret()));
    }

    /** Does what a link is for, once. */
    @PostMapping("/use")
    JsonNode use(@Valid @RequestBody Wish wish, HttpServletRequest request) {
        SameSite.check(request);
        throttle.link(request);
        var body = new HashMap<>(Map.of("secret", wish.secret()));
        body.put("address", request.getRemoteAddr());
        if (wish.name() != null) {
            body.put("name", wish.name());
        }
        if (wish.password() != null) {
            body.put("password", wish.password());
        }
        return accounts.link("use", body);
    }
}
