package io.septet.accounts.token;

import io.septet.accounts.member.Left;
import io.septet.kit.deed.Deeds;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps bearer tokens by their digest ({@link Secrets}).
 *
 * <pre>
 * SET  accounts:{global}:token:9f86...  {"schema":1,"version":1,"id":"3c0d","workspace":"51aa","member":"77e1","role":"OWNER",...}
 * HSET accounts:{global}:tokens:51aa    3c0d  9f86...
 * HSET accounts:{global}:token-uses:51aa 3c0d  2026-03-01
 * HSET accounts:{p00}:token-used:3c0d:2026-03-01  body ... (goes after two days)
 * </pre>
 */
@Component
class Tokens implements Left {
    private static final String PREFIX = "spt_";

    /** Longer than the day whose first use is noted. */
    private static final Duration NOTED = Duration.ofDays(2);

    private final Changes changes;
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final Deeds deeds;
    private final Clock clock;

    Tokens(
            Changes changes,
            StringRedisTemplate redis,
            Partitions partitions,
            Deeds deeds,
            Clock clock) {
        this.changes = changes;
        this.redis = redis;
        this.partitions = partitions;
        this.deeds = deeds;
        this.clock = clock;
    }

    /** A new secret; it is not stored and cannot be shown again. */
    String draw() {
        return PREFIX + Secrets.drawText();
    }

    void add(Token token, String secret) {
        var digest = Secrets.digest(secret);
        changes.apply(
                Change.of()
                        .document(key(digest), 0, changes.write(token))
                        .hset(index(token.workspace()), token.id(), digest));
        deeds.tell(
                token.workspace(),
                "token.made",
                token.id(),
                Map.of(
                        "name", token.name(),
                        "role", token.role().name(),
                        "expires", token.expires().toString()));
    }

    /**
     * Notes the first use of a token on each day (UTC).
     *
     * @param address from which it is used
     */
    void used(Token token, String address) {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
        var tag = partitions.tag(token.workspace());
        var key = "accounts:" + tag + ":token-used:" + token.id() + ":" + day;
        if (Boolean.TRUE.equals(redis.hasKey(key))) {
            return;
        }
        changes.apply(
                deeds.addOf(
                        Change.of().once(key, day, "", NOTED),
                        token.workspace(),
                        token.member(),
                        address,
                        "token.used",
                        token.id(),
                        Map.of("name", token.name())));
        redis.<String, String>opsForHash().put(uses(token.workspace()), token.id(), day);
    }

    /** The days (UTC) on which a workspace's tokens were last used, by the token's id. */
    Map<String, String> lastUsed(String workspace) {
        return redis.<String, String>opsForHash().entries(uses(workspace));
    }

    /** The token, unless it is unknown, revoked or has expired. */
    Optional<Token> verify(String secret) {
        return secret.startsWith(PREFIX)
                ? changes.find(key(Secrets.digest(secret)), Token.class)
                        .filter(token -> token.expires().isAfter(clock.instant()))
                : Optional.empty();
    }

    /** All tokens of a workspace, newest first, expired ones too. */
    List<Token> all(String workspace) {
        var digests = redis.<String, String>opsForHash().values(index(workspace));
        return changes.findAll(digests.stream().map(Tokens::key).toList(), Token.class).stream()
                .sorted(Comparator.comparing(Token::createdAt).reversed())
                .toList();
    }

    /**
     * From now on the token is refused.
     *
     * @return whether there was such a token
     */
    boolean revoke(String workspace, String id) {
        if (!Ids.isId(id)) {
            return false;
        }
        var digest = redis.<String, String>opsForHash().get(index(workspace), id);
        if (digest == null) {
            return false;
        }
        changes.apply(
                Change.of().del(key(digest)).hdel(index(workspace), id).hdel(uses(workspace), id));
        deeds.tell(workspace, "token.revoked", id, Map.of());
        return true;
    }

    @Override
    public void left(String workspace, String member) {
        all(workspace).stream()
                .filter(token -> token.member().equals(member))
                .forEach(token -> revoke(workspace, token.id()));
    }

    private static String key(String digest) {
        return "accounts:" + Partitions.GLOBAL + ":token:" + digest;
    }

    private static String index(String workspace) {
        return "accounts:" + Partitions.GLOBAL + ":tokens:" + workspace;
    }

    private static String uses(String workspace) {
        return "accounts:" + Partitions.GLOBAL + ":token-uses:" + workspace;
    }
}
