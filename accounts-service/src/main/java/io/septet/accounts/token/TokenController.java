package io.septet.accounts.token;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes bearer tokens, and tells the gateway whose one is. */
@RestController
class TokenController {
    private static final int USUAL_DAYS = 90;

    private final Tokens tokens;
    private final Members members;
    private final Workspaces workspaces;
    private final Clock clock;

    TokenController(Tokens tokens, Members members, Workspaces workspaces, Clock clock) {
        this.tokens = tokens;
        this.members = members;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /**
     * @param role the most it shall allow; absent = the caller's own role
     * @param days how long it is good; absent = 90
     */
    record Wish(
            @NotBlank @Size(max = 100) String name,
            @Nullable Role role,
            @Min(1) @Max(3650) @Nullable Integer days) {}

    record Made(String id, String name, String token, Role role, Instant expires) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /**
     * @param member who made it
     * @param lastUsed the day (UTC) on which it was last used; null = never
     */
    record View(
            String id,
            String name,
            String member,
            Role role,
            Instant createdAt,
            Instant expires,
            @Nullable String lastUsed) {}

    record Page(List<View> items, @Nullable String next) {}

    /**
     * @param address from which it is used; null if nobody knows
     */
    record Secret(
            @NotNull @Size(max = 200) String token, @Size(max = 100) @Nullable String address) {
        @Override
        public String toString() {
            return "Secret[...]";
        }
    }

    record Person(String id, String name, String email) {}

    record Place(String id, String name, Role role, String zone) {}

    record Bearer(Person member, Place workspace, Instant expires) {}

    /** Makes a token; the answer is the only place where it is ever shown. */
    @PostMapping("/api/v1/tokens")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    Made make(Caller caller, @Valid @RequestBody Wish wish) {
        var role = wish.role() == null ? caller.role() : wish.role();
        if (role == Role.SERVICE) {
            throw Problem.unprocessable(
                    "role-unknown",
                    "No member can have this role",
                    "Choose OWNER, MANAGER, EDITOR or VIEWER");
        }
        var now = clock.instant();
        var days = wish.days() == null ? USUAL_DAYS : wish.days();
        var token =
                new Token(
                        Token.SCHEMA,
                        1,
                        Ids.next(),
                        caller.workspace(),
                        caller.member(),
                        wish.name(),
                        role,
                        now,
                        now.plus(Duration.ofDays(days)));
        var secret = tokens.draw();
        tokens.add(token, secret);
        return new Made(token.id(), token.name(), secret, role, token.expires());
    }

    @GetMapping("/api/v1/tokens")
    @PreAuthorize("hasRole('OWNER')")
    Page all(Caller caller) {
        var used = tokens.lastUsed(caller.workspace());
        return new Page(
                tokens.all(caller.workspace()).stream()
                        .map(token ->
                                new View(
                                        token.id(),
                                        token.name(),
                                        token.member(),
                                        token.role(),
                                        token.createdAt(),
                                        token.expires(),
                                        used.get(token.id())))
                        .toList(),
                null);
    }

    @DeleteMapping("/api/v1/tokens/{id}")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String id) {
        if (!tokens.revoke(caller.workspace(), id)) {
            throw Problem.notFound("token", id);
        }
    }

    /** Whose token this is and what it allows now: never more than its member may. */
    @PostMapping("/internal/v1/tokens/verify")
    Bearer verify(@Valid @RequestBody Secret secret) {
        return tokens.verify(secret.token())
                .flatMap(token ->
                        members.find(token.member())
                                .flatMap(member -> bearer(token, member))
                                .map(bearer -> noted(token, secret, bearer)))
                .orElseThrow(() ->
                        Problem.unauthorized(
                                "token-invalid",
                                "This token is not accepted",
                                "It is unknown, revoked or has expired"));
    }

    private Bearer noted(Token token, Secret secret, Bearer bearer) {
        tokens.used(token, secret.address() == null ? "" : secret.address());
        return bearer;
    }

    private Optional<Bearer> bearer(Token token, Member member) {
        return Optional.ofNullable(member.roles().get(token.workspace()))
                .flatMap(role ->
                        workspaces
                                .find(token.workspace())
                                .map(workspace ->
                                        new Bearer(
                                                new Person(
                                                        member.id(), member.name(), member.email()),
                                                new Place(
                                                        workspace.id(),
                                                        workspace.name(),
                                                        lesser(role, token.role()),
                                                        workspace.zone()),
                                                token.expires())));
    }

    private static Role lesser(Role one, Role other) {
        return one.ordinal() > other.ordinal() ? one : other;
    }
}
