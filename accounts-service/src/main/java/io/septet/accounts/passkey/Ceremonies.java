package io.septet.accounts.passkey;

import com.webauthn4j.util.exception.WebAuthnException;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Partitions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Making a passkey and signing in with one, as Spring Security checks it. Both ask the device to
 * make sure of the person (finger, face or PIN), and to keep the key so that no address has to be
 * typed.
 *
 * <pre>
 * SET accounts:{global}:passkey-begun:77e1       q83v...  PX 300000   (challenge, by member)
 * SET accounts:{global}:passkey-sign-in:q83v...  ""       PX 300000   (by challenge)
 * </pre>
 *
 * Each challenge is good once.
 */
@Component
public class Ceremonies {
    private static final Logger log = LoggerFactory.getLogger(Ceremonies.class);
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String SIGN_IN = "accounts:" + Partitions.GLOBAL + ":passkey-sign-in:";

    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    private final StringRedisTemplate redis;
    private final Members members;
    private final Passkeys passkeys;
    private final PublicKeyCredentialRpEntity us;
    private final Webauthn4JRelyingPartyOperations operations;

    Ceremonies(
            StringRedisTemplate redis,
            Members members,
            Passkeys passkeys,
            PasskeyOwners owners,
            MediaLinkProperties links) {
        this.redis = redis;
        this.members = members;
        this.passkeys = passkeys;
        var address = links.publicUrl();
        this.us =
                PublicKeyCredentialRpEntity.builder()
                        .id(Objects.requireNonNullElse(address.getHost(), "localhost"))
                        .name("Septet")
                        .build();
        this.operations =
                new Webauthn4JRelyingPartyOperations(
                        owners,
                        passkeys,
                        us,
                        Set.of(address.getScheme() + "://" + address.getAuthority()));
    }

    /** What a device is asked in order to make a passkey. */
    JsonNode begin(Member member) {
        var challenge = Bytes.random();
        redis.opsForValue().set(begunKey(member.id()), challenge.toBase64UrlString(), LIFE);
        return json.valueToTree(creation(member, challenge));
    }

    /**
     * Keeps the passkey that a device has made.
     *
     * @throws Problem 422 {@code passkey-refused}
     */
    Passkey finish(Member member, String name, JsonNode made) {
        var challenge = redis.opsForValue().getAndDelete(begunKey(member.id()));
        if (challenge == null) {
            throw refusedToKeep("It was not begun here, or took too long");
        }
        try {
            var credential =
                    json.treeToValue(
                            made,
                            new TypeReference<
                                    PublicKeyCredential<AuthenticatorAttestationResponse>>() {});
            var kept =
                    operations.registerCredential(
                            new ImmutableRelyingPartyRegistrationRequest(
                                    creation(member, Bytes.fromBase64(challenge)),
                                    new RelyingPartyPublicKey(credential, name)));
            var text = kept.getCredentialId().toBase64UrlString();
            return passkeys.of(member.id()).stream()
                    .filter(one -> one.credential().equals(text))
                    .findFirst()
                    .orElseThrow(() -> refusedToKeep("It was removed in the same moment"));
        } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
            log.info("A passkey was not kept: {}", e.getMessage());
            throw refusedToKeep("The device's answer does not fit what it was asked");
        }
    }

    /** What any device is asked that wants to sign somebody in. */
    public JsonNode begin() {
        var challenge = Bytes.random();
        redis.opsForValue().set(SIGN_IN + challenge.toBase64UrlString(), "", LIFE);
        return json.valueToTree(request(challenge));
    }

    /**
     * Whose passkey has answered.
     *
     * @throws Problem 401 {@code passkey-unknown}
     */
    public Member signIn(JsonNode answer) {
        try {
            var credential =
                    json.treeToValue(
                            answer,
                            new TypeReference<
                                    PublicKeyCredential<AuthenticatorAssertionResponse>>() {});
            var challenge = challenge(credential.getResponse().getClientDataJSON());
            if (redis.opsForValue().getAndDelete(SIGN_IN + challenge) == null) {
                throw new IllegalArgumentException("The challenge is not ours, used or too old");
            }
            var user =
                    operations.authenticate(
                            new RelyingPartyAuthenticationRequest(
                                    request(Bytes.fromBase64(challenge)), credential));
            var claimed = credential.getResponse().getUserHandle();
            if (!user.getId().equals(claimed)) {
                throw new IllegalArgumentException("The device names another member");
            }
            return members.find(Passkeys.member(user.getId()))
                    .orElseThrow(() -> new IllegalArgumentException("There is no such member"));
        } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
            log.info("A passkey let nobody in: {}", e.getMessage());
            throw Problem.unauthorized(
                    "passkey-unknown",
                    "This passkey lets nobody in",
                    "It was removed, or the answer was late or used; try again, or sign in with"
                            + " email and password");
        }
    }

    private String challenge(Bytes clientData) {
        return json.readTree(clientData.getBytes()).path("challenge").asString("");
    }

    private PublicKeyCredentialCreationOptions creation(Member member, Bytes challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(us)
                .user(PasskeyOwners.entity(member))
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.RS256)
                .timeout(LIFE)
                .excludeCredentials(
                        passkeys.findByUserId(Passkeys.user(member.id())).stream()
                                .map(one ->
                                        PublicKeyCredentialDescriptor.builder()
                                                .id(one.getCredentialId())
                                                .transports(one.getTransports())
                                                .build())
                                .toList())
                .authenticatorSelection(
                        AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                .attestation(AttestationConveyancePreference.NONE)
                .build();
    }

    private PublicKeyCredentialRequestOptions request(Bytes challenge) {
        return PublicKeyCredentialRequestOptions.builder()
                .challenge(challenge)
                .rpId(us.getId())
                .timeout(LIFE)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    private static Problem refusedToKeep(String detail) {
        return Problem.unprocessable(
                "passkey-refused", "The passkey cannot be kept", detail + "; begin anew");
    }

    private static String begunKey(String member) {
        return "accounts:" + Partitions.GLOBAL + ":passkey-begun:" + member;
    }
}
