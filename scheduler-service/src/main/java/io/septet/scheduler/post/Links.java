package io.septet.scheduler.post;

import io.septet.kit.deed.Deeds;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.ChangeOutcome;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Repository;

/**
 * Links for outside readers in Redis.
 *
 * <pre>
 * SET  scheduler:{p00}:link:7a10...  {"schema":1,"version":1,"post":"51aa...","digest":"9c11...","hash":"1:...","stage":1,...}
 * ZADD scheduler:{p00}:links:51aa...  1772350000000  7a10...
 * </pre>
 *
 * <p>A link's token is the ids of workspace and link and 32 random bytes; of those only a digest is
 * stored. A link that ended is kept for a while, to say why.
 */
@Repository
class Links {
    private static final int ID_BYTES = 16;
    private static final Duration KEEP = Duration.ofDays(90);

    private final StringRedisTemplate redis;
    private final Changes changes;
    private final Partitions partitions;
    private final Deeds deeds;
    private final Clock clock;

    Links(
            StringRedisTemplate redis,
            Changes changes,
            Partitions partitions,
            Deeds deeds,
            Clock clock) {
        this.redis = redis;
        this.changes = changes;
        this.partitions = partitions;
        this.deeds = deeds;
        this.clock = clock;
    }

    /** A link whose token is told this once. */
    record Made(Link link, String token) {}

    /** Makes a link to a post as it is submitted now. */
    Made make(Caller caller, Post post, String hash, @Nullable Integer stage, Duration life) {
        var secret = Secrets.draw();
        var now = now();
        var link =
                new Link(
                        1,
                        1,
                        Ids.next(),
                        caller.workspace(),
                        post.id(),
                        Secrets.digest(secret),
                        hash,
                        stage,
                        caller.member(),
                        now,
                        now.plus(life),
                        null,
                        null);
        var change =
                Change.of()
                        .document(key(link), 0, changes.write(link))
                        .expire(key(link), life.plus(KEEP))
                        .zadd(list(caller.workspace(), post.id()), now.toEpochMilli(), link.id())
                        .expire(list(caller.workspace(), post.id()), life.plus(KEEP));
        deeds.add(
                change,
                caller.workspace(),
                "link.made",
                post.id(),
                Map.of(
                        "link", link.id(),
                        "expires", link.expires().toString(),
                        "decides", stage == null ? "" : "" + stage));
        changes.apply(change);
        return new Made(link, token(link, secret));
    }

    /** The links to a post, the newest first. */
    List<Link> of(Post post) {
        var ids = redis.opsForZSet().reverseRange(list(post.workspace(), post.id()), 0, 99);
        return changes.findAll(
                Objects.requireNonNull(ids).stream().map(id -> key(post.workspace(), id)).toList(),
                Link.class);
    }

    /** Ends a link at once; one that has ended stays so. */
    void revoke(Caller caller, Post post, String id) {
        var link =
                Optional.of(id)
                        .filter(Ids::isId)
                        .flatMap(known -> changes.find(key(caller.workspace(), known), Link.class))
                        .filter(found -> found.post().equals(post.id()))
                        .orElseThrow(() -> Problem.notFound("link", id));
        if (link.revokedAt() != null) {
            return;
        }
        var change = write(link, link.revoked(now()));
        deeds.add(change, caller.workspace(), "link.revoked", post.id(), Map.of("link", id));
        if (!(changes.apply(change) instanceof ChangeOutcome.Applied)) {
            throw PostActions.meanwhile();
        }
    }

    /** The link of a token; empty if nobody made it. */
    Optional<Link> find(@Nullable String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(Objects.requireNonNullElse(token, ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != 2 * ID_BYTES + Secrets.BYTES) {
            return Optional.empty();
        }
        var ids = ByteBuffer.wrap(bytes);
        var workspace = new UUID(ids.getLong(), ids.getLong()).toString();
        var id = new UUID(ids.getLong(), ids.getLong()).toString();
        var secret = Arrays.copyOfRange(bytes, 2 * ID_BYTES, bytes.length);
        return changes.find(key(workspace, id), Link.class)
                .filter(link -> link.workspace().equals(workspace))
                .filter(link ->
                        MessageDigest.isEqual(
                                link.digest().getBytes(StandardCharsets.US_ASCII),
                                Secrets.digest(secret).getBytes(StandardCharsets.US_ASCII)));
    }

    /** Remembers that a link was opened for the first time. */
    void opened(Link link, String from) {
        if (link.usedAt() != null) {
            return;
        }
        var change = write(link, link.used(now()));
        deeds.addOf(
                change,
                link.workspace(),
                "unknown",
                from,
                "link.used",
                link.post(),
                Map.of("link", link.id()));
        // Whoever opens it in the same moment has told of it.
        changes.apply(change);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Change write(Link before, Link after) {
        return Change.of()
                .document(key(after), before.version(), changes.write(after))
                .expire(key(after), Duration.between(now(), after.expires()).plus(KEEP));
    }

    private static String token(Link link, byte[] secret) {
        var bytes = ByteBuffer.allocate(2 * ID_BYTES + Secrets.BYTES);
        for (var id : List.of(link.workspace(), link.id())) {
            var uuid = UUID.fromString(id);
            bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.put(secret).array());
    }

    private String key(Link link) {
        return key(link.workspace(), link.id());
    }

    private String key(String workspace, String id) {
        return "scheduler:" + partitions.tag(workspace) + ":link:" + id;
    }

    private String list(String workspace, String post) {
        return "scheduler:" + partitions.tag(workspace) + ":links:" + post;
    }
}
