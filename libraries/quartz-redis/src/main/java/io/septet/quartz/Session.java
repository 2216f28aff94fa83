package io.septet.quartz;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.quartz.JobPersistenceException;

/**
 * Makes calls that are not harmless by themselves happen once: each has a number, under which Redis
 * keeps its answer until a later call says that it was read.
 */
final class Session {
    private final RedisCalls redis;
    private final String client = randomId();
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

    Session(RedisCalls redis) {
        this.redis = redis;
    }

    /** Who sends, so that it can tell its own wake-ups from others'. */
    String client() {
        return client;
    }

    List<?> once(Script script, List<String> arguments) throws JobPersistenceException {
        var number = Long.toString(numbers.incrementAndGet());
        var confirmed = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            var earlier = read.poll();
            if (earlier == null) {
                break;
            }
            confirmed.append(earlier).append(',');
        }
        var all = new ArrayList<String>(arguments.size() + 3);
        all.add(client);
        all.add(number);
        all.add(confirmed.toString());
        all.addAll(arguments);
        var answer = redis.list(script, all);
        read.add(number);
        return answer;
    }

    static String randomId() {
        var bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
