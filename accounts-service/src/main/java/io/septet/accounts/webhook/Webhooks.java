package io.septet.accounts.webhook;

import io.septet.accounts.vault.Sealed;
import io.septet.accounts.vault.Vault;
import io.septet.kit.deed.Deeds;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps webhooks and their secrets.
 *
 * <pre>
 * SET  accounts:{p00}:webhook:8c1d                  {"schema":1,"version":3,"id":"8c1d","workspace":"51aa","url":"https://...","events":["delivery.failed"],...}
 * SADD accounts:{p00}:webhooks:51aa                 8c1d
 * SET  accounts:{p00}:webhook-secret:8c1d           AT0h... (sealed, see the vault)
 * SET  accounts:{p00}:webhook-secret:8c1d:previous  AT0h... PX 86400000
 * </pre>
 */
@Component
class Webhooks {
    /** How many a workspace may have. */
    static final int MOST = 10;

    private static final String SECRET = ":webhook-secret:";
    private static final String PREVIOUS = ":previous";
    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final int TRIES = 10;

    private final Changes changes;
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final Vault vault;
    private final Deeds deeds;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Webhooks(
            Changes changes,
            StringRedisTemplate redis,
            Partitions partitions,
            Vault vault,
            Deeds deeds,
            Clock clock) {
        this.changes = changes;
        this.redis = redis;
        this.partitions = partitions;
        this.vault = vault;
        this.deeds = deeds;
        this.clock = clock;
    }

    /** Where the vault finds their secrets. */
    static Sealed sealed(Changes changes) {
        return new Sealed(
                SECRET,
                key ->
                        changes.find(
                                        key.replace(SECRET, ":webhook:").replace(PREVIOUS, ""),
                                        Webhook.class)
                                .map(hook -> new Sealed.To(hook.workspace(), place(hook.id()))));
    }

    /** All of a workspace, oldest first. */
    List<Webhook> all(String workspace) {
        var ids = Objects.requireNonNull(redis.opsForSet().members(index(workspace)));
        return changes
                .findAll(ids.stream().map(id -> key(workspace, id)).toList(), Webhook.class)
                .stream()
                .sorted(Comparator.comparing(Webhook::createdAt).thenComparing(Webhook::id))
                .toList();
    }

    Optional<Webhook> find(String workspace, String id) {
        return Ids.isId(id)
                ? changes.find(key(workspace, id), Webhook.class)
                        .filter(hook -> hook.workspace().equals(workspace))
                : Optional.empty();
    }

    /** Of whatever workspace, where its messages wait. */
    Optional<Webhook> findIn(String tag, String id) {
        return changes.find("accounts:" + tag + ":webhook:" + id, Webhook.class);
    }

    /**
     * Adds one.
     *
     * @return its secret, which is not shown again
     */
    String add(Webhook hook) {
        if (all(hook.workspace()).size() >= MOST) {
            throw Problem.conflict(
                    "webhook-too-many",
                    "There are enough webhooks",
                    "A workspace has at most " + MOST + "; remove one first");
        }
        var secret = draw();
        changes.apply(
                deeds.add(
                        Change.of()
                                .document(key(hook), 0, changes.write(hook))
                                .sadd(index(hook.workspace()), hook.id())
                                .set(secretKey(hook), seal(hook, secret)),
                        hook.workspace(),
                        "webhook.added",
                        hook.id(),
                        facts(hook)));
        return secret;
    }

    /**
     * Changes one, over and over until nobody was faster.
     *
     * @param deed what a person does by it; null = nobody does
     */
    Optional<Webhook> change(
            String workspace, String id, @Nullable String deed, UnaryOperator<Webhook> how) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(workspace, id);
            if (before.isEmpty()) {
                return before;
            }
            var after = how.apply(before.get());
            var change =
                    Change.of().document(key(after), before.get().version(), changes.write(after));
            if (deed != null) {
                deeds.add(change, workspace, deed, id, facts(after));
            }
            if (after.offBecause() != null && before.get().on()) {
                Messages.tellOwners(change, partitions.tag(workspace), id, clock.instant());
            }
            if (changes.apply(change).applied()) {
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("The webhook " + id + " changes all the time");
    }

    /**
     * Makes a new secret.
     *
     * @param until how long the one before is still signed with
     */
    Optional<String> rotate(String workspace, String id, Instant until) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(workspace, id);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            var after = before.get().rotated(until);
            var secret = draw();
            var change =
                    Change.of()
                            .document(key(after), before.get().version(), changes.write(after))
                            .set(secretKey(after), seal(after, secret));
            var old = redis.opsForValue().get(secretKey(after));
            if (old != null) {
                change.set(secretKey(after) + PREVIOUS, old)
                        .expire(
                                secretKey(after) + PREVIOUS,
                                Duration.between(clock.instant(), until));
            }
            deeds.add(change, workspace, "webhook.secret-made", id, facts(after));
            if (changes.apply(change).applied()) {
                return Optional.of(secret);
            }
        }
        throw new IllegalStateException("The webhook " + id + " changes all the time");
    }

    /** The keys with which its messages are signed now, the newest first; none if none opens. */
    List<byte[]> keys(Webhook hook) {
        var keys = new ArrayList<byte[]>();
        var until = hook.previousUntil();
        open(hook, secretKey(hook)).ifPresent(keys::add);
        if (until != null && until.isAfter(clock.instant())) {
            open(hook, secretKey(hook) + PREVIOUS).ifPresent(keys::add);
        }
        return keys;
    }

    /** Forgets it and all its messages. */
    boolean remove(String workspace, String id, Messages messages) {
        var hook = find(workspace, id);
        if (hook.isEmpty()) {
            return false;
        }
        var secret = secretKey(hook.get());
        changes.apply(
                deeds.add(
                        messages.forgetAll(Change.of(), hook.get())
                                .del(key(hook.get()))
                                .del(secret)
                                .del(secret + PREVIOUS)
                                .srem(index(workspace), id),
                        workspace,
                        "webhook.removed",
                        id,
                        facts(hook.get())));
        return true;
    }

    /** Tells what somebody has done with it. */
    void tell(Webhook hook, String deed) {
        deeds.tell(hook.workspace(), deed, hook.id(), facts(hook));
    }

    /** The path of an address may be secret. */
    private static Map<String, String> facts(Webhook hook) {
        return Map.of("server", String.valueOf(URI.create(hook.url()).getHost()));
    }

    private String draw() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    private String seal(Webhook hook, String secret) {
        return vault.seal(hook.workspace(), place(hook.id()), secret);
    }

    private Optional<byte[]> open(Webhook hook, String key) {
        return Optional.ofNullable(redis.opsForValue().get(key))
                .flatMap(sealed -> vault.open(hook.workspace(), place(hook.id()), sealed))
                .map(secret -> Base64.getDecoder().decode(secret.substring(PREFIX.length())));
    }

    private static String place(String id) {
        return "webhook|" + id;
    }

    private String key(Webhook hook) {
        return key(hook.workspace(), hook.id());
    }

    private String key(String workspace, String id) {
        return "accounts:" + partitions.tag(workspace) + ":webhook:" + id;
    }

    private String secretKey(Webhook hook) {
        return "accounts:" + partitions.tag(hook.workspace()) + SECRET + hook.id();
    }

    private String index(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":webhooks:" + workspace;
    }
}
