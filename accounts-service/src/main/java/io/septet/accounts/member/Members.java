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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * sorted set (score: when last added, in milliseconds since 1970-01-01T00:00Z) only lists them.
 * Being in another partition it is a second step, repeated until it is done.
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

    Optional<Member> findEmail(String email) {
        return changes.find(emailKey(normal(email)), Owner.class)
                .flatMap(owner -> find(owner.member()));
    }

    /**
     * Adds somebody to a workspace. A person the installation knows already keeps name and
     * password.
     */
    Member add(String workspace, String email, String name, String password, Role role) {
        return save(workspace, email, name, password, role, false);
    }

    /** Makes it be so, name and password included; may be repeated. */
    Member put(String workspace, String email, String name, String password, Role role) {
        return save(workspace, email, name, password, role, true);
    }

    /**
     * Notes how somebody wants to be written to.
     *
     * @return as it is now; empty if there is no such member
     */
    Optional<Member> write(String id, UnaryOperator<Member> change) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(id);
            if (before.isEmpty()) {
                return before;
            }
            var after = change.apply(before.get());
            if (after.version() == before.get().version()
                    || changes.apply(
                                    Change.of()
                                            .document(
                                                    key(id),
                                                    before.get().version(),
                                                    json.writeValueAsString(after)))
                            .applied()) {
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    private Member save(
            String workspace,
            String email,
            String name,
            String password,
            Role role,
            boolean replace) {
        for (int i = 0; i < TRIES; i++) {
            var before = findEmail(email);
            var after =
                    before.map(member -> replace ? renewed(member, name, password) : member)
                            .orElseGet(() -> fresh(email, name, password));
            if (after.roles().get(workspace) != role) {
                after = after.in(workspace, role);
            }
            if (before.isPresent() && before.get().equals(after)) {
                list(workspace, after, false);
                return after;
            }
            var change =
                    Change.of()
                            .document(
                                    key(after.id()),
                                    before.map(Member::version).orElse(0L),
                                    json.writeValueAsString(after));
            if (before.isEmpty()) {
                change.document(
                        emailKey(after.email()),
                        0,
                        json.writeValueAsString(new Owner(1, after.id())));
            }
            if (changes.apply(change).applied()) {
                list(workspace, after, true);
                return after;
            }
        }
        throw new IllegalStateException("A member is changed by many at once");
    }

    private Member fresh(String email, String name, String password) {
        return new Member(
                Member.SCHEMA,
                1,
                Ids.next(),
                name,
                normal(email),
                passwords.hash(password),
                Map.of(),
                null,
                null);
    }

    private Member renewed(Member member, String name, String password) {
        boolean same = passwords.matches(password, member.passwordHash());
        return same && member.name().equals(name)
                ? member
                : member.with(name, same ? member.passwordHash() : passwords.hash(password));
    }

    /** The second step, in the workspace's own partition. */
    private void list(String workspace, Member member, boolean changed) {
        var now = clock.instant();
        var change =
                Change.of()
                        .zadd(index(workspace), now.toEpochMilli(), member.id())
                        .event(
                                streams.stream("accounts", workspace),
                                Event.of(
                                        "member.changed",
                                        workspace,
                                        member.id(),
                                        member.version(),
                                        now,
                                        json.valueToTree(MemberView.of(member, workspace))));
        if (changed) {
            deeds.add(
                    change,
                    workspace,
                    "member.changed",
                    member.id(),
                    Map.of(
                            "name", member.name(),
                            "role", String.valueOf(member.roles().get(workspace))));
        }
        changes.apply(change);
    }

    /**
     * Notes in each of a member's workspaces that somebody has tried to sign in as this member.
     *
     * @param address from which; null if nobody knows
     */
    public void tried(String email, @Nullable String address, boolean succeeded) {
        findEmail(email)
                .ifPresent(member ->
                        member.roles()
                                .keySet()
                                .forEach(workspace ->
                                        changes.apply(
                                                deeds.addOf(
                                                        Change.of(),
                                                        workspace,
                                                        succeeded ? member.id() : "unknown",
                                                        address == null ? "" : address,
                                                        succeeded
                                                                ? "sign-in.done"
                                                                : "sign-in.refused",
                                                        member.id(),
                                                        Map.of("name", member.name())))));
    }

    private static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static String key(String id) {
        return "accounts:" + Partitions.GLOBAL + ":member:" + id;
    }

    private static String emailKey(String email) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(email.getBytes(StandardCharsets.UTF_8));
            return "accounts:"
                    + Partitions.GLOBAL
                    + ":member-email:"
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String index(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":members:" + workspace;
    }
}
