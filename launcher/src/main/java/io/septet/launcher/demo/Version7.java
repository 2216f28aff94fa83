package io.septet.launcher.demo;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes the workspace's id, a UUID version 7 like all others in Septet. */
final class Version7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Version7() {}

    /** RFC 9562, section 5.7: milliseconds since 1970 in the first 48 bits, the rest at random. */
    static UUID next(Clock clock) {
        long high = clock.millis() << 16 | 0x7000L | RANDOM.nextInt(0x1000);
        long low = 0x8000000000000000L | RANDOM.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
