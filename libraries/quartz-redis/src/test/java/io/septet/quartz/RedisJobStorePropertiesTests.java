package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.quartz.JobKey;
import org.quartz.SchedulerConfigException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RedisJobStorePropertiesTests {
    @Test
    void hasSafeDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new RedisJobStoreProperties(
                                true,
                                "quartz:",
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(5),
                                List.of()));
    }

    @Test
    void bindsEveryProperty() {
        assertThat(
                        bind(
                                Map.of(
                                        "quartz.redis.enabled", "false",
                                        "quartz.redis.key-prefix", "q:",
                                        "quartz.redis.lease", "3s",
                                        "quartz.redis.misfire-threshold", "7s",
                                        "quartz.redis.idle-wait", "2s",
                                        "quartz.redis.job-classes", "org.example.")))
                .isEqualTo(
                        new RedisJobStoreProperties(
                                false,
                                "q:",
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(2),
                                List.of("org.example.")));
    }

    @Test
    void tooShortALeaseIsRefused() {
        assertThatThrownBy(() -> bind(Map.of("quartz.redis.lease", "100ms")))
                .rootCause()
                .hasMessageContaining("quartz.redis.lease");
    }

    @Test
    void keysKeepNamesApart() {
        var odd = new JobKey("a:{b}%3a", "g:h");
        assertThat(Keys.of(odd)).doesNotContain("{", "}");
        assertThat(Keys.job(Keys.of(odd))).isEqualTo(odd);
        assertThat(Keys.of(new JobKey("a:b", "c"))).isNotEqualTo(Keys.of(new JobKey("b", "c:a")));
        assertThat(Rows.priority(9)).isLessThan(Rows.priority(5));
        assertThat(Rows.priority(Integer.MIN_VALUE)).isGreaterThan(Rows.priority(-1)).hasSize(8);
    }

    @Test
    void aRedisThatEvictsOrIsTooOldIsRefused() throws Exception {
        check("7.2.1", "noeviction");
        check("6.2.11", "volatile-lru");
        assertThatThrownBy(() -> check("7.2.1", "allkeys-lru"))
                .isInstanceOf(SchedulerConfigException.class)
                .hasMessageContaining("noeviction");
        assertThatThrownBy(() -> check("6.0.16", "noeviction"))
                .isInstanceOf(SchedulerConfigException.class)
                .hasMessageContaining("6.0.16");
    }

    private static void check(String version, String policy) throws SchedulerConfigException {
        var server = new Properties();
        server.setProperty("127.0.0.1:7000.redis_version", version);
        var memory = new Properties();
        memory.setProperty("maxmemory_policy", policy);
        ServerCheck.check(server, memory, new Properties());
    }

    private static RedisJobStoreProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("quartz.redis", RedisJobStoreProperties.class);
    }
}
