package io.septet.gateway.identity;

import io.septet.gateway.GatewayProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/**
 * Sessions as they are kept:
 *
 * <pre>
 * HSET gateway:session:sessions:7f3c... creationTime 1772355600000 lastAccessedTime 1772355600000 maxInactiveInterval 43200 sessionAttr:member "\"0198...\"" sessionAttr:epoch 3 ...
 * PEXPIRE gateway:session:sessions:7f3c... 43200000
 * ZADD gateway:sessions-of:0198...      1772355600000  7f3c...   (score: when begun)
 * </pre>
 *
 * Values are plain JSON without type names. A role is never kept: it is asked for anew. A session
 * is good in the member's epoch in which it was begun, so that all of them end with one step of
 * accounts-service; the sorted set only lists them.
 */
@Component
public class Sessions {
    private static final String MEMBER = "member";
    private static final String EPOCH = "epoch";
    private static final String FACTORS = "factors";
    private static final String ADDRESS = "address";
    private static final String AGENT = "agent";
    private static final int LONGEST_AGENT = 300;
    private static final int ID_LENGTH = 32;

    private final SessionRepository<? extends Session> repository;
    private final StringRedisTemplate redis;
    private final Duration life;
    private final Clock clock;

    Sessions(
            SessionRepository<? extends Session> repository,
            StringRedisTemplate redis,
            GatewayProperties gateway,
            Clock clock) {
        this.repository = repository;
        this.redis = redis;
        this.life = gateway.sessionLife();
        this.clock = clock;
    }

    /**
     * Whose session it is.
     *
     * @param epoch of theirs, in which it was begun
     * @param factors whether two factors were shown in another way than accounts-service knows of
     */
    record Begun(String member, long epoch, boolean factors) {}

    /**
     * A session as its member sees it.
     *
     * @param id not the one in the cookie, which nobody is told
     * @param agent what the browser said it was
     * @param current whether it is the one that asks
     */
    public record View(
            String id,
            String address,
            String agent,
            Instant begun,
            Instant lastUsed,
            Instant ends,
            boolean current) {}

    /** The session that a request's cookie names, unless it has lasted too long. */
    Optional<Begun> of(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(MEMBER) instanceof String member)) {
            return Optional.empty();
        }
        if (!Instant.ofEpochMilli(session.getCreationTime()).plus(life).isAfter(clock.instant())) {
            session.invalidate();
            return Optional.empty();
        }
        return Optional.of(
                new Begun(
                        member,
                        epoch(session.getAttribute(EPOCH)),
                        session.getAttribute(FACTORS) != null));
    }

    /** Whether the request's session was begun with two factors of which accounts knows nothing. */
    public boolean hasFactors(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(FACTORS) != null;
    }

    /**
     * Begins a session under an id of its own, whatever session there was.
     *
     * @param factors whether two factors were shown in another way than accounts-service knows of:
     *     to the organisation's provider, or by a passkey
     */
    public void begin(HttpServletRequest request, Accounts.Known known, boolean factors) {
        end(request);
        HttpSession session = request.getSession(true);
        var member = known.member().id();
        session.setAttribute(MEMBER, member);
        session.setAttribute(EPOCH, known.sessions());
        if (factors) {
            session.setAttribute(FACTORS, true);
        }
        session.setAttribute(ADDRESS, request.getRemoteAddr());
        session.setAttribute(AGENT, agent(request));
        var now = clock.instant();
        redis.opsForZSet().add(index(member), session.getId(), now.toEpochMilli());
        redis.opsForZSet().removeRangeByScore(index(member), 0, now.minus(life).toEpochMilli());
        redis.expire(index(member), life);
    }

    /** Ends the session, if there is one. */
    public void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            if (session.getAttribute(MEMBER) instanceof String member) {
                redis.opsForZSet().remove(index(member), session.getId());
            }
            session.invalidate();
        }
    }

    /** The sessions of a member that are good, those begun last first. */
    public List<View> all(HttpServletRequest request, Accounts.Known known) {
        var present = request.getSession(false);
        var all = new ArrayList<View>();
        for (var id : ids(known.member().id())) {
            Session session = repository.findById(id);
            if (session == null) {
                redis.opsForZSet().remove(index(known.member().id()), id);
            } else if (epoch(session.getAttribute(EPOCH)) == known.sessions()) {
                all.add(view(session, present != null && id.equals(present.getId())));
            }
        }
        return all;
    }

    /**
     * Ends one session of a member.
     *
     * @return whether there was one of this id
     */
    public boolean end(String member, String shown) {
        for (var id : ids(member)) {
            if (shown(id).equals(shown)) {
                repository.deleteById(id);
                redis.opsForZSet().remove(index(member), id);
                return true;
            }
        }
        return false;
    }

    /** Lets go of sessions that are not good any more, all of a member's. */
    public void forget(String member) {
        ids(member).forEach(repository::deleteById);
        redis.delete(index(member));
    }

    private List<String> ids(String member) {
        return List.copyOf(
                Objects.requireNonNull(redis.opsForZSet().reverseRange(index(member), 0, -1)));
    }

    private View view(Session session, boolean current) {
        return new View(
                shown(session.getId()),
                text(session.getAttribute(ADDRESS)),
                text(session.getAttribute(AGENT)),
                session.getCreationTime(),
                session.getLastAccessedTime(),
                session.getCreationTime().plus(life),
                current);
    }

    private static String agent(HttpServletRequest request) {
        var agent = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        return agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
    }

    private static long epoch(@Nullable Object kept) {
        return kept instanceof Number number ? number.longValue() : 0;
    }

    private static String text(@Nullable Object kept) {
        return kept instanceof String text ? text : "";
    }

    private static String shown(String id) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(id.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String index(String member) {
        return "gateway:sessions-of:" + member;
    }
}
