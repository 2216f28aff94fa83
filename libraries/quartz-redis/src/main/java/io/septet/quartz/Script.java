package io.septet.quartz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** The scripts, each with what they share put before it. */
enum Script {
    ACQUIRE("take.lua"),
    BEAT,
    CALENDAR,
    CLEAR,
    COMPLETE,
    FIRE("take.lua"),
    MISFIRE,
    PAUSE,
    READ,
    RELEASE,
    REMOVE,
    STORE;

    final byte[] source;
    final String sha;

    Script(String... shared) {
        var text = new StringBuilder(read("common.lua"));
        for (var file : shared) {
            text.append(read(file));
        }
        text.append(read(name().toLowerCase(Locale.ROOT) + ".lua"));
        source = text.toString().getBytes(StandardCharsets.UTF_8);
        try {
            sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String file) {
        try (var in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
