package io.septet.sandbox.bluesky;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Content ids (CID version 1, SHA-256, base 32) of pictures and records. */
final class Cids {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RAW = 0x55;
    private static final int CBOR = 0x71;

    private Cids() {}

    /** Of a picture's bytes, exactly as the real server has it. */
    static String blob(byte[] bytes) {
        return of(RAW, bytes);
    }

    /** Of a record; ours is made of its JSON, so it only looks like the real one. */
    static String record(byte[] json) {
        return of(CBOR, json);
    }

    private static String of(int codec, byte[] bytes) {
        byte[] digest = sha256(bytes);
        byte[] whole = new byte[digest.length + 4];
        whole[0] = 1;
        whole[1] = (byte) codec;
        whole[2] = 0x12;
        whole[3] = 0x20;
        System.arraycopy(digest, 0, whole, 4, digest.length);
        var text = new StringBuilder("b");
        int buffer = 0;
        int bits = 0;
        for (byte next : whole) {
            buffer = (buffer << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(LETTERS.charAt((buffer >> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        return bits == 0
                ? text.toString()
                : text.append(LETTERS.charAt((buffer << (5 - bits)) & 31)).toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
