package io.septet.scheduler.media;

import io.septet.kit.problem.Problem;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;

/**
 * Makes of a member's file a picture that is safe to pass on: decoded completely, turned upright,
 * in sRGB, and written anew, so that nothing of the file but its pixels goes on. JPEG stays JPEG,
 * and a WebP that is like one becomes one; the others become PNG.
 */
final class Images {
    private static final float QUALITY = 0.9f;
    private static final int THUMBNAIL = 400;

    /** What the reader of JPEG says of a file that was cut off, and makes grey of the rest. */
    private static final String ENDED_EARLY = "Missing EOI";

    /** Decoding takes much memory; a burst of uploads waits instead of exhausting it. */
    private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

    static {
        // What is worked on fits into memory; temporary files would only be left behind.
        ImageIO.setUseCache(false);
    }

    private Images() {}

    /** A picture in its stored form. */
    record Encoded(String type, byte[] bytes, int width, int height) {}

    /**
     * Decodes a file and encodes it anew.
     *
     * @param mostPixels the largest picture that is decoded
     * @throws Problem 422 if it is not a picture that is taken here
     */
    static Encoded reencode(byte[] file, int mostPixels) {
        var format = ImageFormat.of(file);
        if (format.animated(file)) {
            throw unsupported("It is animated, and only still pictures can be sent so far");
        }
        return exclusively(() -> reencode(file, format, mostPixels));
    }

    /** A rendition of at most 400 pixels on its longer side. */
    static byte[] thumbnail(byte[] stored) {
        var format = ImageFormat.of(stored);
        return exclusively(
                        () -> {
                            var image = decode(stored, format, Integer.MAX_VALUE, true);
                            double scale =
                                    Math.min(
                                            1.0,
                                            (double) THUMBNAIL
                                                    / Math.max(
                                                            image.getWidth(), image.getHeight()));
                            int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
                            int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
                            return encode(resized(image, width, height), format, QUALITY);
                        })
                .bytes();
    }

    private static Encoded reencode(byte[] file, ImageFormat format, int mostPixels)
            throws IOException {
        var image = decode(file, format, mostPixels, false);
        int orientation = Exif.orientation(file, format);
        var written = format.written(file, image.getColorModel().hasAlpha());
        if (orientation != 1 || !plain(image)) {
            boolean turned = orientation >= 5;
            var upright =
                    canvas(
                            turned ? image.getHeight() : image.getWidth(),
                            turned ? image.getWidth() : image.getHeight(),
                            image.getColorModel().hasAlpha() && written != ImageFormat.JPEG);
            draw(image, upright, upright(orientation, image.getWidth(), image.getHeight()));
            image = upright;
        }
        return encode(image, written, QUALITY);
    }

    /** A picture at another size; each pixel of a smaller one speaks for all that it stands for. */
    static BufferedImage resized(BufferedImage image, int width, int height) {
        boolean alpha = image.getColorModel().hasAlpha();
        var from = image;
        while (from.getWidth() / 2 >= width && from.getHeight() / 2 >= height) {
            from = drawn(from, from.getWidth() / 2, from.getHeight() / 2, alpha);
        }
        return drawn(from, width, height, alpha);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, boolean alpha) {
        var onto = canvas(width, height, alpha);
        draw(
                image,
                onto,
                AffineTransform.getScaleInstance(
                        (double) width / image.getWidth(), (double) height / image.getHeight()));
        return onto;
    }

    static BufferedImage decode(byte[] file, ImageFormat format, int mostPixels, boolean coarse)
            throws IOException {
        ImageReader reader = format.reader();
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            // Metadata is not read at all: it is not needed, and may be a bomb of its own.
            reader.setInput(input, false, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > mostPixels) {
                throw Problem.unprocessable(
                                "media-too-many-pixels",
                                "The picture has too many pixels",
                                reader.getWidth(0)
                                        + " x "
                                        + reader.getHeight(0)
                                        + " pixels are more than "
                                        + mostPixels)
                        .with("limit", mostPixels)
                        .with("length", pixels);
            }
            if (format == ImageFormat.GIF && reader.getNumImages(true) > 1) {
                throw unsupported("It is animated, and only still pictures can be sent so far");
            }
            var how = reader.getDefaultReadParam();
            if (coarse) {
                skipPixels(how, Math.max(reader.getWidth(0), reader.getHeight(0)));
            }
            var ended = new AtomicBoolean();
            reader.addIIOReadWarningListener(
                    (from, warning) -> ended.compareAndSet(false, warning.contains(ENDED_EARLY)));
            var image = reader.read(0, how);
            if (ended.get()) {
                throw unsupported("It is not whole: its end is missing. Save or send it once more");
            }
            return image;
        } catch (IOException | RuntimeException e) {
            if (e instanceof Problem problem) {
                throw problem;
            }
            throw unsupported("It cannot be decoded as " + format + ": " + e.getMessage());
        } finally {
            reader.dispose();
        }
    }

    /** Reads every n-th pixel only, leaving at least twice as many as the thumbnail has. */
    private static void skipPixels(ImageReadParam how, int longer) {
        int step = Math.max(1, longer / (2 * THUMBNAIL));
        how.setSourceSubsampling(step, step, 0, 0);
    }

    /** {@code quality} counts for JPEG only. */
    static Encoded encode(BufferedImage image, ImageFormat format, float quality)
            throws IOException {
        boolean jpeg = format == ImageFormat.JPEG;
        var writer = ImageIO.getImageWritersByFormatName(jpeg ? "jpeg" : "png").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            var how = writer.getDefaultWriteParam();
            if (jpeg) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(quality);
            }
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return new Encoded(
                jpeg ? "image/jpeg" : "image/png",
                bytes.toByteArray(),
                image.getWidth(),
                image.getHeight());
    }

    /** Whether its pixels can be written as they are: 8 bits per channel, sRGB or its grey. */
    private static boolean plain(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        return colors.getColorSpace().isCS_sRGB() && colors.getComponentSize(0) == 8;
    }

    private static BufferedImage canvas(int width, int height, boolean alpha) {
        return new BufferedImage(
                width,
                height,
                alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR);
    }

    private static void draw(BufferedImage image, BufferedImage onto, AffineTransform how) {
        Graphics2D pen = onto.createGraphics();
        try {
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(image, how, null);
        } finally {
            pen.dispose();
        }
    }

    /** What turns a picture upright, by the eight orientations of Exif. */
    private static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    /** Work on pixels. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Works on pixels while nobody else does. */
    static <T> T exclusively(Work<T> work) {
        ONE_AT_A_TIME.acquireUninterruptibly();
        try {
            return work.run();
        } catch (IOException e) {
            throw unsupported("It cannot be encoded: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            // One large array was refused; the rest of the program is well.
            throw Problem.unavailable(
                    "media-no-memory",
                    "There is no room to work on so large a picture",
                    "Try again in a moment, or send a smaller picture",
                    Duration.ofSeconds(10));
        } finally {
            ONE_AT_A_TIME.release();
        }
    }

    static Problem unsupported(String detail) {
        return Problem.unprocessable(
                "media-unsupported", "That is not a picture that can be sent", detail);
    }
}
