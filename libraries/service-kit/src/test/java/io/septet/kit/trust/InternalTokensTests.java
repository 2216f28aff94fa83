package io.septet.kit.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.septet.kit.testing.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalTokensTests {
    private static final Caller EDITOR = new Caller("m", "w", Role.EDITOR);

    @TempDir Path keys;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T09:00:00Z"));

    @Test
    void gatewaySpeaksForAMemberAndAServiceForItself() {
        assertThat(of("accounts").verify(of("gateway").forMember(EDITOR, "accounts"), "accounts"))
                .contains(EDITOR);
        assertThat(of("accounts").verify(of("scheduler").forService("accounts"), "accounts"))
                .contains(new Caller("scheduler", "", Role.SERVICE));
    }

    @Test
    void aServiceCannotSpeakForAMember() {
        assertThat(of("accounts").verify(of("scheduler").forMember(EDITOR, "accounts"), "accounts"))
                .isEmpty();
    }

    @Test
    void aTokenIsGoodForItsAudienceAndItsMinuteOnly() {
        var token = of("gateway").forMember(EDITOR, "accounts");

        assertThat(of("scheduler").verify(token, "scheduler")).isEmpty();
        clock.advance(Duration.ofSeconds(91));
        assertThat(of("accounts").verify(token, "accounts")).isEmpty();
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused(@TempDir Path strangers) {
        var stranger = new InternalTokens(new KeyRing(strangers, "gateway"), clock);
        of("gateway");

        assertThat(of("accounts").verify(stranger.forMember(EDITOR, "accounts"), "accounts"))
                .isEmpty();
        assertThat(of("accounts").verify("no.token.atall", "accounts")).isEmpty();
    }

    @Test
    void aTokenIsTakenOnlyAsItsIssuerSignsAndUntilItEnds() throws Exception {
        of("gateway");
        var known = ECKey.parse(Files.readString(keys.resolve("public").resolve("gateway.jwk")));
        var own = ECKey.parse(Files.readString(keys.resolve("gateway.jwk")));
        var stranger = new ECKeyGenerator(Curve.P_256).generate();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer("gateway")
                        .audience("accounts")
                        .subject("m")
                        .claim("ws", "w")
                        .claim("role", "EDITOR");
        var endless = claims.build();
        var good = claims.expirationTime(Date.from(clock.instant().plusSeconds(60))).build();
        var ec = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(known.getKeyID()).build();
        var mac = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(known.getKeyID()).build();

        assertThat(verified(signed(ec, good, new ECDSASigner(own)))).contains(EDITOR);
        assertThat(verified(signed(ec, good, new ECDSASigner(stranger))))
                .as("by a stranger, under the name of the issuer's key")
                .isEmpty();
        assertThat(verified(signed(mac, good, new MACSigner(known.toJSONString()))))
                .as("with what is public of the key as a secret")
                .isEmpty();
        assertThat(verified(new PlainJWT(good).serialize())).as("by nobody").isEmpty();
        assertThat(verified(signed(ec, endless, new ECDSASigner(own)))).as("endless").isEmpty();
    }

    private Optional<Caller> verified(String token) {
        return of("accounts").verify(token, "accounts");
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    @Test
    void aServicesOwnTokenIsUsedAgainAndReplacedLongBeforeItEnds() {
        var scheduler = of("scheduler");
        var first = scheduler.forService("accounts");

        clock.advance(Duration.ofSeconds(29));
        assertThat(scheduler.forService("accounts")).isEqualTo(first);
        clock.advance(Duration.ofSeconds(2));
        assertThat(scheduler.forService("accounts")).isNotEqualTo(first);
    }

    @Test
    void aTokenThatIsKnownIsStillGoodForItsAudienceItsBytesAndItsTimeOnly() {
        var accounts = of("accounts");
        var token = of("scheduler").forService("accounts");
        var scheduler = new Caller("scheduler", "", Role.SERVICE);
        assertThat(accounts.verify(token, "accounts")).contains(scheduler);
        assertThat(accounts.verify(token, "accounts")).contains(scheduler);

        assertThat(accounts.verify(token, "analytics")).isEmpty();
        assertThat(accounts.verify(token.substring(0, token.length() - 8) + "AAAAAAAA", "accounts"))
                .isEmpty();
        clock.advance(Duration.ofSeconds(90));
        assertThat(accounts.verify(token, "accounts")).contains(scheduler);
        clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.verify(token, "accounts")).isEmpty();
    }

    @Test
    void theKeyStaysTheSameAndIsReadableByItsUserOnly() throws Exception {
        var token = of("gateway").forMember(EDITOR, "accounts");

        assertThat(
                        new InternalTokens(new KeyRing(keys, "gateway"), clock)
                                .verify(token, "accounts"))
                .contains(EDITOR);
        assertThat(Files.getPosixFilePermissions(keys.resolve("gateway.jwk")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private InternalTokens of(String service) {
        return new InternalTokens(new KeyRing(keys, service), clock);
    }
}
