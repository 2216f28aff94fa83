package io.septet.accounts.member;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.deed.Deeds;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Role;
import io.septet.kit.trust.Secrets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps members.
 *
 * <pre>
 * SET  accounts:{global}:member:77e1         {"schema":1,"version":2,"id":"77e1","email":"...","passwordHash":"$argon2id$...","roles":{"51aa":"OWNER"}}
 * SET  accounts:{global}:member-email:9f86.. {"version":1,"member":"77e1"}
 * ZADD accounts:{p00}:members:51aa           1772355600000  77e1
 * </pre>
 *
 * Mail addresses appear in keys as SHA-256 only. The member's document says who may do what; the
 * sorted set (score: when last added, in milliseconds since 1970-01-01T00:00Z) only lists them. It
 * is in another partition, so it is written first: an entry of somebody who is none is passed over.
 */
@Component
public class Members {
    private static final int TRIES = 5;

    private final Changes changes;
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final EventStreams streams;
    private final Deeds deeds;
    private final Passwords passwords;
    private final JsonMapper json;
    private final Clock clock;

    Members(
            Changes changes,
            StringRedisTemplate redis,
            Partitions partitions,
            EventStreams streams,
            Deeds deeds,
            Passwords passwords,
            JsonMapper json,
            Clock clock) {
        this.changes = changes;
        this.redis = redis;
        this.partitions = partitions;
        this.streams = streams;
        this.deeds = deeds;
        this.passwords = passwords;
        this.json = json;
        this.clock = clock;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Owner(long version, String member) {}

    /** The member of this id. */
    public Optional<Member> find(String id) {
        return Ids.isId(id) ? changes.find(key(id), Member.class) : Optional.empty();
    }

    /** The member with this address and password; the same work whether there is one or not. */
    public Optional<Member> signIn(String email, String password) {
        var member = findEmail(normal(email));
        return passwords.matches(password, member.map(Member::passwordHash).orElse(null))
                ? member
                : Optional.empty();
    }

    /** Everybody in a workspace, those added last at the end. */
    public List<Member> all(String workspace) {
        var ids = Objects.requireNonNull(redis.opsForZSet().range(index(workspace), 0, -1));
        return changes.findAll(ids.stream().map(Members::key).toList(), Member.class).stream()
                .filter(member -> member.roles().containsKey(workspace))
                .toList();
    }

    /** The member with this address. */
    public Optional<Member> findEmail(String email) {
        return changes.find(emailKey(normal(email)), Owner.class)
                .flatMap(owner -> find(owner.member()));
    }

    /** Makes it be so, name and password included; may be repeated. */
    Member put(String workspace, String email, String name, String password, Role role) {
        for (int i = 0; i < TRIES; i++) {
            var before = findEmail(email);
            var after =
                    before.map(member -> renewed(member, name, password))
                            .orElseGet(() -> fresh(email, name, password));
            if (after.roles().get(workspace) != role) {
                after = after.in(workspace, role);
            }
            if (before.isPresent() && before.get().equals(after)) {
                list(workspace, after);
                return after;
            }
            list(workspace, after);
            if (store(before.orElse(null), after, change -> {})) {
                tell(workspace, after, "member.changed", null);
                return after;
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    /** Somebody who is not a member anywhere, not stored yet. */
    public Member fresh(String email, String name, String password) {
        return Member.fresh(Ids.next(), name, normal(email), passwords.hash(password));
    }

    /** The same person with another password, not stored yet. */
    public Member withPassword(Member member, String password) {
        return member.withPassword(passwords.hash(password));
    }

    /** Whether this is the member's password. */
    public boolean isPasswordOf(Member member, String password) {
        return passwords.matches(password, member.passwordHash());
    }

    /**
     * Writes a member, unless somebody else did meanwhile.
     *
     * @param before null = there is none of this address
     * @param with what else has to hold and happen, on keys of {@code {global}}
     * @return whether it was written
     */
    public boolean store(@Nullable Member before, Member after, Consumer<Change> with) {
        var change =
                Change.of()
                        .document(
                                key(after.id()),
                                before == null ? 0 : before.version(),
                                json.writeValueAsString(after));
        if (before == null) {
            change.document(
                    emailKey(after.email()), 0, json.writeValueAsString(new Owner(1, after.id())));
        }
        with.accept(change);
        return changes.apply(change).applied();
    }

    /** Lets a change happen only if a member is still as it was read. */
    static void expect(Change change, Member member) {
        change.expect(key(member.id()), member.version());
    }

    /**
     * Changes what only the member itself has a say in.
     *
     * @return as it is now; empty if there is no such member
     */
    public Optional<Member> write(String id, UnaryOperator<Member> change) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(id);
            if (before.isEmpty()) {
                return before;
            }
            var after = change.apply(before.get());
            if (after.version() == before.get().version()
                    || store(before.get(), after, with -> {})) {
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    private Member renewed(Member member, String name, String password) {
        var named = member.name().equals(name) ? member : member.named(name);
        return passwords.matches(password, member.passwordHash())
                ? named
                : withPassword(named, password);
    }

    /**
     * Puts somebody on a workspace's list, in its own partition. Done before the member's document
     * says so: nobody who belongs to a workspace is missing there.
     */
    public void list(String workspace, Member member) {
        changes.apply(
                Change.of().zadd(index(workspace), clock.instant().toEpochMilli(), member.id()));
    }

    /**
     * Tells what somebody is in a workspace from now on.
     *
     * @param from the address from which the member came to do it; null = the one who asks did
     */
    public void tell(String workspace, Member member, String deed, @Nullable String from) {
        var role = member.roles().get(workspace);
        var change = Change.of();
        if (role == null) {
            change.zrem(index(workspace), member.id());
        }
        change.event(
                streams.stream("accounts", workspace),
                Event.of(
                        "member.changed",
                        workspace,
                        member.id(),
                        member.version(),
                        clock.instant(),
                        json.valueToTree(MemberView.of(member, workspace))));
        var facts =
                role == null
                        ? Map.of("name", member.name())
                        : Map.of("name", member.name(), "role", role.name());
        if (from == null) {
            deeds.add(change, workspace, deed, member.id(), facts);
        } else {
            deeds.addOf(change, workspace, member.id(), from, deed, member.id(), facts);
        }
        changes.apply(change);
    }

    /** Notes in each of a member's workspaces what the member has done for itself. */
    public void note(Member member, String deed, String from) {
        note(member, deed, from, member.id());
    }

    private void note(Member member, String deed, String from, String who) {
        member.roles()
                .keySet()
                .forEach(workspace ->
                        changes.apply(
                                deeds.addOf(
                                        Change.of(),
                                        workspace,
                                        who,
                                        from,
                                        deed,
                                        member.id(),
                                        Map.of("name", member.name()))));
    }

    /** Notes in each of a member's workspaces that somebody was not let in as this member. */
    public void refused(Member member, String from) {
        note(member, "sign-in.refused", from, "unknown");
    }

    /**
     * Notes in each of a member's workspaces that somebody has tried to sign in as this member.
     *
     * @param address from which; null if nobody knows
     */
    public void tried(String email, @Nullable String address, boolean succeeded) {
        findEmail(email)
                .ifPresent(member ->
                        note(
                                member,
                                succeeded ? "sign-in.done" : "sign-in.refused",
                                address == null ? "" : address,
                                succeeded ? member.id() : "unknown"));
    }

    /** An address as it is compared. */
    public static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static String key(String id) {
        return "accounts:" + Partitions.GLOBAL + ":member:" + id;
    }

    private static String emailKey(String email) {
        return "accounts:" + Partitions.GLOBAL + ":member-email:" + Secrets.digest(email);
    }

    private String index(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":members:" + workspace;
    }
}
