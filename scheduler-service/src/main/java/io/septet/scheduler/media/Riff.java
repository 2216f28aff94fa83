package io.septet.scheduler.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The container of WebP: chunks of a name (4), a length (4, little end first) and data. */
final class Riff {
    private static final int HEADER = 12;

    private Riff() {}

    /** The data of the first chunk of a name; cut off where the file ends. */
    static Optional<ByteBuffer> find(byte[] file, String name) {
        long at = HEADER;
        while (at + 8 <= file.length) {
            int start = (int) at;
            long length =
                    ByteBuffer.wrap(file, start + 4, 4).order(ByteOrder.LITTLE_ENDIAN).getInt()
                            & 0xffffffffL;
            if (new String(file, start, 4, StandardCharsets.US_ASCII).equals(name)) {
                int has = (int) Math.min(length, file.length - start - 8L);
                return Optional.of(ByteBuffer.wrap(file, start + 8, has).slice());
            }
            // Chunks begin at even places.
            at += 8 + length + (length & 1);
        }
        return Optional.empty();
    }
}
