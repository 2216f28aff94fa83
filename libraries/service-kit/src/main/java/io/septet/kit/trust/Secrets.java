package io.septet.kit.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What opens something for whoever holds it, drawn by us and kept as a digest alone: SHA-256, as
 * 256 random bits need no slow hash.
 */
public final class Secrets {
    /** How long a secret is. */
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new one. */
    public static byte[] draw() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A new one, as it may stand in an address or a header. */
    public static String drawText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(draw());
    }

    /** By what it is known again, in hex. */
    public static String digest(byte[] secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By what it is known again, in hex. */
    public static String digest(String secret) {
        return digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
