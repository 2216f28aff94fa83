package io.septet.accounts.link;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.deed.Deeds;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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

/** Invites people to a workspace. */
@RestController
@RequestMapping("/api/v1/invitations")
class InvitationController {
    private final Links links;
    private final LinkLetters letters;
    private final LinkProperties properties;
    private final Members members;
    private final Workspaces workspaces;
    private final Deeds deeds;
    private final Clock clock;

    InvitationController(
            Links links,
            LinkLetters letters,
            LinkProperties properties,
            Members members,
            Workspaces workspaces,
            Deeds deeds,
            Clock clock) {
        this.links = links;
        this.letters = letters;
        this.properties = properties;
        this.members = members;
        this.workspaces = workspaces;
        this.deeds = deeds;
        this.clock = clock;
    }

    /**
     * @param language in which the person is written to; absent = English
     */
    record Wish(
            @NotBlank @Email @Size(max = 254) String email,
            @NotNull Role role,
            @Nullable @Pattern(regexp = "en|zh-CN") String language) {}

    /**
     * @param link what the person has to open, to be handed over; null if it was mailed
     */
    record Made(
            String id,
            String email,
            Role role,
            Instant expires,
            boolean mailed,
            @Nullable String link) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /**
     * @param by id of the member who invited
     */
    record View(
            String id,
            String email,
            Role role,
            @Nullable String by,
            Instant createdAt,
            Instant expires) {}

    record Page(List<View> items, @Nullable String next) {}

    @PostMapping
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Invite somebody",
            description =
                    "By mail, or by the link in the answer where no mail is sent. It works once, and"
                            + " takes the place of an earlier one to the same address.")
    Made invite(Caller caller, @Valid @RequestBody Wish wish) {
        if (wish.role() == Role.SERVICE) {
            throw Problem.unprocessable(
                    "role-unknown",
                    "No member can have this role",
                    "Choose OWNER, MANAGER, EDITOR or VIEWER");
        }
        var workspace =
                workspaces
                        .find(caller.workspace())
                        .orElseThrow(() -> Problem.notFound("workspace", caller.workspace()));
        var email = Members.normal(wish.email());
        var known = members.findEmail(email);
        if (known.filter(one -> one.roles().containsKey(workspace.id())).isPresent()) {
            throw Problem.conflict(
                    "member-exists",
                    "This person is a member already",
                    "Somebody with the address " + email + " is in this workspace");
        }
        var now = clock.instant();
        var link =
                new Link(
                        Link.SCHEMA,
                        1,
                        Ids.next(),
                        Link.Kind.INVITATION,
                        email,
                        workspace.id(),
                        wish.role(),
                        null,
                        null,
                        known.map(Member::language).orElse(wish.language()),
                        caller.member(),
                        now,
                        now.plus(properties.invitation()));
        var secret = links.draw();
        links.add(link, secret);
        deeds.tell(
                workspace.id(),
                "invitation.made",
                link.id(),
                Map.of("name", email, "role", wish.role().name()));
        var by = members.find(caller.member()).map(Member::name).orElse("Septet");
        boolean mailed =
                letters.areSent()
                        && letters.invite(
                                link, secret, by, workspace.name(), ZoneId.of(workspace.zone()));
        return new Made(
                link.id(),
                email,
                wish.role(),
                link.expires(),
                mailed,
                mailed ? null : letters.address(secret));
    }

    @GetMapping
    @PreAuthorize("hasRole('OWNER')")
    @Operation(summary = "Invitations that nobody has taken up, expired ones too")
    Page all(Caller caller) {
        return new Page(
                links.invitations(caller.workspace()).stream()
                        .map(link ->
                                new View(
                                        link.id(),
                                        link.email(),
                                        link.role() == null ? Role.VIEWER : link.role(),
                                        link.by(),
                                        link.createdAt(),
                                        link.expires()))
                        .toList(),
                null);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an invitation back")
    void revoke(Caller caller, @PathVariable String id) {
        var link =
                links.revoke(caller.workspace(), id)
                        .orElseThrow(() -> Problem.notFound("invitation", id));
        deeds.tell(
                caller.workspace(), "invitation.revoked", link.id(), Map.of("name", link.email()));
    }
}
