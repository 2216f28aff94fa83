package io.septet.scheduler.media;

import io.septet.scheduler.Http;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;

/** Pictures for tests. */
public final class Pictures {
    private Pictures() {}

    /** A picture whose left half is red and whose right half is blue. */
    public static byte[] halves(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (x < width / 2 ? Color.RED : Color.BLUE).getRGB());
            }
        }
        return written(image, format);
    }

    /** A picture that cannot be compressed much. */
    public static byte[] noise(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return written(image, format);
    }

    /** A PNG of which the left half shows through and the right half is blue. */
    static byte[] halfTransparent(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
        for (int x = width / 2; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, Color.BLUE.getRGB());
            }
        }
        return written(image, "png");
    }

    /** A WebP of 60 x 40 pixels: {@code photo}, {@code alpha} or {@code lossless}. */
    static byte[] webp(String name) {
        try (var file =
                Objects.requireNonNull(Pictures.class.getResourceAsStream(name + ".webp"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same WebP with one more chunk at its end. */
    static byte[] with(byte[] webp, String chunk, byte[] data) {
        var longer =
                ByteBuffer.allocate(webp.length + 8 + data.length + data.length % 2)
                        .order(ByteOrder.LITTLE_ENDIAN);
        longer.put(webp)
                .put(chunk.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data);
        return longer.putInt(4, longer.capacity() - 8).array();
    }

    /** Metadata that says how a picture has to be turned. */
    static byte[] orientation(int orientation) {
        return ByteBuffer.allocate(8 + 2 + 12 + 4)
                .put("MM".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static byte[] written(BufferedImage image, String format) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings a picture of 40 x 30 pixels. */
    public static String upload(Http editor) {
        return editor.upload("/api/v1/media", "a.png", "image/png", halves("png", 40, 30))
                .body()
                .path("id")
                .asString();
    }

    static byte[] join(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** A JPEG with an orientation and a place in its metadata. */
    static byte[] photo(byte[] jpeg, int orientation, String place) {
        var words = place.getBytes(StandardCharsets.ISO_8859_1);
        var tiff = ByteBuffer.allocate(8 + 2 + 24 + 4 + words.length);
        tiff.put("MM".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x010e).putShort((short) 2).putInt(words.length).putInt(38);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putInt(0).put(words);
        var segment = ByteBuffer.allocate(4 + 6 + tiff.capacity());
        segment.putShort((short) 0xffe1).putShort((short) (2 + 6 + tiff.capacity()));
        segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff.array());
        return join(
                join(Arrays.copyOf(jpeg, 2), segment.array()),
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A PNG that says to be this large. */
    static byte[] bomb(int width, int height) {
        var png = halves("png", 4, 4);
        var header = ByteBuffer.wrap(png);
        header.putInt(16, width).putInt(20, height);
        header.putInt(29, checksum(png, 12, 17));
        return png;
    }

    static byte[] animatedPng() {
        var png = halves("png", 4, 4);
        var chunk =
                ByteBuffer.allocate(20)
                        .putInt(8)
                        .put("acTL".getBytes(StandardCharsets.ISO_8859_1))
                        .putInt(2)
                        .putInt(0);
        chunk.putInt(checksum(chunk.array(), 4, 12));
        int afterHeader = 33;
        return join(
                join(Arrays.copyOf(png, afterHeader), chunk.array()),
                Arrays.copyOfRange(png, afterHeader, png.length));
    }

    static byte[] animatedGif() {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < 2; i++) {
                writer.writeToSequence(
                        new IIOImage(
                                ImageIO.read(new ByteArrayInputStream(halves("png", 8, 8))),
                                null,
                                null),
                        null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
