package io.septet.accounts.platform.bluesky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Makes the ids of our records: TIDs, 53 bits of microseconds since 1970 and 10 bits more, written
 * in 13 letters that sort like the time. Within the post's millisecond the delivery decides, so
 * that two posts of the same second do not meet.
 */
final class RecordKeys {
    private static final String LETTERS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;

    private RecordKeys() {}

    /**
     * @param at when the post shall bear to have been written; only milliseconds count
     */
    static String of(String deliveryId, Instant at) {
        int mark = digest(deliveryId);
        long micros = at.toEpochMilli() * 1000 + Math.floorMod(mark, 1000);
        long bits = (micros << 10) | (mark >>> 22);
        var key = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            key.append(LETTERS.charAt((int) (bits >>> (5 * i)) & 31));
        }
        return key.toString();
    }

    private static int digest(String text) {
        try {
            return ByteBuffer.wrap(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
