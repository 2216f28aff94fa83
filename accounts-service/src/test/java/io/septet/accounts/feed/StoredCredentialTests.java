package io.septet.accounts.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.accounts.platform.Credential;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StoredCredentialTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void comesBackWhole() {
        var now = Instant.parse("2026-03-01T09:00:00Z");
        var whole =
                new Credential(
                        "access",
                        "refresh",
                        now,
                        now.plusSeconds(7200),
                        now.plusSeconds(9999),
                        List.of("tweet.read"));

        assertThat(StoredCredential.read(StoredCredential.write(whole, JSON), JSON))
                .isEqualTo(whole);
        var bare = Credential.of("access");
        assertThat(StoredCredential.read(StoredCredential.write(bare, JSON), JSON)).isEqualTo(bare);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EAAGabc", "{\"a\":1}", "{\"schema\":1", "abcd-efgh-ijkl-mnop"})
    void whatAnEarlierReleaseStoredIsATokenAlone(String stored) {
        assertThat(StoredCredential.read(stored, JSON)).isEqualTo(Credential.of(stored));
    }

    @Test
    void showsNothingInLogsAndIsNeverEmpty() {
        assertThat("" + Credential.of("canary")).doesNotContain("canary");
        assertThatThrownBy(() -> Credential.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
