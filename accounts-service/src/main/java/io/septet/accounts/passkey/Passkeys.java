package io.septet.accounts.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.accounts.factor.BothFactors;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps passkeys. None of it is secret: what signs stays in the device.
 *
 * <pre>
 * SET accounts:{global}:passkeys:77e1     {"schema":1,"version":2,"member":"77e1","passkeys":[{"id":"01a0","credential":"...","publicKey":"...","name":"Phone",...}]}
 * SET accounts:{global}:passkey:9f86...   {"version":1,"member":"77e1"}   (key: SHA-256 of the credential's id)
 * </pre>
 */
@Component
class Passkeys implements UserCredentialRepository, BothFactors {
    static final int MOST = 20;

    private static final int TRIES = 5;

    private final Changes changes;
    private final Clock clock;

    Passkeys(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Owner(long version, String member) {}

    /** All of a member's, the oldest first. */
    List<Passkey> of(String member) {
        return all(member).map(Passkey.All::passkeys).orElse(List.of());
    }

    @Override
    public boolean has(String member) {
        return !of(member).isEmpty();
    }

    /**
     * Takes one away.
     *
     * @return as it was; empty if there is none of this id
     */
    Optional<Passkey> remove(String member, String id) {
        for (int i = 0; i < TRIES; i++) {
            var before = all(member).orElse(null);
            var gone =
                    before == null
                            ? Optional.<Passkey>empty()
                            : before.passkeys().stream()
                                    .filter(one -> one.id().equals(id))
                                    .findFirst();
            if (before == null || gone.isEmpty()) {
                return Optional.empty();
            }
            var after = before.passkeys().stream().filter(one -> !one.id().equals(id)).toList();
            var change =
                    written(before, member, after)
                            .remove(credentialKey(gone.get().credential()), 1);
            if (changes.apply(change).applied()) {
                return gone;
            }
        }
        throw manyAtOnce();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credential) {
        var text = credential.toBase64UrlString();
        return changes.find(credentialKey(text), Owner.class)
                .flatMap(owner ->
                        of(owner.member()).stream()
                                .filter(one -> one.credential().equals(text))
                                .findFirst()
                                .map(one -> one.record(user(owner.member()))))
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes user) {
        return of(member(user)).stream().map(one -> one.record(user)).toList();
    }

    /** Adds one, or notes that one was used. */
    @Override
    public void save(CredentialRecord record) {
        var member = member(record.getUserEntityUserId());
        var text = record.getCredentialId().toBase64UrlString();
        for (int i = 0; i < TRIES; i++) {
            var before = all(member).orElse(null);
            var passkeys = before == null ? List.<Passkey>of() : before.passkeys();
            boolean known = passkeys.stream().anyMatch(one -> one.credential().equals(text));
            var change =
                    known
                            ? written(before, member, used(passkeys, record))
                            : added(before, member, passkeys, record);
            if (changes.apply(change).applied()) {
                return;
            }
        }
        throw manyAtOnce();
    }

    /** Members take theirs away by the name they know. */
    @Override
    public void delete(Bytes credential) {
        throw new UnsupportedOperationException();
    }

    private Change added(
            Passkey.@Nullable All before,
            String member,
            List<Passkey> passkeys,
            CredentialRecord record) {
        if (passkeys.size() >= MOST) {
            throw Problem.conflict(
                    "passkeys-too-many",
                    "There are too many passkeys",
                    "Remove one that is not used any more; " + MOST + " can be kept");
        }
        var after = new ArrayList<>(passkeys);
        after.add(Passkey.of(Ids.next(), record, null));
        return written(before, member, after)
                .document(
                        credentialKey(record.getCredentialId().toBase64UrlString()),
                        0,
                        changes.write(new Owner(1, member)));
    }

    private List<Passkey> used(List<Passkey> passkeys, CredentialRecord record) {
        var text = record.getCredentialId().toBase64UrlString();
        UnaryOperator<Passkey> use =
                one -> {
                    // Spring Security compares with the count of the first day only.
                    if (one.count() > 0 && record.getSignatureCount() <= one.count()) {
                        throw new IllegalArgumentException("The device counted backwards");
                    }
                    return Passkey.of(one.id(), record, clock.instant());
                };
        return passkeys.stream()
                .map(one -> one.credential().equals(text) ? use.apply(one) : one)
                .toList();
    }

    private Change written(Passkey.@Nullable All before, String member, List<Passkey> after) {
        long version = before == null ? 0 : before.version();
        return Change.of()
                .document(
                        key(member),
                        version,
                        changes.write(
                                new Passkey.All(Passkey.All.SCHEMA, version + 1, member, after)));
    }

    private Optional<Passkey.All> all(String member) {
        return Ids.isId(member) ? changes.find(key(member), Passkey.All.class) : Optional.empty();
    }

    /** How devices name a member: by the id alone, which says nothing to others. */
    static Bytes user(String member) {
        return new Bytes(member.getBytes(StandardCharsets.US_ASCII));
    }

    static String member(Bytes user) {
        return new String(user.getBytes(), StandardCharsets.US_ASCII);
    }

    private static IllegalStateException manyAtOnce() {
        return new IllegalStateException("The passkeys of a member are changed by many at once");
    }

    private static String key(String member) {
        return "accounts:" + Partitions.GLOBAL + ":passkeys:" + member;
    }

    private static String credentialKey(String credential) {
        return "accounts:" + Partitions.GLOBAL + ":passkey:" + Secrets.digest(credential);
    }
}
