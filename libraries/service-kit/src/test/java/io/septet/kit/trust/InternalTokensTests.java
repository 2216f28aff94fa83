package io.septet.kit.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.testing.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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
