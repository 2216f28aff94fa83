package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;

/** Calls that come to Redis again, or late. */
class SessionIT {
    @Test
    void aCallThatComesAgainIsAnsweredAsBeforeAndOneThatComesLateDoesNothing() throws Exception {
        var node = RedisNode.start();
        var connections = node.connect();
        try {
            var redis =
                    new RedisCalls(
                            connections,
                            "late:{1}:",
                            new StoreMetrics(new SimpleMeterRegistry(), "late"));
            assertThat(store(redis, "1", "5", "first")).isEqualTo("ok");
            assertThat(store(redis, "1", "5", "first")).as("comes again").isEqualTo("ok");
            assertThat(store(redis, "2", "6", "first")).as("a call of its own").isEqualTo("job");

            assertThatThrownBy(() -> store(redis, "1", "4", "second"))
                    .isInstanceOf(JobPersistenceException.class)
                    .hasStackTraceContaining("came late");
            assertThat(store(redis, "2", "7", "second")).as("it stored nothing").isEqualTo("ok");
        } finally {
            connections.destroy();
            node.close();
        }
    }

    private static String store(RedisCalls redis, String slot, String number, String job)
            throws JobPersistenceException {
        var arguments = new ArrayList<>(List.of("client", slot, number, "1", "0", ""));
        arguments.addAll(List.of("g:" + job, "0", "SomeJob", "d", "", ""));
        return Answers.text(redis.list(Script.STORE, arguments).getFirst());
    }
}
