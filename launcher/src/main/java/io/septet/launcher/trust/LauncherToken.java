package io.septet.launcher.trust;

import io.septet.launcher.files.PrivateFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs internal tokens (JWT, ES256, 60 seconds) in the launcher's name, in the form that {@code
 * io.septet.kit.trust.InternalTokens} verifies. The P-256 key is made at first use and kept in
 * {@code keys/launcher.jwk}; its public half in {@code keys/public/launcher.jwk} is what services
 * read. Written with the JDK alone, so that the launcher starts without a framework.
 */
public final class LauncherToken {
    private static final String ISSUER = "launcher";
    private static final long LIFE_SECONDS = 60;
    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ECPrivateKey key;
    private final String keyId;
    private final Clock clock;

    private LauncherToken(ECPrivateKey key, String keyId, Clock clock) {
        this.key = key;
        this.keyId = keyId;
        this.clock = clock;
    }

    /**
     * Reads the launcher's key, or makes one.
     *
     * @param keys the installation's key folder
     * @throws IOException if the key can be neither read nor kept
     */
    public static LauncherToken in(Path keys, Clock clock) throws IOException {
        var own = keys.resolve(ISSUER + ".jwk");
        var open = keys.resolve("public").resolve(ISSUER + ".jwk");
        try {
            if (!Files.exists(own)) {
                PrivateFiles.write(own, JSON.writeValueAsString(newKey()));
            }
            Map<String, String> jwk =
                    JSON.readValue(Files.readString(own), new TypeReference<>() {});
            var shown = new LinkedHashMap<>(jwk);
            shown.remove("d");
            Files.createDirectories(open.getParent());
            PrivateFiles.replace(open, JSON.writeValueAsString(shown));
            return new LauncherToken(privateKey(jwk), String.valueOf(jwk.get("kid")), clock);
        } catch (GeneralSecurityException e) {
            throw new IOException(own + " holds no usable key; remove it to get a new one", e);
        }
    }

    /**
     * A token with which the launcher calls a service on its own account.
     *
     * @param audience the service's name, such as {@code accounts}
     */
    public String forService(String audience) {
        long now = clock.instant().getEpochSecond();
        var header = Map.of("alg", "ES256", "typ", "JWT", "kid", keyId);
        var claims =
                Map.of(
                        "iss", ISSUER,
                        "sub", ISSUER,
                        "aud", audience,
                        "role", "SERVICE",
                        "iat", now,
                        "exp", now + LIFE_SECONDS);
        var content = encode(header) + "." + encode(claims);
        try {
            // JWS wants r and s side by side, not the DER sequence of plain SHA256withECDSA.
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot sign with ES256", e);
        }
    }

    private static String encode(Map<String, ?> part) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(part));
    }

    private static Map<String, String> newKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var point = ((ECPublicKey) pair.getPublic()).getW();
        var jwk = new LinkedHashMap<String, String>();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("x", coordinate(point.getAffineX()));
        jwk.put("y", coordinate(point.getAffineY()));
        jwk.put("use", "sig");
        jwk.put("kid", thumbprint(jwk));
        jwk.put("d", coordinate(((ECPrivateKey) pair.getPrivate()).getS()));
        return jwk;
    }

    /** RFC 7638: the digest of the required members in alphabetical order. */
    private static String thumbprint(Map<String, String> jwk) throws GeneralSecurityException {
        var text =
                "{\"crv\":\"%s\",\"kty\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                        .formatted(jwk.get("crv"), jwk.get("kty"), jwk.get("x"), jwk.get("y"));
        return BASE64.encodeToString(
                MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static ECPrivateKey privateKey(Map<String, String> jwk)
            throws GeneralSecurityException {
        var d = jwk.get("d");
        if (d == null) {
            throw new GeneralSecurityException("The private part is missing");
        }
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var number = new BigInteger(1, Base64.getUrlDecoder().decode(d));
        var spec = new ECPrivateKeySpec(number, curve.getParameterSpec(ECParameterSpec.class));
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
    }

    /** As JWK wants it: 32 bytes, leading zeros kept, the sign byte of Java's form dropped. */
    private static String coordinate(BigInteger number) {
        var raw = number.toByteArray();
        var fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(raw.length, COORDINATE_BYTES);
        System.arraycopy(raw, raw.length - length, fixed, COORDINATE_BYTES - length, length);
        return BASE64.encodeToString(fixed);
    }
}
