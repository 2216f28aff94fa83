package io.septet.quartz;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.JobPersistenceException;

/**
 * Makes calls that are not harmless by themselves happen once. Each has a number of its own and,
 * while it is under way, a slot to itself, in which Redis keeps its answer until the slot's next
 * call.
 */
final class Session {
    private final RedisCalls redis;
    private final String client = randomId();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong slots = new AtomicLong();
    private final ConcurrentLinkedQueue<String> free = new ConcurrentLinkedQueue<>();

    Session(RedisCalls redis) {
        this.redis = redis;
    }

    /** Who sends, so that it can tell its own wake-ups from others'. */
    String client() {
        return client;
    }

    List<?> once(Script script, List<String> arguments) throws JobPersistenceException {
        var waiting = free.poll();
        var slot = waiting != null ? waiting : Long.toString(slots.incrementAndGet());
        var all = new ArrayList<String>(arguments.size() + 3);
        all.add(client);
        all.add(slot);
        // Taken after the slot, so that the numbers of a slot grow.
        all.add(Long.toString(numbers.incrementAndGet()));
        all.addAll(arguments);
        try {
            return redis.list(script, all);
        } finally {
            // One that failed may still come to Redis: it is refused there after the slot's next
            // call.
            free.add(slot);
        }
    }

    static String randomId() {
        var bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
