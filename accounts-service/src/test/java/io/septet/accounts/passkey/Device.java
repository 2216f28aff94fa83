package io.septet.accounts.passkey;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A device with one passkey (ES256, no attestation), which can be told to lie. */
final class Device {
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int NEW_KEY = 0x40;
    private static final int P256 = 32;

    final byte[] id = new byte[32];
    private final KeyPair keys;

    String origin = "http://localhost:8080";
    String party = "localhost";
    boolean verifies = true;
    int count;

    Device() {
        new SecureRandom().nextBytes(id);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a browser answers when a passkey was made. */
    String made(String challenge) {
        var data = new ByteArrayOutputStream();
        data.writeBytes(data(NEW_KEY));
        data.writeBytes(new byte[16]);
        data.writeBytes(new byte[] {0, (byte) id.length});
        data.writeBytes(id);
        data.writeBytes(cose());
        var attestation = new ByteArrayOutputStream();
        attestation.write(0xa3);
        text(attestation, "fmt");
        text(attestation, "none");
        text(attestation, "attStmt");
        attestation.write(0xa0);
        text(attestation, "authData");
        bytes(attestation, data.toByteArray());
        return """
        {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
         "authenticatorAttachment":"platform",
         "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal"]}}\
        """
                .formatted(
                        url(id),
                        url(client("webauthn.create", challenge)),
                        url(attestation.toByteArray()));
    }

    /** What a browser answers when somebody signs in. */
    String signed(String challenge, String user) {
        try {
            var data = data(0);
            var client = client("webauthn.get", challenge);
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(MessageDigest.getInstance("SHA-256").digest(client));
            return """
            {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
             "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s",
             "userHandle":"%5$s"}}\
            """
                    .formatted(
                            url(id),
                            url(client),
                            url(data),
                            url(signature.sign()),
                            url(user.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] data(int flags) {
        try {
            return ByteBuffer.allocate(37)
                    .put(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(party.getBytes(StandardCharsets.UTF_8)))
                    .put((byte) (PRESENT | (verifies ? VERIFIED : 0) | flags))
                    .putInt(count)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] client(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The public key: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
    private byte[] cose() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
        bytes(out, fixed(point.getAffineX().toByteArray()));
        out.write(0x22);
        bytes(out, fixed(point.getAffineY().toByteArray()));
        return out.toByteArray();
    }

    private static byte[] fixed(byte[] number) {
        var out = new byte[P256];
        var from = number.length > P256 ? Arrays.copyOfRange(number, 1, number.length) : number;
        System.arraycopy(from, 0, out, P256 - from.length, from.length);
        return out;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0x60 | text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        out.write(0x58);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
