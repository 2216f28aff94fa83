package io.septet.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisVersionTests {
    @Test
    void readsWhatServersSayOfThemselves() {
        assertThat(RedisVersion.parse("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0"))
                .contains(new RedisVersion(7, 0, "7.0.15"));
        assertThat(RedisVersion.parse("Valkey server v=8.1.1 sha=00000000:0 malloc=libc"))
                .contains(new RedisVersion(8, 1, "8.1.1"));
    }

    @Test
    void takesNothingElseForAVersion() {
        assertThat(RedisVersion.parse("redis-server: not found")).isEmpty();
        assertThat(RedisVersion.parse("")).isEmpty();
    }

    @Test
    void knowsWhatIsOldEnough() {
        assertThat(new RedisVersion(6, 0, "6.0.16").atLeast(RedisVersion.OLDEST)).isFalse();
        assertThat(new RedisVersion(6, 2, "6.2.0").atLeast(RedisVersion.OLDEST)).isTrue();
        assertThat(new RedisVersion(10, 0, "10.0.1").atLeast(RedisVersion.OLDEST)).isTrue();
    }
}
