package io.septet.gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of answers, each trusted for a short time. Requests that ask for the same thing at once
 * wait for one answer; a failed asking is not remembered.
 */
final class ShortLived<V> {
    private static final int TIDY_AT = 1000;

    private final Clock clock;
    private final long trustMillis;
    private final ConcurrentHashMap<String, Copy<V>> copies = new ConcurrentHashMap<>();

    /**
     * @param trust how long a copy is good, counted from the moment the question was sent
     */
    ShortLived(Clock clock, Duration trust) {
        this.clock = clock;
        this.trustMillis = trust.toMillis();
    }

    /** The copy if it is young enough, else a new answer. */
    Optional<V> get(String key, Supplier<Optional<V>> ask) {
        tidy();
        var copy = copies.computeIfAbsent(key, k -> new Copy<>());
        copy.lock.lock();
        try {
            var known = copy.value;
            long now = clock.millis();
            if (known != null && now - copy.asked < trustMillis) {
                return known;
            }
            var answer = ask.get();
            // As of the asking, not of the answer: it may have been on its way for long.
            copy.asked = now;
            copy.value = answer;
            return answer;
        } finally {
            copy.lock.unlock();
        }
    }

    /** Replaces the copy by an answer that came another way, just now. */
    void put(String key, V value) {
        var copy = copies.computeIfAbsent(key, k -> new Copy<>());
        copy.lock.lock();
        try {
            copy.asked = clock.millis();
            copy.value = Optional.of(value);
        } finally {
            copy.lock.unlock();
        }
    }

    private void tidy() {
        if (copies.size() >= TIDY_AT) {
            long now = clock.millis();
            copies.values().removeIf(copy -> now - copy.asked >= trustMillis);
        }
    }

    private static final class Copy<V> {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile long asked;
        private volatile @Nullable Optional<V> value;
    }
}
