package io.septet.scheduler.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The one thing that is read of a picture's metadata: how it has to be turned. */
final class Exif {
    private static final byte[] HEADER = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final int ORIENTATION = 0x0112;

    private Exif() {}

    /** 1 (upright) to 8, as Exif counts; 1 if it is not told or cannot be read. */
    static int orientation(byte[] file, ImageFormat format) {
        try {
            return switch (format) {
                case JPEG -> ofJpeg(file);
                case WEBP -> Riff.find(file, "EXIF").map(Exif::ofWebp).orElse(1);
                case PNG, GIF -> 1;
            };
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
            return 1;
        }
    }

    /** Some programs write the header of JPEG here too. */
    private static int ofWebp(ByteBuffer chunk) {
        var start = new byte[HEADER.length];
        chunk.get(0, start);
        return inTiff(Arrays.equals(start, HEADER) ? chunk.position(HEADER.length).slice() : chunk);
    }

    private static int ofJpeg(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
            int marker = jpeg[at + 1] & 0xff;
            int length = ByteBuffer.wrap(jpeg, at + 2, 2).getShort() & 0xffff;
            if (marker == START_OF_SCAN || length < 2) {
                return 1;
            }
            int from = at + 4;
            int to = Math.min(jpeg.length, at + 2 + length);
            if (marker == APP1
                    && to - from > HEADER.length
                    && Arrays.equals(jpeg, from, from + HEADER.length, HEADER, 0, HEADER.length)) {
                return inTiff(
                        ByteBuffer.wrap(jpeg, from + HEADER.length, to - from - HEADER.length)
                                .slice());
            }
            at += 2 + length;
        }
        return 1;
    }

    private static int inTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
                int value = tiff.getShort(entry + 8) & 0xffff;
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }
}
