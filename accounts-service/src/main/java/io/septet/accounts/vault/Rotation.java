package io.septet.accounts.vault;

import io.septet.kit.redis.Changes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Exchanges the vault's key while everything works: a new key seals from now on, then everything
 * that was sealed with another is sealed anew, each by comparing and setting, so that a token
 * renewed meanwhile stays. An exchange that was broken off is finished by the next one. Old keys
 * open as long as something lies under them, and are forgotten when nothing has for an hour.
 */
@Component
class Rotation {
    private static final Logger log = LoggerFactory.getLogger(Rotation.class);
    private static final RedisScript<Long> RESEAL =
            Changes.script(Rotation.class, "reseal.lua", Long.class);
    private static final int TRIES = 10;
    private static final Duration QUIET = Duration.ofHours(1);

    private final Vault vault;
    private final StringRedisTemplate redis;
    private final List<Sealed> sealed;
    private final Clock clock;

    Rotation(Vault vault, StringRedisTemplate redis, List<Sealed> sealed, Clock clock) {
        this.vault = vault;
        this.redis = redis;
        this.sealed = sealed;
        this.clock = clock;
    }

    /**
     * What lies under which key.
     *
     * @param primary the key that seals now
     * @param keys how much lies under each key that is there
     * @param unreadable how much lies under keys that are lost
     */
    record Keys(int primary, Map<Integer, Integer> keys, int unreadable) {}

    /**
     * @param made whether there is a new key; false = an earlier exchange was finished
     * @param resealed how much was sealed anew
     * @param forgotten old keys that are gone now
     */
    record Outcome(boolean made, int resealed, Set<Integer> forgotten, Keys after) {}

    /** Makes a new key, or finishes what an earlier exchange has left. */
    Outcome run() {
        var before = look();
        boolean finish =
                before.keys().entrySet().stream()
                        .anyMatch(one -> one.getKey() != before.primary() && one.getValue() > 0);
        if (!finish) {
            vault.keys().renew();
        }
        int resealed = 0;
        for (int i = 0, more = 1; i < TRIES && more > 0; i++) {
            more = resealAll();
            resealed += more;
        }
        var after = look();
        log.info("The vault seals with key {}; {} sealed anew", after.primary(), resealed);
        return new Outcome(!finish, resealed, Set.of(), after);
    }

    /** Forgets keys under which nothing lies, if the keys have not changed for an hour. */
    Outcome forget() {
        var before = look();
        var unused = new TreeSet<Integer>();
        before.keys()
                .forEach((key, count) -> {
                    if (key != before.primary() && count == 0) {
                        unused.add(key);
                    }
                });
        boolean quiet = vault.keys().changed().toInstant().plus(QUIET).isBefore(clock.instant());
        if (!quiet) {
            unused.clear();
        }
        if (!unused.isEmpty()) {
            vault.keys().forget(unused);
        }
        return new Outcome(false, 0, unused, look());
    }

    Keys look() {
        int primary = vault.keys().primary();
        var keys = new TreeMap<Integer, Integer>();
        vault.keys().ids().forEach(id -> keys.put(id, 0));
        int[] unreadable = {0};
        each((where, key) -> {
            var text = redis.opsForValue().get(key);
            if (text != null) {
                Vault.keyOf(text)
                        .filter(keys::containsKey)
                        .ifPresentOrElse(
                                id -> keys.merge(id, 1, Integer::sum), () -> unreadable[0]++);
            }
        });
        return new Keys(primary, keys, unreadable[0]);
    }

    private int resealAll() {
        int primary = vault.keys().primary();
        int[] done = {0};
        each((where, key) ->
                where.boundTo()
                        .apply(key)
                        .filter(to -> reseal(key, to, primary))
                        .ifPresent(to -> done[0]++));
        return done[0];
    }

    private boolean reseal(String key, Sealed.To to, int primary) {
        for (int i = 0; i < TRIES; i++) {
            var text = redis.opsForValue().get(key);
            if (text == null || Vault.keyOf(text).filter(id -> id != primary).isEmpty()) {
                return false;
            }
            var secret = vault.open(to.workspace(), to.feed(), text);
            if (secret.isEmpty()) {
                return false;
            }
            var anew = vault.seal(to.workspace(), to.feed(), secret.get());
            if (Long.valueOf(1).equals(redis.execute(RESEAL, List.of(key), text, anew))) {
                return true;
            }
        }
        return false;
    }

    /** Goes through all of them once; a command of its operator's, so it may walk the keys. */
    private void each(BiConsumer<Sealed, String> what) {
        for (var where : sealed) {
            var pattern = ScanOptions.scanOptions().match("accounts:*" + where.part() + "*");
            try (var found = redis.scan(pattern.count(1_000).build())) {
                found.forEachRemaining(key -> what.accept(where, key));
            }
        }
    }
}
