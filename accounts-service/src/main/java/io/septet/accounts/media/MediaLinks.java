package io.septet.accounts.media;

import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import io.septet.accounts.vault.KeysetFile;
import io.septet.kit.SeptetProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Public addresses of pictures, for platforms that fetch them. Each names one file for a limited
 * time and is signed (HMAC-SHA256 through Tink), so that nobody can make one or change one; nothing
 * is stored.
 *
 * <pre>
 * ${septet.public-url}/m/{token}
 * token   = base64url(tag + payload)
 * payload = workspace (16 bytes) + sha256 (32) + end in epoch seconds (8) + media type (ASCII)
 * </pre>
 *
 * The key lies in {@code ${septet.data}/keys/media-links.json}; without it, addresses given before
 * lead nowhere and new ones are made with a new key.
 */
@Component
public class MediaLinks {
    /** What a link that leads to no file gives out, so that we recognise ourselves. */
    public static final String PROBE = "septet";

    private static final int TAG = 5 + 32;
    private static final String NOWHERE = "00000000-0000-0000-0000-000000000000";
    private static final String NOTHING = "0".repeat(64);

    private final Mac mac;
    private final MediaLinkProperties properties;
    private final Clock clock;

    /**
     * @param septet names the data folder
     */
    public MediaLinks(MediaLinkProperties properties, SeptetProperties septet, Clock clock) {
        var file = septet.data().resolve("keys/media-links.json");
        try {
            MacConfig.register();
            mac =
                    KeysetFile.readOrCreate(file, PredefinedMacParameters.HMAC_SHA256_256BITTAG)
                            .getPrimitive(RegistryConfiguration.get(), Mac.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The key of links cannot be read from " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of links in " + file + " cannot be used", e);
        }
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What a link leads to.
     *
     * @param sha256 of the bytes, hex
     * @param type such as {@code image/jpeg}
     */
    record Target(String workspace, String sha256, String type) {
        boolean probe() {
            return workspace.equals(NOWHERE);
        }
    }

    /**
     * The address at which a file can be fetched from now on, for as long as links live.
     *
     * @param sha256 of its bytes, hex
     * @param type as which it is served
     */
    public URI link(String workspace, String sha256, String type) {
        var id = UUID.fromString(workspace);
        var ascii = type.getBytes(StandardCharsets.US_ASCII);
        var payload =
                ByteBuffer.allocate(16 + 32 + 8 + ascii.length)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .put(HexFormat.of().parseHex(sha256))
                        .putLong(clock.instant().plus(properties.mediaLinkLife()).getEpochSecond())
                        .put(ascii)
                        .array();
        try {
            var tag = mac.computeMac(payload);
            var token = ByteBuffer.allocate(tag.length + payload.length).put(tag).put(payload);
            return URI.create(
                    properties.publicUrl()
                            + "/m/"
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(token.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A link cannot be signed", e);
        }
    }

    /** An address that gives out {@link #PROBE} to whoever can reach us. */
    public URI probe() {
        return link(NOWHERE, NOTHING, "text/plain");
    }

    /** What a token leads to; empty if we did not make it, or it is over. */
    Optional<Target> open(String token) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            var tag = new byte[TAG];
            bytes.get(tag);
            var payload = new byte[bytes.remaining()];
            bytes.get(payload);
            mac.verifyMac(tag, payload);
            return target(ByteBuffer.wrap(payload));
        } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private Optional<Target> target(ByteBuffer payload) {
        var workspace = new UUID(payload.getLong(), payload.getLong());
        var sha256 = new byte[32];
        payload.get(sha256);
        var end = Instant.ofEpochSecond(payload.getLong());
        var type = StandardCharsets.US_ASCII.decode(payload).toString();
        return clock.instant().isBefore(end)
                ? Optional.of(
                        new Target(workspace.toString(), HexFormat.of().formatHex(sha256), type))
                : Optional.empty();
    }
}
