package io.septet.scheduler.media;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** What a file is by its content; its name and the sender's word for it do not count. */
enum ImageFormat {
    JPEG("ffd8ff"),
    PNG("89504e470d0a1a0a"),
    GIF("47494638"),
    WEBP("52494646");

    private final byte[] magic;

    ImageFormat(String magic) {
        this.magic = HexFormat.of().parseHex(magic);
    }

    /**
     * The format of a file.
     *
     * @throws io.septet.kit.problem.Problem 422 if it is none of these
     */
    static ImageFormat of(byte[] file) {
        for (var format : values()) {
            if (startsWith(file, 0, format.magic)
                    && (format != WEBP || startsWith(file, 8, ascii("WEBP")))) {
                return format;
            }
        }
        throw Images.unsupported(
                "Its content is neither JPEG nor PNG, GIF or WebP, whatever its name says");
    }

    /** Decodes it. WebP has a reader of its own, which is not searched for on the class path. */
    ImageReader reader() throws IOException {
        return this == WEBP
                ? new WebPImageReaderSpi().createReaderInstance()
                : ImageIO.getImageReadersByFormatName(name()).next();
    }

    /** In which format it is kept: as small as it came, and without losing what it has. */
    ImageFormat written(byte[] file, boolean alpha) {
        return switch (this) {
            case JPEG -> JPEG;
            case PNG, GIF -> PNG;
            case WEBP -> alpha || Riff.find(file, "VP8L").isPresent() ? PNG : JPEG;
        };
    }

    /**
     * Whether a PNG or WebP says that it moves; only its first picture would be decoded, silently.
     */
    boolean animated(byte[] file) {
        return switch (this) {
            case PNG -> animatedPng(file);
            case WEBP -> Riff.find(file, "ANIM").isPresent();
            case JPEG, GIF -> false;
        };
    }

    private static boolean animatedPng(byte[] file) {
        // Chunks: length (4), type (4), data, checksum (4); acTL comes before the first IDAT.
        long at = 8;
        while (at + 8 <= file.length) {
            int start = (int) at;
            if (startsWith(file, start + 4, ascii("acTL"))) {
                return true;
            }
            if (startsWith(file, start + 4, ascii("IDAT"))) {
                return false;
            }
            long length = java.nio.ByteBuffer.wrap(file, start, 4).getInt() & 0xffffffffL;
            at += 12 + length;
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] file, int at, byte[] with) {
        return file.length >= at + with.length
                && Arrays.equals(file, at, at + with.length, with, 0, with.length);
    }
}
