package io.septet.accounts.link;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.kit.deed.Deeds;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets owners help members who have forgotten their password. */
@RestController
class PasswordLinkController {
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Forgotten forgotten;
    private final LinkLetters letters;
    private final Members members;
    private final Deeds deeds;

    PasswordLinkController(Forgotten forgotten, LinkLetters letters, Members members, Deeds deeds) {
        this.forgotten = forgotten;
        this.letters = letters;
        this.members = members;
        this.deeds = deeds;
    }

    /**
     * @param link what the member has to open, to be handed over; null if it was mailed
     */
    record Made(String email, Instant expires, boolean mailed, @Nullable String link) {
        @Override
        public String toString() {
            return "Made[...]";
        }
    }

    @PostMapping("/api/v1/members/{id}/password-link")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Give a member a link to choose a new password",
            description =
                    "By mail to the member, or in the answer where no mail is sent: then only of"
                            + " somebody who belongs to no workspace of other owners.")
    Made make(Caller caller, @PathVariable String id) {
        var member =
                members.find(id)
                        .filter(one -> one.roles().containsKey(caller.workspace()))
                        .orElseThrow(() -> Problem.notFound("member", id));
        if (!letters.areSent() && !isOnlyOf(member, caller.member())) {
            throw Problem.conflict(
                    "member-elsewhere",
                    "This person belongs to workspaces that are not yours",
                    "Whoever had the link would get in there too; ask the operator");
        }
        var made = forgotten.make(member, caller.member(), caller.workspace());
        deeds.tell(
                caller.workspace(),
                "password.link-made",
                member.id(),
                Map.of("name", member.name()));
        if (!letters.areSent()) {
            return new Made(
                    member.email(), made.link().expires(), false, letters.address(made.secret()));
        }
        if (!forgotten.send(made, member)) {
            throw Problem.unavailable(
                    "mail-failed",
                    "The mail could not be sent",
                    "The mail server did not take it; try again later",
                    LATER);
        }
        return new Made(member.email(), made.link().expires(), true, null);
    }

    /** Who has the link can be the member wherever the member belongs to. */
    private boolean isOnlyOf(Member member, String owner) {
        return members.find(owner)
                .map(one ->
                        member.roles().keySet().stream()
                                .allMatch(place -> one.roles().get(place) == Role.OWNER))
                .orElse(false);
    }
}
