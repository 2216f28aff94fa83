package io.septet.quartz;

import java.util.List;
import org.quartz.JobPersistenceException;
import org.quartz.impl.matchers.StringMatcher;
import org.quartz.utils.Key;

/** Pausing and resuming, and getting triggers into and out of the state of error. */
final class Pauses {
    private final RedisCalls redis;
    private final Session session;

    Pauses(RedisCalls redis, Session session) {
        this.redis = redis;
        this.session = session;
    }

    void one(String operation, Key<?> key) throws JobPersistenceException {
        redis.list(Script.PAUSE, List.of(session.client(), operation, Keys.of(key)));
    }

    void all(String operation) throws JobPersistenceException {
        redis.list(Script.PAUSE, List.of(session.client(), operation));
    }

    /** The groups that were meant, with or without members. */
    List<String> groups(String operation, StringMatcher<?> matcher) throws JobPersistenceException {
        var value = matcher.getCompareToValue();
        return redis
                .list(
                        Script.PAUSE,
                        List.of(
                                session.client(),
                                operation,
                                matcher.getCompareWithOperator().name(),
                                value,
                                Keys.escape(value)))
                .stream()
                .map(Answers::text)
                .map(Keys::plain)
                .toList();
    }
}
