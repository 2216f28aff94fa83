package io.septet.accounts.link;

import io.septet.kit.trust.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens links for the gateway, whose visitor has nothing else to show. */
@RestController
@RequestMapping("/internal/v1/links")
class LinkController {
    private final LinkUse use;
    private final Forgotten forgotten;

    LinkController(LinkUse use, Forgotten forgotten) {
        this.use = use;
        this.forgotten = forgotten;
    }

    record Ask(@NotBlank @Size(max = 254) String email, @NotNull @Size(max = 100) String address) {}

    record Secret(@NotNull @Size(max = 200) String secret) {
        @Override
        public String toString() {
            return "Secret[...]";
        }
    }

    /**
     * @param name of somebody who is new here; null for others
     * @param password chosen; null for an invitation of somebody who has one
     */
    record Wish(
            @NotNull @Size(max = 200) String secret,
            @Size(max = 100) @Nullable String name,
            @Size(max = 1000) @Nullable String password,
            @NotNull @Size(max = 100) String address) {
        @Override
        public String toString() {
            return "Wish[...]";
        }
    }

    /**
     * What a link is for.
     *
     * @param workspace name of the one to join; null for a new password
     * @param by name of who made it; null if the person asked for it
     * @param known whether the person has name and password here
     */
    record View(
            Link.Kind kind,
            String email,
            @Nullable String workspace,
            @Nullable Role role,
            @Nullable String by,
            boolean known,
            Instant expires) {}

    /**
     * @param email to sign in with
     */
    record Used(String email) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(@Valid @RequestBody Ask ask) {
        forgotten.asked(ask.email(), ask.address());
    }

    @PostMapping("/look")
    View look(@Valid @RequestBody Secret secret) {
        return use.look(secret.secret());
    }

    @PostMapping("/use")
    Used use(@Valid @RequestBody Wish wish) {
        return new Used(
                use.use(
                        wish.secret(),
                        wish.name() == null || wish.name().isBlank() ? null : wish.name().strip(),
                        wish.password(),
                        wish.address()));
    }
}
