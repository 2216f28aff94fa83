package io.septet.scheduler.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as people mistake them, programs break them and attackers make them. */
final class BadFiles {
    /** In everything that must not go on. */
    static final String CANARY = "canary-48.8584N";

    private static final String SCRIPT = "<script>alert('" + CANARY + "')</script>";

    private BadFiles() {}

    /**
     * @param answer the problem's type; {@code cleaned} = taken, and nothing but pixels goes on
     */
    record File(String what, String answer, String name, String type, byte[] bytes) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static File refused(String what, byte[] bytes) {
        return new File(what, "media-unsupported", "a.png", "image/png", bytes);
    }

    private static File tooMany(String what, byte[] bytes) {
        return new File(what, "media-too-many-pixels", "a.png", "image/png", bytes);
    }

    private static File cleaned(String what, byte[] bytes) {
        return new File(what, "cleaned", "a.png", "image/png", bytes);
    }

    private static File named(String what, String name, String type) {
        return new File(what, "cleaned", name, type, png());
    }

    static Stream<File> all() {
        return Stream.of(otherKinds(), films(), broken(), bombs(), moving(), passengers(), names())
                .flatMap(files -> files);
    }

    private static Stream<File> otherKinds() {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>" + SCRIPT + "</svg>";
        var entity =
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg><text>&x;</text></svg>";
        return Stream.of(
                refused("nothing", new byte[0]),
                refused("one byte", hex("ff")),
                refused("spaces", " ".repeat(1000).getBytes(UTF_8)),
                refused("SVG with script", svg.getBytes(UTF_8)),
                refused("SVG behind a mark of order", ("\ufeff" + svg).getBytes(UTF_8)),
                refused("SVG in UTF-16", svg.getBytes(UTF_16)),
                refused("SVG that reads a file", entity.getBytes(UTF_8)),
                refused("SVG, packed", gzip(svg.getBytes(UTF_8))),
                refused("page", ("<!doctype html>" + SCRIPT).getBytes(UTF_8)),
                refused("PDF", ("%PDF-1.7\n" + SCRIPT).getBytes(UTF_8)),
                refused("PostScript", "%!PS-Adobe-3.0 EPSF-3.0\n(x) run".getBytes(UTF_8)),
                refused("ZIP", zip("a.png", png())),
                refused("ZIP that climbs", zip("../../../etc/cron.d/x", png())),
                refused("program for Linux", hex("7f454c46020101000000000000000000")),
                refused("program for Windows", "MZ\u0090\0\3\0\0\0PE\0\0".getBytes(ISO_8859_1)),
                refused("class", hex("cafebabe0000004100")),
                refused("shell script", "#!/bin/sh\nrm -rf /".getBytes(UTF_8)),
                refused("serialised object", hex("aced0005737200116a6176612e7574696c2e")),
                refused("BMP", Pictures.halves("bmp", 8, 8)),
                refused("TIFF", Pictures.halves("tiff", 8, 8)),
                refused("icon", hex("000001000100101000000100200068040000")),
                refused("Photoshop", "8BPS\0\1\0\0\0\0\0\0\0\3".getBytes(ISO_8859_1)),
                refused("JPEG 2000", hex("0000000c6a5020200d0a870a00000014667479706a703220")),
                refused("JPEG XL", hex("0000000c4a584c200d0a870a")),
                refused(
                        "ImageMagick's words",
                        "push graphic-context\nfill 'url(https://x/)'".getBytes(UTF_8)));
    }

    private static Stream<File> films() {
        return Stream.of(
                refused("HEIC", box("ftyp", "heic\0\0\0\0mif1heic")),
                refused("HEIC, a sequence", box("ftyp", "hevc\0\0\0\0msf1hevc")),
                refused("AVIF", box("ftyp", "avif\0\0\0\0mif1avif")),
                refused("AVIF, a sequence", box("ftyp", "avis\0\0\0\0msf1avis")),
                refused("MP4", join(box("ftyp", "isom\0\0\2\0isomavc1"), box("moov", "x"))),
                refused("MP4 whose box is as long as it likes", hex("00000000667479706d703432")),
                refused(
                        "MP4 whose box is 2^63 long",
                        hex("00000001667479707fffffffffffffff6d703432")),
                refused("MP4 in itself", box("moov", text(box("moov", text(box("moov", "x")))))),
                refused("QuickTime", box("ftyp", "qt  \0\0\0\0qt  ")),
                refused(
                        "Matroska",
                        hex("1a45dfa3a34286810142f7810142f2810442f381084282847765626d")),
                refused(
                        "AVI, which begins like WebP",
                        "RIFF\u0010\0\0\0AVI LIST".getBytes(ISO_8859_1)),
                refused(
                        "sound, which begins like WebP",
                        "RIFF\u0010\0\0\0WAVEfmt ".getBytes(ISO_8859_1)));
    }

    private static Stream<File> broken() {
        var photo = Pictures.noise("jpeg", 400, 300);
        var picture = Pictures.noise("png", 400, 300);
        var moving = Pictures.noise("gif", 200, 200);
        var webp = Pictures.webp("photo");
        return Stream.of(
                refused("PNG, its first bytes", Arrays.copyOf(picture, 8)),
                refused("PNG, a tenth of it", Arrays.copyOf(picture, picture.length / 10)),
                refused("PNG, half of it", Arrays.copyOf(picture, picture.length / 2)),
                refused("JPEG, its first bytes", Arrays.copyOf(photo, 3)),
                refused("JPEG, a tenth of it", Arrays.copyOf(photo, photo.length / 10)),
                refused("JPEG, half of it", Arrays.copyOf(photo, photo.length / 2)),
                refused("GIF, its first bytes", Arrays.copyOf(moving, 6)),
                refused("GIF, half of it", Arrays.copyOf(moving, moving.length / 2)),
                refused("WebP, its first bytes", Arrays.copyOf(webp, 12)),
                refused("WebP, a third of it", Arrays.copyOf(webp, webp.length / 3)),
                refused("JPEG that ends at once", hex("ffd8ffd9")),
                refused("JPEG of noughts", join(hex("ffd8ffe0"), new byte[2000])),
                refused("PNG without pixels", Pictures.bomb(0, 0)),
                refused("PNG of 3 bits", header(0, 3)),
                refused("PNG of an unknown colour", header(1, 9)),
                refused("PNG packed in an unknown way", header(2, 7)),
                refused(
                        "PNG whose pixels are no zlib",
                        chunks("IDAT", "no zlib at all".getBytes(UTF_8))),
                refused(
                        "PNG whose first chunk is not its header",
                        join(head(png(), 8), chunk("tEXt", new byte[9]))),
                refused("GIF that is a script", ("GIF89a=1;" + SCRIPT).getBytes(UTF_8)),
                refused("GIF without a picture", hex("474946383961010001000000003b")),
                refused("WebP without a picture", "RIFF\u0004\0\0\0WEBP".getBytes(ISO_8859_1)),
                refused(
                        "WebP, longer than it is",
                        "RIFF\u00ff\u00ff\u00ff\u007fWEBPVP8 \u00ff\u00ff\u00ff\u007f"
                                .getBytes(ISO_8859_1)));
    }

    private static Stream<File> bombs() {
        var zeros = new byte[30_000_000];
        return Stream.of(
                tooMany("PNG of 60,000 x 60,000", Pictures.bomb(60_000, 60_000)),
                tooMany("PNG of 2^31 x 2^31", Pictures.bomb(Integer.MAX_VALUE, Integer.MAX_VALUE)),
                tooMany("PNG, wide", Pictures.bomb(100_000_000, 1)),
                tooMany("PNG, high", Pictures.bomb(1, 100_000_000)),
                tooMany("JPEG of 65,500 x 65,500", sized(65_500)),
                tooMany("GIF of 65,500 x 65,500", hugeGif()),
                tooMany("WebP of 16,384 x 16,384", hugeWebp()),
                refused(
                        "PNG that says it is larger than it has pixels for",
                        Pictures.bomb(3000, 3000)),
                cleaned(
                        "PNG with text of 30 MB, packed",
                        behindHeader("zTXt", join("k\0\0".getBytes(ISO_8859_1), deflated(zeros)))),
                cleaned(
                        "PNG with a colour profile of 30 MB, packed",
                        behindHeader("iCCP", join("k\0\0".getBytes(ISO_8859_1), deflated(zeros)))));
    }

    private static Stream<File> moving() {
        return Stream.of(
                refused("GIF that moves", Pictures.animatedGif()),
                refused("PNG that moves", Pictures.animatedPng()),
                refused(
                        "WebP that moves",
                        Pictures.with(Pictures.webp("photo"), "ANIM", new byte[6])));
    }

    /** What travels with a picture. */
    private static Stream<File> passengers() {
        var jpeg = Pictures.halves("jpeg", 60, 40);
        var script = SCRIPT.getBytes(ISO_8859_1);
        var xmp =
                ("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + CANARY + "</x:xmpmeta>")
                        .getBytes(ISO_8859_1);
        return Stream.of(
                cleaned("JPEG with a place (Exif)", Pictures.photo(jpeg, 6, CANARY)),
                cleaned(
                        "JPEG with an orientation that there is not",
                        Pictures.photo(jpeg, 77, CANARY)),
                cleaned("JPEG with a place (XMP)", segment(jpeg, 0xe1, xmp)),
                cleaned(
                        "JPEG with words of a press agency (IPTC)",
                        segment(jpeg, 0xed, ("Photoshop 3.0\0" + CANARY).getBytes(ISO_8859_1))),
                cleaned("JPEG with a script as comment", segment(jpeg, 0xfe, script)),
                cleaned(
                        "JPEG whose metadata points behind its end",
                        segment(
                                jpeg,
                                0xe1,
                                join("Exif\0\0MM\0*".getBytes(ISO_8859_1), hex("7fffffff")))),
                cleaned(
                        "JPEG whose metadata points at itself",
                        segment(
                                jpeg,
                                0xe1,
                                join(
                                        "Exif\0\0MM\0*".getBytes(ISO_8859_1),
                                        hex("000000080001011200030000000100010000" + "00000008")))),
                cleaned("JPEG with a page behind it", join(jpeg, script)),
                cleaned("JPEG that is a ZIP, too", join(jpeg, zip("index.html", script))),
                cleaned(
                        "PNG with text",
                        behindHeader("tEXt", join("Comment\0".getBytes(ISO_8859_1), script))),
                cleaned(
                        "PNG with a place (eXIf)",
                        behindHeader(
                                "eXIf",
                                join(Pictures.orientation(1), CANARY.getBytes(ISO_8859_1)))),
                cleaned(
                        "PNG with XMP",
                        behindHeader(
                                "iTXt",
                                join(
                                        "XML:com.adobe.xmp\0\0\0\0\0".getBytes(ISO_8859_1),
                                        CANARY.getBytes(ISO_8859_1)))),
                cleaned("PNG with a chunk nobody knows", behindHeader("evIl", script)),
                cleaned(
                        "PNG that is an archive of Java, too",
                        join(png(), zip("META-INF/MANIFEST.MF", script))),
                cleaned(
                        "GIF with a script behind it",
                        join(Pictures.halves("gif", 20, 20), script)),
                cleaned(
                        "WebP with a place (Exif)",
                        Pictures.with(
                                Pictures.webp("photo"),
                                "EXIF",
                                join(Pictures.orientation(1), CANARY.getBytes(ISO_8859_1)))),
                cleaned(
                        "WebP with XMP",
                        Pictures.with(
                                Pictures.webp("lossless"), "XMP ", CANARY.getBytes(ISO_8859_1))));
    }

    private static Stream<File> names() {
        return Stream.of(
                named("climbing name", "../../../../etc/passwd", "image/png"),
                named(
                        "name with a drive",
                        "C:\\\\Windows\\\\system32\\\\" + CANARY + ".exe",
                        "image/png"),
                named("name that turns around", CANARY + "\u202egnp.exe", "image/png"),
                named("name with controls", CANARY + "\u0001\u0007\u001b[2J.png", "image/png"),
                named("name of a script", "<img src=x onerror=" + CANARY + ">.png", "image/png"),
                named("name of 300 letters", "n".repeat(300) + ".png", "image/png"),
                named("no name", "", "image/png"),
                named("said to be a page", "a.html", "text/html"),
                named("said to be a drawing", "a.svg", "image/svg+xml"),
                named("said to be a program", "a.exe", "application/x-msdownload"),
                named("said to be a JPEG", "a.jpg", "image/jpeg"));
    }

    private static byte[] png() {
        return Pictures.halves("png", 40, 30);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static byte[] join(byte[] one, byte[] other) {
        return Pictures.join(one, other);
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] box(String type, String content) {
        var bytes = content.getBytes(ISO_8859_1);
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(8 + bytes.length)
                .put(type.getBytes(ISO_8859_1))
                .put(bytes)
                .array();
    }

    private static byte[] chunk(String type, byte[] data) {
        var checksum = new CRC32();
        checksum.update(type.getBytes(ISO_8859_1));
        checksum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(ISO_8859_1))
                .put(data)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static byte[] behindHeader(String type, byte[] data) {
        var png = png();
        return join(
                join(head(png, 33), chunk(type, data)), Arrays.copyOfRange(png, 33, png.length));
    }

    /** A PNG of this header with other pixels. */
    private static byte[] chunks(String type, byte[] data) {
        return join(join(head(png(), 33), chunk(type, data)), chunk("IEND", new byte[0]));
    }

    /** A PNG in whose header one of depth, colour, packing is another. */
    private static byte[] header(int which, int value) {
        var png = png();
        png[24 + which] = (byte) value;
        var checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        return png;
    }

    private static byte[] segment(byte[] jpeg, int marker, byte[] data) {
        var segment =
                ByteBuffer.allocate(4 + data.length)
                        .put((byte) 0xff)
                        .put((byte) marker)
                        .putShort((short) (2 + data.length))
                        .put(data);
        return join(join(head(jpeg, 2), segment.array()), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A JPEG that says to be this large. */
    private static byte[] sized(int side) {
        var jpeg = Pictures.halves("jpeg", 16, 16);
        for (int i = 0; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) side).putShort(i + 7, (short) side);
            }
        }
        return jpeg;
    }

    private static byte[] hugeGif() {
        var gif = Pictures.halves("gif", 16, 16);
        for (int i = 6; i < gif.length - 9; i++) {
            if (gif[i] == 0x2c && gif[i + 5] == 16 && gif[i + 7] == 16) {
                gif[i + 5] = gif[i + 7] = (byte) 0xdc;
                gif[i + 6] = gif[i + 8] = (byte) 0xff;
                gif[6] = gif[8] = (byte) 0xdc;
                gif[7] = gif[9] = (byte) 0xff;
                return gif;
            }
        }
        throw new IllegalStateException("No picture in it");
    }

    /** Says in its outer header that its canvas is large. */
    private static byte[] hugeWebp() {
        var inner = Pictures.webp("photo");
        int first = text(inner).indexOf("VP8 ");
        var rest = Arrays.copyOfRange(inner, first, inner.length);
        var outer = hex("565038580a00000000000000ff3f00ff3f00");
        var all = join(join(head(inner, 12), outer), rest);
        ByteBuffer.wrap(all).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(4, all.length - 8);
        return all;
    }

    private static byte[] deflated(byte[] bytes) {
        var deflater = new Deflater(1);
        deflater.setInput(bytes);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        var some = new byte[65_536];
        while (!deflater.finished()) {
            out.write(some, 0, deflater.deflate(some));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
