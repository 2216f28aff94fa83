package io.septet.accounts.link;

import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Secrets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps links by the digest of their secret ({@link Secrets}).
 *
 * <pre>
 * SET  accounts:{global}:link:9f86..          {"schema":1,"version":1,"kind":"INVITATION","email":"...","workspace":"51aa","role":"EDITOR",...}
 * HSET accounts:{global}:invitations:51aa     3c0d  9f86..
 * </pre>
 *
 * A document goes by itself a month after its link has expired, so that owners still see
 * invitations nobody took up.
 */
@Component
class Links {
    private static final Duration SHOWN_AFTERWARDS = Duration.ofDays(30);

    private final Changes changes;
    private final StringRedisTemplate redis;

    Links(Changes changes, StringRedisTemplate redis) {
        this.changes = changes;
        this.redis = redis;
    }

    /** A new secret; it is not stored and cannot be shown again. */
    String draw() {
        return Secrets.drawText();
    }

    /**
     * Keeps a link; an invitation takes the place of those the person had to the same workspace.
     */
    void add(Link link, String secret) {
        var digest = Secrets.digest(secret);
        var life = Duration.between(link.createdAt(), link.expires()).plus(SHOWN_AFTERWARDS);
        var change =
                Change.of().document(key(digest), 0, changes.write(link)).expire(key(digest), life);
        var workspace = link.workspace();
        if (link.kind() == Link.Kind.INVITATION && workspace != null) {
            redis.<String, String>opsForHash()
                    .entries(index(workspace))
                    .forEach((id, old) -> {
                        var before = changes.find(key(old), Link.class);
                        if (before.map(one -> one.email().equals(link.email())).orElse(true)) {
                            change.del(key(old)).hdel(index(workspace), id);
                        }
                    });
            change.hset(index(workspace), link.id(), digest);
        }
        changes.apply(change);
    }

    /** The link of this secret, expired or not. */
    Optional<Link> find(String secret) {
        return changes.find(key(Secrets.digest(secret)), Link.class);
    }

    /** Adds to a change that the link is used up, if it has not been meanwhile. */
    void use(Change change, String secret, Link link) {
        change.remove(key(Secrets.digest(secret)), link.version());
        if (link.workspace() != null) {
            change.hdel(index(link.workspace()), link.id());
        }
    }

    /** The invitations to a workspace that nobody has taken up, the newest first. */
    List<Link> invitations(String workspace) {
        var digests = redis.<String, String>opsForHash().values(index(workspace));
        return changes.findAll(digests.stream().map(Links::key).toList(), Link.class).stream()
                .sorted(Comparator.comparing(Link::createdAt).reversed())
                .toList();
    }

    /**
     * From now on nobody can use it.
     *
     * @return the invitation there was
     */
    Optional<Link> revoke(String workspace, String id) {
        if (!Ids.isId(id)) {
            return Optional.empty();
        }
        var digest = redis.<String, String>opsForHash().get(index(workspace), id);
        if (digest == null) {
            return Optional.empty();
        }
        var link = changes.find(key(digest), Link.class);
        changes.apply(Change.of().del(key(digest)).hdel(index(workspace), id));
        return link;
    }

    private static String key(String digest) {
        return "accounts:" + Partitions.GLOBAL + ":link:" + digest;
    }

    private static String index(String workspace) {
        return "accounts:" + Partitions.GLOBAL + ":invitations:" + workspace;
    }
}
