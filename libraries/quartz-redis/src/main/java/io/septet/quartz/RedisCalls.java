package io.septet.quartz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

/**
 * Runs scripts. Each may come to Redis twice without harm, so one that got no answer is sent again
 * a few times before the caller hears of it.
 */
final class RedisCalls {
    private static final Duration[] PAUSES = {Duration.ofMillis(30), Duration.ofMillis(300)};

    private final RedisConnectionFactory redis;
    private final String base;
    private final StoreMetrics metrics;
    private final AtomicLong made = new AtomicLong();

    RedisCalls(RedisConnectionFactory redis, String base, StoreMetrics metrics) {
        this.redis = redis;
        this.base = base;
        this.metrics = metrics;
    }

    RedisConnectionFactory redis() {
        return redis;
    }

    /** What all keys begin with. */
    String base() {
        return base;
    }

    /** How many calls went to Redis. */
    long made() {
        return made.get();
    }

    List<?> list(Script script, List<String> arguments) throws JobPersistenceException {
        return (List<?>) repeatedly(script, arguments, ReturnType.MULTI);
    }

    String text(Script script, List<String> arguments) throws JobPersistenceException {
        return Answers.text(repeatedly(script, arguments, ReturnType.VALUE));
    }

    long number(Script script, List<String> arguments) throws JobPersistenceException {
        return (Long) repeatedly(script, arguments, ReturnType.INTEGER);
    }

    private Object repeatedly(Script script, List<String> arguments, ReturnType type)
            throws JobPersistenceException {
        var sent = new byte[arguments.size() + 1][];
        sent[0] = base.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < arguments.size(); i++) {
            sent[i + 1] = arguments.get(i).getBytes(StandardCharsets.UTF_8);
        }
        // Whether a call was done must be known, even by a thread that is told to stop.
        boolean interrupted = Thread.interrupted();
        try {
            for (int failures = 0; ; ) {
                try {
                    return once(script, sent, type);
                } catch (RuntimeException e) {
                    metrics.failed();
                    if (Thread.interrupted() || says(e, "interrupted")) {
                        interrupted = true;
                        continue;
                    }
                    if (failures == PAUSES.length || isOurFault(e)) {
                        throw new JobPersistenceException(
                                "Redis: " + script + " failed: " + e.getMessage(), e);
                    }
                    interrupted |= !slept(PAUSES[failures]);
                    failures++;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Object once(Script script, byte[][] sent, ReturnType type) {
        made.incrementAndGet();
        metrics.called();
        try (var connection = redis.getConnection()) {
            var scripting = connection.scriptingCommands();
            try {
                return result(scripting.evalSha(script.sha, type, 1, sent), script);
            } catch (DataAccessException e) {
                if (!says(e, "NOSCRIPT")) {
                    throw e;
                }
                made.incrementAndGet();
                metrics.called();
                return result(scripting.eval(script.source, type, 1, sent), script);
            }
        }
    }

    private static Object result(@Nullable Object answer, Script script) {
        if (answer == null) {
            throw new IllegalStateException(script + " answered nothing");
        }
        return answer;
    }

    /** A script that Redis could not run as it is will not run when it is repeated. */
    private static boolean isOurFault(Throwable e) {
        return says(e, "Error running script") || says(e, "Error compiling script");
    }

    static boolean says(Throwable e, String word) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
