package io.septet.sandbox.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of an upload really are, whatever their sender called them.
 *
 * @param type the media type found in the bytes
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(String type, int width, int height) {
    private static final long MOST_PIXELS = 100_000_000;

    /** About how many pixels are kept while all of them are looked at. */
    private static final long KEPT_PIXELS = 1_000_000;

    /**
     * Decodes a picture completely; a WebP, which the JDK cannot decode, is checked by its
     * structure.
     *
     * @return null if the bytes are no whole picture of a known type
     */
    public static @Nullable Picture decode(byte[] bytes) {
        String type = sniff(bytes);
        if (type == null) {
            return null;
        }
        return type.equals("image/webp") ? webp(bytes) : decode(type, bytes);
    }

    private static @Nullable Picture decode(String type, byte[] bytes) {
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
            if (in == null || !readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                long pixels = (long) width * height;
                if (pixels > MOST_PIXELS) {
                    return null;
                }
                // The whole file is decoded, but only every nth pixel takes memory.
                int apart = (int) Math.max(1, Math.ceil(Math.sqrt((double) pixels / KEPT_PIXELS)));
                var sparse = reader.getDefaultReadParam();
                sparse.setSourceSubsampling(apart, apart, 0, 0);
                reader.read(0, sparse);
                return new Picture(type, width, height);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return null;
        }
    }

    private static @Nullable String sniff(byte[] bytes) {
        if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return "image/png";
        }
        if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        if (starts(bytes, 0, 'B', 'M')) {
            return "image/bmp";
        }
        if (starts(bytes, 0, 'I', 'I', 0x2A, 0) || starts(bytes, 0, 'M', 'M', 0, 0x2A)) {
            return "image/tiff";
        }
        return null;
    }

    private static @Nullable Picture webp(byte[] bytes) {
        if (bytes.length < 30 || little(bytes, 4, 4) + 8 > bytes.length) {
            return null;
        }
        return switch (new String(bytes, 12, 4, StandardCharsets.US_ASCII)) {
            case "VP8X" ->
                    new Picture("image/webp", little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1);
            case "VP8 " ->
                    starts(bytes, 23, 0x9D, 0x01, 0x2A)
                            ? new Picture(
                                    "image/webp",
                                    little(bytes, 26, 2) & 0x3FFF,
                                    little(bytes, 28, 2) & 0x3FFF)
                            : null;
            case "VP8L" -> {
                int size = little(bytes, 21, 4);
                yield bytes[20] == 0x2F
                        ? new Picture(
                                "image/webp", (size & 0x3FFF) + 1, ((size >> 14) & 0x3FFF) + 1)
                        : null;
            }
            default -> null;
        };
    }

    private static int little(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[from + i] & 0xFF) << (8 * i);
        }
        return value;
    }

    private static boolean starts(byte[] bytes, int from, int... wanted) {
        if (bytes.length < from + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[from + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
