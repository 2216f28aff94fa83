package io.septet.launcher.redis;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a Redis server, or of Valkey, which counts on from Redis 7.2.
 *
 * @param major such as 7
 * @param minor such as 0
 * @param text as the program says it, such as {@code 7.0.15}
 */
record RedisVersion(int major, int minor, String text) implements Comparable<RedisVersion> {
    private static final Pattern SAID = Pattern.compile("\\bv=((\\d{1,4})\\.(\\d{1,4})[0-9.]*)");

    /** The oldest that has every command the services use. */
    static final RedisVersion OLDEST = new RedisVersion(6, 2, "6.2");

    /** From here on the append-only file is a folder, which earlier versions do not see. */
    static final RedisVersion APPEND_FOLDER = new RedisVersion(7, 0, "7.0");

    /** Reads what {@code redis-server --version} prints; empty if it is something else. */
    static Optional<RedisVersion> parse(String printed) {
        var match = SAID.matcher(printed);
        if (!printed.toLowerCase(Locale.ROOT).contains("server") || !match.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new RedisVersion(
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3)),
                        match.group(1)));
    }

    @Override
    public int compareTo(RedisVersion other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    boolean atLeast(RedisVersion other) {
        return compareTo(other) >= 0;
    }
}
