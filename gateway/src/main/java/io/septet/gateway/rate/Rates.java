package io.septet.gateway.rate;

import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Changes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Counts requests, together with all other gateways, in Redis:
 *
 * <pre>
 * SET gateway:rate:reads:member:0198...     1772355600120.000  PX 120
 * SET gateway:rate:writes:token:9c1185a5... 1772355600050.000  PX 50
 * SET gateway:rate:reads:address:192.0.2.7  1772355600005.000  PX 5
 * </pre>
 *
 * The value is the time, in milliseconds, at which nothing will be counted any more; each request
 * moves it on by its share of the window. Requests are taken from there a hundredth of the limit at
 * a time and spent from memory, and so is a refusal remembered: Redis writes each change to disk,
 * which a thumbnail is not worth.
 */
@Component
@EnableConfigurationProperties(RateProperties.class)
public class Rates {
    private static final Logger log = LoggerFactory.getLogger(Rates.class);

    private static final RedisScript<List> SCRIPT =
            Changes.script(Rates.class, "take.lua", List.class);

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /** Open for as long as somebody looks at a screen, and watched by its own time limit. */
    private static final String EVENTS = "/api/v1/events";

    private static final int PARTS = 100;
    private static final int TIDY_AT = 10_000;

    private final StringRedisTemplate redis;
    private final RateProperties properties;
    private final Clock clock;
    private final ConcurrentHashMap<String, Purse> purses = new ConcurrentHashMap<>();

    Rates(StringRedisTemplate redis, RateProperties properties, Clock clock) {
        this.redis = redis;
        this.properties = properties;
        this.clock = clock;
    }

    /** Counts a request of a member or a token. */
    void caller(HttpServletRequest request, String who) {
        count(request, who, properties.reads(), properties.writes());
    }

    /** Counts a request from an address. */
    void address(HttpServletRequest request, String address) {
        count(request, address, properties.addressReads(), properties.addressWrites());
    }

    /**
     * @throws Problem 429 {@code too-many-requests} with Retry-After if there were too many
     */
    private void count(HttpServletRequest request, String who, int reads, int writes) {
        if (request.getRequestURI().equals(EVENTS)) {
            return;
        }
        boolean read = READS.contains(request.getMethod());
        int limit = read ? reads : writes;
        long wait = take("gateway:rate:" + (read ? "reads:" : "writes:") + who, limit);
        if (wait > 0) {
            throw tooMany(read, limit, Math.ceilDiv(wait, 1000L));
        }
    }

    /** Takes one; answers how many milliseconds to wait instead, or 0. */
    private long take(String key, int limit) {
        tidy();
        var purse = purses.computeIfAbsent(key, any -> new Purse());
        purse.lock.lock();
        try {
            var now = clock.instant();
            if (purse.left == 0 && !purse.refusedUntil.isAfter(now)) {
                fill(purse, key, limit, now);
            }
            if (purse.left > 0) {
                purse.left--;
                return 0;
            }
            return Math.max(1, purse.refusedUntil.toEpochMilli() - now.toEpochMilli());
        } finally {
            purse.lock.unlock();
        }
    }

    private void fill(Purse purse, String key, int limit, Instant now) {
        int share = Math.max(1, limit / PARTS);
        purse.filled = now;
        try {
            List<?> answer =
                    Objects.requireNonNull(
                            redis.execute(
                                    SCRIPT,
                                    List.of(key),
                                    "" + limit,
                                    "" + properties.window().toMillis(),
                                    "" + share));
            purse.left = ((Number) answer.get(0)).intValue();
            purse.refusedUntil = now.plusMillis(((Number) answer.get(1)).longValue());
        } catch (DataAccessException e) {
            // What cannot be stored is refused by whoever stores it; a count is no reason to.
            log.debug("Not counted: {}", e.getMessage());
            purse.left = share;
        }
    }

    /** What was taken a window ago and not spent is worth nothing by now. */
    private void tidy() {
        if (purses.size() > TIDY_AT) {
            var old = clock.instant().minus(properties.window());
            purses.values().removeIf(purse -> purse.filled.isBefore(old));
            if (purses.size() > TIDY_AT) {
                purses.clear();
            }
        }
    }

    private Problem tooMany(boolean read, int limit, long seconds) {
        var problem =
                new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "Too many requests",
                        "%s are limited to %d in %s; try again in %d s"
                                .formatted(
                                        read ? "Reads" : "Writes",
                                        limit,
                                        properties.window(),
                                        seconds));
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "" + seconds);
        return problem.with("limit", limit).with("windowSeconds", properties.window().toSeconds());
    }

    /** What is left of the requests that were taken from Redis last. */
    private static final class Purse {
        private final ReentrantLock lock = new ReentrantLock();
        private int left;
        private Instant refusedUntil = Instant.EPOCH;

        /** Read without the lock when tidying. */
        private volatile Instant filled = Instant.MAX;
    }
}
