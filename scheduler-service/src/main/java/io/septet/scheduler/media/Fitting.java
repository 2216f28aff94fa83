package io.septet.scheduler.media;

import io.septet.scheduler.media.Images.Encoded;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** Makes a picture of another format or size that still shows the whole of it. */
final class Fitting {
    private static final float[] QUALITIES = {0.9f, 0.8f, 0.7f};

    /** Below this no picture is worth sending; it is refused with its size instead. */
    private static final int SMALLEST = 64;

    private Fitting() {}

    /** Whether a size is of a shape that is taken. */
    interface Shape {
        boolean takes(int width, int height);
    }

    /**
     * @param type {@code image/jpeg} or {@code image/png}
     * @param scale what every length is multiplied with
     * @param bytes the largest file
     * @param otherwiseJpeg whether a PNG without transparency may become a JPEG to be small enough
     */
    record Wish(String type, double scale, long bytes, boolean otherwiseJpeg, Shape shape) {}

    /**
     * The picture as wished for. Lower quality comes before fewer pixels, and a picture that cannot
     * be made small enough is the smallest that was made.
     */
    static Encoded fit(byte[] stored, Wish wish) {
        var format = ImageFormat.of(stored);
        return Images.exclusively(
                () -> fit(Images.decode(stored, format, Integer.MAX_VALUE, false), wish));
    }

    private static Encoded fit(BufferedImage original, Wish wish) throws IOException {
        boolean jpeg = wish.type().equals("image/jpeg");
        boolean transparent = original.getColorModel().hasAlpha();
        double scale = wish.scale();
        while (true) {
            var image = scaled(original, scale, wish.shape());
            Encoded encoded = null;
            if (!jpeg) {
                encoded = Images.encode(image, ImageFormat.PNG, 0);
                if (encoded.bytes().length > wish.bytes() && wish.otherwiseJpeg() && !transparent) {
                    jpeg = true;
                }
            }
            if (jpeg) {
                var opaque = opaque(image);
                for (float quality : QUALITIES) {
                    encoded = Images.encode(opaque, ImageFormat.JPEG, quality);
                    if (encoded.bytes().length <= wish.bytes()) {
                        break;
                    }
                }
            }
            var made = java.util.Objects.requireNonNull(encoded);
            if (made.bytes().length <= wish.bytes()
                    || Math.max(made.width(), made.height()) <= SMALLEST) {
                return made;
            }
            // Bytes grow about as the number of pixels does.
            scale *= 0.95 * Math.sqrt((double) wish.bytes() / made.bytes().length);
        }
    }

    private static BufferedImage scaled(BufferedImage original, double scale, Shape shape) {
        if (scale == 1) {
            return original;
        }
        int width = Math.max(1, (int) Math.round(original.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(original.getHeight() * scale));
        if (scale < 1 && (long) width * height > scale * scale * size(original)) {
            // Rounded down, so that it stays below a limit of pixels.
            width = Math.max(1, (int) Math.floor(original.getWidth() * scale + 1e-9));
            height = Math.max(1, (int) Math.floor(original.getHeight() * scale + 1e-9));
        }
        if (!shape.takes(width, height)) {
            // Rounding made it a little too wide or too tall.
            height = shape.takes(width, height + 1) ? height + 1 : Math.max(1, height - 1);
        }
        return Images.resized(original, width, height);
    }

    private static double size(BufferedImage image) {
        return (double) image.getWidth() * image.getHeight();
    }

    /** What shows through is white, as on the page of a platform. */
    private static BufferedImage opaque(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return image;
        }
        var onto =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = onto.createGraphics();
        try {
            pen.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            pen.dispose();
        }
        return onto;
    }
}
