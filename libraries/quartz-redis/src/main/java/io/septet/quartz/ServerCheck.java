package io.septet.quartz;

import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Whether a Redis may be trusted with jobs: each of its nodes. */
final class ServerCheck {
    private static final Logger log = LoggerFactory.getLogger(ServerCheck.class);

    private final RedisConnectionFactory redis;
    private volatile boolean passed;

    ServerCheck(RedisConnectionFactory redis) {
        this.redis = redis;
    }

    /**
     * Whether it may be; false while it cannot be reached.
     *
     * @throws SchedulerConfigException if it may not
     */
    boolean passed() throws SchedulerConfigException {
        if (!passed) {
            passed = asked();
        }
        return passed;
    }

    private boolean asked() throws SchedulerConfigException {
        try (var connection = redis.getConnection()) {
            var server = connection.serverCommands();
            check(server.info("server"), server.info("memory"), server.info("persistence"));
            return true;
        } catch (DataAccessException e) {
            if (RedisCalls.says(e, "NOPERM")) {
                log.warn(
                        "This user of Redis may not call INFO, so nobody knows whether it evicts: {}",
                        e.getMessage());
                return true;
            }
            log.debug("Redis cannot be asked", e);
            return false;
        }
    }

    /** Of a cluster each name begins with the node. */
    static void check(Properties server, Properties memory, Properties persistence)
            throws SchedulerConfigException {
        for (var version : values(server, "redis_version")) {
            var parts = version.split("\\.", -1);
            if (Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) < 602) {
                throw new SchedulerConfigException(
                        "Redis 6.2 or later is needed, this is " + version);
            }
        }
        for (var policy : values(memory, "maxmemory_policy")) {
            if (policy.startsWith("allkeys-")) {
                throw new SchedulerConfigException(
                        "This Redis evicts jobs when its memory is full: set maxmemory-policy"
                                + " noeviction, it is "
                                + policy);
            }
            if (!policy.equals("noeviction")) {
                log.warn("maxmemory-policy is {}; noeviction is meant for jobs", policy);
            }
        }
        if (values(persistence, "aof_enabled").stream().anyMatch("0"::equals)) {
            log.warn(
                    "This Redis keeps no append-only file: a restart loses the jobs that were"
                            + " stored since its last snapshot. Set appendonly yes");
        }
    }

    private static List<String> values(@Nullable Properties info, String name) {
        if (info == null) {
            return List.of();
        }
        return info.stringPropertyNames().stream()
                .filter(key -> key.equals(name) || key.endsWith("." + name))
                .map(key -> info.getProperty(key).strip())
                .toList();
    }
}
