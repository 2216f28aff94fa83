package io.septet.accounts.connect;

import io.septet.accounts.vault.Sealed;
import io.septet.accounts.vault.Vault;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps attempts for a quarter of an hour, encrypted by the vault.
 *
 * <pre>
 * SET    accounts:{p00}:connect-state:5be1...  AZ3k...  PX 900000     until she is back
 * GETDEL accounts:{p00}:connect-state:5be1...
 * SET    accounts:{p00}:connect-attempt:0a9e   AZ3k...  PX 900000     until she has chosen
 * </pre>
 *
 * The first key ends in the SHA-256 of workspace, member and state: the state itself is nowhere,
 * and works once, for the member who began, in her workspace. Each ciphertext is bound to its key.
 */
@Component
class Attempts {
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final Vault vault;
    private final JsonMapper json;
    private final Clock clock;

    Attempts(
            StringRedisTemplate redis,
            Partitions partitions,
            Vault vault,
            JsonMapper json,
            Clock clock) {
        this.redis = redis;
        this.partitions = partitions;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** Keeps one whose member is sent to the platform with this state. */
    void begin(String state, Attempt attempt) {
        put(stateKey(attempt.workspace(), attempt.member(), state), attempt);
    }

    /** The attempt that this member began with this state; it is gone from there afterwards. */
    Optional<Attempt> takeUp(Caller caller, String state) {
        var key = stateKey(caller.workspace(), caller.member(), state);
        return opened(caller, key, redis.opsForValue().getAndDelete(key));
    }

    /** Keeps one whose member is back. */
    void keep(Attempt attempt) {
        put(key(attempt.workspace(), attempt.id()), attempt);
    }

    /** The attempt of that id, if this member began it and is back. */
    Optional<Attempt> find(Caller caller, String id) {
        if (!Ids.isId(id)) {
            return Optional.empty();
        }
        var key = key(caller.workspace(), id);
        return opened(caller, key, redis.opsForValue().get(key));
    }

    void remove(Attempt attempt) {
        redis.delete(key(attempt.workspace(), attempt.id()));
    }

    private void put(String key, Attempt attempt) {
        var left = Duration.between(clock.instant(), attempt.expiresAt());
        if (left.isPositive()) {
            redis.opsForValue()
                    .set(
                            key,
                            vault.seal(attempt.workspace(), key, json.writeValueAsString(attempt)),
                            left);
        }
    }

    private Optional<Attempt> opened(Caller caller, String key, @Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .flatMap(text -> vault.open(caller.workspace(), key, text))
                .map(text -> json.readValue(text, Attempt.class))
                .filter(attempt -> attempt.member().equals(caller.member()))
                .filter(attempt -> clock.instant().isBefore(attempt.expiresAt()));
    }

    private String key(String workspace, String id) {
        return "accounts:" + partitions.tag(workspace) + ":connect-attempt:" + id;
    }

    private String stateKey(String workspace, String member, String state) {
        return "accounts:"
                + partitions.tag(workspace)
                + ":connect-state:"
                + HexFormat.of().formatHex(Attempts.sha256(workspace + "|" + member + "|" + state));
    }

    /** They end within a quarter of an hour, under whatever key they are. */
    @Configuration(proxyBeanMethods = false)
    static class Places {
        @Bean
        Sealed connectAttempts() {
            return new Sealed(":connect-", key -> Optional.empty());
        }
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
