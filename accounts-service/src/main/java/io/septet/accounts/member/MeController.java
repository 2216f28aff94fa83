package io.septet.accounts.member;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets members say how they want to be written to. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {
    private final Members members;

    MeController(Members members) {
        this.members = members;
    }

    /**
     * @param language in which they are written to; null = they have not said
     * @param mail whether they get mail when something goes no further by itself
     */
    record View(String id, String name, String email, @Nullable String language, boolean mail) {
        static View of(Member member) {
            return new View(
                    member.id(),
                    member.name(),
                    member.email(),
                    member.language(),
                    member.wantsMail());
        }
    }

    /** What is left out stays. */
    record Wish(@Nullable @Pattern(regexp = "en|zh-CN") String language, @Nullable Boolean mail) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "The member who asks, and how they want to be written to")
    View get(Caller caller) {
        return members.find(caller.member()).map(View::of).orElseThrow(() -> nobody(caller));
    }

    @PatchMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Choose the language of one's mail, or get none")
    View patch(Caller caller, @Valid @RequestBody Wish wish) {
        return members.write(caller.member(), member -> wished(member, wish))
                .map(View::of)
                .orElseThrow(() -> nobody(caller));
    }

    private static Member wished(Member member, Wish wish) {
        var language = wish.language() == null ? member.language() : wish.language();
        var mail = wish.mail() == null ? member.mail() : wish.mail();
        return Objects.equals(language, member.language()) && Objects.equals(mail, member.mail())
                ? member
                : member.writtenTo(language, mail);
    }

    private static Problem nobody(Caller caller) {
        return Problem.notFound("member", caller.member());
    }
}
