package io.septet.accounts.link;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.member.PasswordRules;
import io.septet.accounts.workspace.Workspace;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Role;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What becomes of a link that is opened. It is used up by the script that writes the member: of two
 * who use it at once, one is told that it is over.
 */
@Component
class LinkUse {
    private static final int TRIES = 5;

    private final Links links;
    private final Members members;
    private final PasswordRules rules;
    private final Workspaces workspaces;
    private final Clock clock;

    LinkUse(Links links, Members members, PasswordRules rules, Workspaces workspaces, Clock clock) {
        this.links = links;
        this.members = members;
        this.rules = rules;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    LinkController.View look(String secret) {
        var link = good(secret);
        return new LinkController.View(
                link.kind(),
                link.email(),
                Optional.ofNullable(link.workspace())
                        .filter(one -> link.kind() == Link.Kind.INVITATION)
                        .flatMap(workspaces::find)
                        .map(Workspace::name)
                        .orElse(null),
                link.role(),
                Optional.ofNullable(link.by())
                        .flatMap(members::find)
                        .map(Member::name)
                        .orElse(null),
                members.findEmail(link.email()).isPresent(),
                link.expires());
    }

    /** Does what the link is for; answers the address to sign in with. */
    String use(String secret, @Nullable String name, @Nullable String password, String address) {
        for (int i = 0; i < TRIES; i++) {
            var link = good(secret);
            boolean done =
                    link.kind() == Link.Kind.INVITATION
                            ? join(link, secret, name, password, address)
                            : renew(link, secret, password, address);
            if (done) {
                return link.email();
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    private boolean join(
            Link link,
            String secret,
            @Nullable String name,
            @Nullable String password,
            String address) {
        var workspace =
                Optional.ofNullable(link.workspace())
                        .flatMap(workspaces::find)
                        .orElseThrow(LinkUse::over);
        var before = members.findEmail(link.email()).orElse(null);
        if (before != null && before.roles().containsKey(workspace.id())) {
            throw Problem.conflict(
                    "member-exists",
                    "This person is a member already",
                    "You are in this workspace; sign in");
        }
        Member person;
        if (before == null) {
            if (name == null || password == null) {
                throw missing(name == null ? "name" : "password");
            }
            rules.check(password, name, link.email(), workspace.name());
            person = members.fresh(link.email(), name, password);
        } else {
            person = before;
        }
        var after = person.in(workspace.id(), Objects.requireNonNull(link.role()));
        members.list(workspace.id(), after);
        if (!members.store(before, after, change -> links.use(change, secret, link))) {
            return false;
        }
        members.tell(workspace.id(), after, "member.joined", address);
        return true;
    }

    private boolean renew(Link link, String secret, @Nullable String password, String address) {
        if (password == null) {
            throw missing("password");
        }
        var before = owner(link).orElseThrow(LinkUse::over);
        rules.check(password, before.name(), before.email());
        var after = members.withPassword(before, password);
        if (!members.store(before, after, change -> links.use(change, secret, link))) {
            return false;
        }
        members.note(after, "password.changed", address);
        return true;
    }

    /** The link, if it can still be used. */
    private Link good(String secret) {
        return links.find(secret)
                .filter(link -> link.expires().isAfter(clock.instant()))
                .filter(link ->
                        link.kind() == Link.Kind.PASSWORD
                                ? owner(link).isPresent()
                                : isOfAnOwner(link))
                .orElseThrow(LinkUse::over);
    }

    /** The member whose password it is about, unless sessions were ended since it was made. */
    private Optional<Member> owner(Link link) {
        return Optional.ofNullable(link.member())
                .flatMap(members::find)
                .filter(one -> link.epoch() != null && one.sessions() == link.epoch());
    }

    /** Who is an owner no more has invited nobody. */
    private boolean isOfAnOwner(Link link) {
        return Optional.ofNullable(link.by())
                .flatMap(members::find)
                .filter(one -> one.roles().get(link.workspace()) == Role.OWNER)
                .isPresent();
    }

    private static Problem over() {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "link-invalid",
                "This link cannot be used",
                "It is not complete, was used, was taken back or has expired; ask for a new one");
    }

    private static Problem missing(String field) {
        return Problem.unprocessable(
                "link-incomplete", "Something is missing", "Send the field " + field);
    }
}
