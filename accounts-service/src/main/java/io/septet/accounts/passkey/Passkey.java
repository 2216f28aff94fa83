package io.septet.accounts.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

/**
 * A passkey as it is kept; bytes as base64url.
 *
 * @param id by which its member names it
 * @param credential by which the device names it
 * @param attestation what the device said of it when it was made
 * @param count how often it was used, if the device counts
 * @param name that its member gave it
 * @param lastUsed null = never
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Passkey(
        String id,
        String credential,
        String publicKey,
        @Nullable String attestation,
        long count,
        boolean verifies,
        boolean backupEligible,
        boolean backedUp,
        List<String> transports,
        String name,
        Instant created,
        @Nullable Instant lastUsed) {

    /**
     * All of one member's.
     *
     * @param schema layout of the stored document
     * @param version rises with every change
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record All(int schema, long version, String member, List<Passkey> passkeys) {
        static final int SCHEMA = 1;
    }

    static Passkey of(String id, CredentialRecord record, @Nullable Instant lastUsed) {
        return new Passkey(
                id,
                record.getCredentialId().toBase64UrlString(),
                new Bytes(record.getPublicKey().getBytes()).toBase64UrlString(),
                text(record.getAttestationObject()),
                record.getSignatureCount(),
                record.isUvInitialized(),
                record.isBackupEligible(),
                record.isBackupState(),
                record.getTransports().stream().map(AuthenticatorTransport::getValue).toList(),
                record.getLabel(),
                record.getCreated(),
                lastUsed);
    }

    /** As Spring Security knows it. */
    CredentialRecord record(Bytes user) {
        var builder =
                ImmutableCredentialRecord.builder()
                        .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                        .credentialId(Bytes.fromBase64(credential))
                        .userEntityUserId(user)
                        .publicKey(
                                new ImmutablePublicKeyCose(Bytes.fromBase64(publicKey).getBytes()))
                        .signatureCount(count)
                        .uvInitialized(verifies)
                        .backupEligible(backupEligible)
                        .backupState(backedUp)
                        .transports(
                                Set.copyOf(
                                        transports.stream()
                                                .map(AuthenticatorTransport::valueOf)
                                                .toList()))
                        .label(name)
                        .created(created)
                        .lastUsed(lastUsed == null ? created : lastUsed);
        if (attestation != null) {
            builder.attestationObject(Bytes.fromBase64(attestation));
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return "Passkey[" + id + "]";
    }

    private static @Nullable String text(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.toBase64UrlString();
    }
}
