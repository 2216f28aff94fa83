package io.septet.launcher.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.trust.Caller;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import io.septet.kit.trust.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTokenTests {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    @TempDir Path keys;

    @Test
    void servicesKnowTheLauncherByItsToken() throws IOException {
        var token = LauncherToken.in(keys, at(NOW)).forService("accounts");

        assertThat(accounts(NOW).verify(token, "accounts"))
                .contains(new Caller("launcher", "", Role.SERVICE));
    }

    @Test
    void otherServicesAndLaterTimesRefuseIt() throws IOException {
        var token = LauncherToken.in(keys, at(NOW)).forService("accounts");

        assertThat(accounts(NOW).verify(token, "scheduler")).isEmpty();
        assertThat(accounts(NOW.plus(Duration.ofMinutes(2))).verify(token, "accounts")).isEmpty();
    }

    @Test
    void theKeyIsKeptAndOnlyItsPublicHalfIsShown() throws IOException {
        var first = LauncherToken.in(keys, at(NOW));
        var again = LauncherToken.in(keys, at(NOW));

        assertThat(accounts(NOW).verify(first.forService("accounts"), "accounts")).isPresent();
        assertThat(accounts(NOW).verify(again.forService("accounts"), "accounts")).isPresent();
        assertThat(Files.readString(keys.resolve("public/launcher.jwk"))).doesNotContain("\"d\"");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(keys.resolve("launcher.jwk"))))
                .isEqualTo("rw-------");
    }

    private InternalTokens accounts(Instant now) {
        return new InternalTokens(new KeyRing(keys, "accounts"), at(now));
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
