package io.septet.accounts.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Platforms;
import io.septet.accounts.vault.Vault;
import io.septet.kit.deed.Deeds;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps feeds.
 *
 * <pre>
 * SET  accounts:{p00}:feed:0a9e             {"schema":1,"version":1,"id":"0a9e","workspace":"51aa","platform":"x",...}
 * SET  accounts:{p00}:feed-secret:0a9e      AZ3k...     (the vault's ciphertext of {@link StoredCredential}, base64)
 * SET  accounts:{p00}:feed-account:51aa:d1c4...  {"version":1,"feed":"0a9e"}
 * ZADD accounts:{p00}:feeds:51aa            1772355600000  0a9e
 * ZADD accounts:{p00}:feed-access           1772355600000  51aa|0a9e
 * </pre>
 *
 * The score is when it was connected, in milliseconds since 1970-01-01T00:00Z. {@code feed-account}
 * ends in the SHA-256 of platform, server and account; it lets an account be connected once in a
 * workspace. The score of {@code feed-access} is when that feed's access has to be looked at
 * ({@link Renewals}). One script writes all of them and the event {@code feed.changed}.
 */
@Component
class Feeds {
    private static final int TRIES = 5;

    private final Changes changes;
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final EventStreams streams;
    private final Deeds deeds;
    private final Platforms platforms;
    private final Vault vault;
    private final AccessPlan plan;
    private final JsonMapper json;
    private final Clock clock;

    Feeds(
            Changes changes,
            StringRedisTemplate redis,
            Partitions partitions,
            EventStreams streams,
            Deeds deeds,
            Platforms platforms,
            Vault vault,
            AccessPlan plan,
            JsonMapper json,
            Clock clock) {
        this.changes = changes;
        this.redis = redis;
        this.partitions = partitions;
        this.streams = streams;
        this.deeds = deeds;
        this.platforms = platforms;
        this.vault = vault;
        this.plan = plan;
        this.json = json;
        this.clock = clock;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Owner(long version, String feed) {}

    /** This workspace's feed; one of another workspace does not exist here. */
    Optional<Feed> find(String workspace, String id) {
        return Ids.isId(id)
                ? changes.find(key(workspace, id), Feed.class)
                        .filter(feed -> feed.workspace().equals(workspace))
                : Optional.empty();
    }

    /** All feeds of a workspace, in the order in which they were connected. */
    List<Feed> all(String workspace) {
        var ids = Objects.requireNonNull(redis.opsForZSet().range(index(workspace), 0, -1));
        return changes.findAll(ids.stream().map(id -> key(workspace, id)).toList(), Feed.class);
    }

    /** The workspace's feed for an account, if it is connected. */
    Optional<Feed> findAccount(
            String workspace, String platform, @Nullable URI server, String account) {
        return changes.find(accountKey(workspace, platform, server, account), Owner.class)
                .flatMap(owner -> find(workspace, owner.feed()));
    }

    /** What opens the feed's account; empty if it cannot be decrypted any more. */
    Optional<Credential> credential(Feed feed) {
        return Optional.ofNullable(redis.opsForValue().get(secretKey(feed.workspace(), feed.id())))
                .flatMap(sealed -> vault.open(feed.workspace(), feed.id(), sealed))
                .map(stored -> StoredCredential.read(stored, json));
    }

    /**
     * Stores a new feed with what opens it.
     *
     * @return whether it was stored; false = the account was connected meanwhile
     */
    boolean add(Feed feed, Credential credential) {
        var change =
                Change.of()
                        .document(key(feed), 0, json.writeValueAsString(feed))
                        .document(
                                accountKey(feed),
                                0,
                                json.writeValueAsString(new Owner(1, feed.id())))
                        .zadd(
                                index(feed.workspace()),
                                feed.connectedAt().toEpochMilli(),
                                feed.id());
        keep(change, feed, credential);
        done(change, feed, "feed.connected");
        return changes.apply(tell(change, feed)).applied();
    }

    /**
     * Changes a feed.
     *
     * @param credential what opens it from now on; null = as before
     * @param version the version the change was made for; null = whatever it is now
     * @return the feed as stored; empty if it does not exist or, with a version, has another one
     */
    Optional<Feed> update(
            String workspace,
            String id,
            @Nullable Long version,
            @Nullable Credential credential,
            Function<Feed, Feed> how) {
        for (int i = 0; i < TRIES; i++) {
            var before = find(workspace, id);
            if (before.isEmpty() || (version != null && before.get().version() != version)) {
                return Optional.empty();
            }
            var after = how.apply(before.get());
            var change =
                    Change.of()
                            .document(
                                    key(after),
                                    before.get().version(),
                                    json.writeValueAsString(after));
            if (credential != null) {
                keep(change, after, credential);
                done(change, after, "feed.reconnected");
            } else if (!after.name().equals(before.get().name())) {
                done(change, after, "feed.renamed");
            }
            if (changes.apply(tell(change, after)).applied()) {
                return Optional.of(after);
            }
        }
        throw new IllegalStateException("Feed " + id + " is changed by many at once");
    }

    /** Removes a feed and its token for good. */
    boolean remove(String workspace, String id) {
        for (int i = 0; i < TRIES; i++) {
            var feed = find(workspace, id);
            if (feed.isEmpty()) {
                return false;
            }
            var change =
                    Change.of()
                            .remove(key(feed.get()), feed.get().version())
                            .del(accountKey(feed.get()))
                            .del(secretKey(workspace, id))
                            .zrem(looks(workspace), looked(feed.get()))
                            .zrem(index(workspace), id)
                            .event(
                                    streams.stream("accounts", workspace),
                                    Event.of(
                                            "feed.changed",
                                            workspace,
                                            id,
                                            feed.get().version() + 1,
                                            clock.instant(),
                                            json.createObjectNode()
                                                    .put("id", id)
                                                    .put("removed", true)));
            done(change, feed.get(), "feed.disconnected");
            if (changes.apply(change) instanceof ChangeOutcome.Applied) {
                return true;
            }
        }
        throw new IllegalStateException("Feed " + id + " is changed by many at once");
    }

    /**
     * Puts the next credential in the place of the one it was got with, if that is still the one.
     *
     * @param how what else changes; a feed that stays the same keeps its version, and nobody is
     *     told
     * @return false = the account was connected again meanwhile, or removed
     */
    boolean succeed(Feed feed, Credential before, Credential next, UnaryOperator<Feed> how) {
        for (int i = 0; i < TRIES; i++) {
            var present = find(feed.workspace(), feed.id());
            if (present.isEmpty() || !credential(present.get()).equals(Optional.of(before))) {
                return false;
            }
            var after = how.apply(present.get());
            long version = present.get().version();
            var change = Change.of();
            if (after.version() == version) {
                change.expect(key(feed), version);
            } else {
                change.document(key(feed), version, json.writeValueAsString(after));
                tell(change, after);
            }
            keep(change, after, next);
            if (changes.apply(change).applied()) {
                return true;
            }
        }
        throw new IllegalStateException("Feed " + feed.id() + " is changed by many at once");
    }

    /** Says when a feed's access is to be looked at again; null = never. */
    void lookAgain(Feed feed, @Nullable Instant at) {
        var key = looks(feed.workspace());
        if (at == null) {
            redis.opsForZSet().remove(key, looked(feed));
        } else {
            redis.opsForZSet().add(key, looked(feed), at.toEpochMilli());
        }
    }

    /** Feeds whose access has to be looked at, at most so many of each partition. */
    List<Feed> toBeLookedAt(Instant now, int most) {
        return partitions.all().stream()
                .map(tag -> "accounts:" + tag + ":feed-access")
                .flatMap(key ->
                        Objects.requireNonNull(
                                redis.opsForZSet()
                                        .rangeByScore(key, 0, now.toEpochMilli(), 0, most))
                                .stream())
                .map(entry -> entry.split("\\|", 2))
                .flatMap(entry -> find(entry[0], entry[1]).stream())
                .toList();
    }

    private void keep(Change change, Feed feed, Credential credential) {
        change.set(
                secretKey(feed.workspace(), feed.id()),
                vault.seal(feed.workspace(), feed.id(), StoredCredential.write(credential, json)));
        var look = plan.nextLook(feed.platform(), credential, feed.expiresAt(), clock.instant());
        if (look == null) {
            change.zrem(looks(feed.workspace()), looked(feed));
        } else {
            change.zadd(looks(feed.workspace()), look.toEpochMilli(), looked(feed));
        }
    }

    private void done(Change change, Feed feed, String what) {
        deeds.add(
                change,
                feed.workspace(),
                what,
                feed.id(),
                Map.of("platform", feed.platform(), "name", feed.name()));
    }

    private Change tell(Change change, Feed feed) {
        return change.event(
                streams.stream("accounts", feed.workspace()),
                Event.of(
                        "feed.changed",
                        feed.workspace(),
                        feed.id(),
                        feed.version(),
                        clock.instant(),
                        json.valueToTree(FeedView.of(feed, platforms))));
    }

    private String key(Feed feed) {
        return key(feed.workspace(), feed.id());
    }

    private String key(String workspace, String id) {
        return "accounts:" + partitions.tag(workspace) + ":feed:" + id;
    }

    private String secretKey(String workspace, String id) {
        return "accounts:" + partitions.tag(workspace) + ":feed-secret:" + id;
    }

    private String index(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":feeds:" + workspace;
    }

    private String looks(String workspace) {
        return "accounts:" + partitions.tag(workspace) + ":feed-access";
    }

    private static String looked(Feed feed) {
        return feed.workspace() + "|" + feed.id();
    }

    private String accountKey(Feed feed) {
        return accountKey(feed.workspace(), feed.platform(), feed.server(), feed.platformAccount());
    }

    private String accountKey(
            String workspace, String platform, @Nullable URI server, String account) {
        var name = platform + "|" + (server == null ? "" : server) + "|" + account;
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return "accounts:"
                    + partitions.tag(workspace)
                    + ":feed-account:"
                    + workspace
                    + ":"
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
