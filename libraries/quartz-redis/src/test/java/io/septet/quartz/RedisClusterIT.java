package io.septet.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisNode.RedisNodeBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Schedulers on a Redis Cluster of three masters: each in a slot of its own. */
class RedisClusterIT {
    private static final int SLOTS = 16_384;
    private static final ConcurrentLinkedQueue<String> RAN = new ConcurrentLinkedQueue<>();

    private final List<RedisNode> nodes = new ArrayList<>();
    private final List<Scheduler> schedulers = new ArrayList<>();

    /** Notes its trigger. */
    public static class Noting implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            RAN.add(context.getTrigger().getKey().toString());
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(RedisNode::close);
    }

    @Test
    void severalSchedulersWorkOnACluster() throws Exception {
        formCluster();
        var configuration = new RedisClusterConfiguration();
        nodes.forEach(node -> configuration.addClusterNode(at(node)));
        var redis = new LettuceConnectionFactory(configuration);
        redis.afterPropertiesSet();
        redis.start();
        Set<String> expected = new HashSet<>();
        for (var name : List.of("alpha", "beta", "gamma", "delta")) {
            for (int i = 0; i < 2; i++) {
                schedulers.add(
                        Schedulers.create(
                                redis, name, 2, Duration.ofSeconds(15), Duration.ofSeconds(5)));
                schedulers.getLast().start();
            }
            var scheduler = schedulers.getLast();
            for (int i = 0; i < 20; i++) {
                scheduler.scheduleJob(
                        JobBuilder.newJob(Noting.class).withIdentity("j" + i, name).build(),
                        TriggerBuilder.newTrigger().withIdentity("t" + i, name).build());
                expected.add(name + ".t" + i);
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> RAN.size() >= expected.size());
        for (var scheduler : schedulers) {
            await().until(() -> scheduler.getTriggerKeys(GroupMatcher.anyGroup()).isEmpty());
            scheduler.shutdown(true);
        }
        assertThat(RAN).containsExactlyInAnyOrderElementsOf(expected);
        redis.destroy();
    }

    private static org.springframework.data.redis.connection.RedisNode at(RedisNode node) {
        return RedisNodeBuilder.class
                .cast(org.springframework.data.redis.connection.RedisNode.newRedisNode())
                .listeningAt("127.0.0.1", node.port())
                .build();
    }

    private void formCluster() throws Exception {
        for (int i = 0; i < 3; i++) {
            nodes.add(
                    RedisNode.start(
                            "cluster-enabled yes",
                            "cluster-config-file nodes.conf",
                            "cluster-node-timeout 5000"));
        }
        for (int i = 0; i < 3; i++) {
            var arguments = new ArrayList<String>(List.of("ADDSLOTS"));
            for (int slot = SLOTS * i / 3; slot < SLOTS * (i + 1) / 3; slot++) {
                arguments.add(Integer.toString(slot));
            }
            cluster(nodes.get(i), arguments);
            cluster(
                    nodes.get(i),
                    List.of("MEET", "127.0.0.1", Integer.toString(nodes.getFirst().port())));
        }
        for (var node : nodes) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        var info = cluster(node, List.of("INFO"));
                        return info.contains("cluster_state:ok")
                                && info.contains("cluster_known_nodes:3");
                    });
        }
    }

    private static String cluster(RedisNode node, List<String> arguments) {
        var redis = node.connect();
        try (var connection = redis.getConnection()) {
            return Answers.text(
                    connection.execute(
                            "CLUSTER",
                            arguments.stream().map(String::getBytes).toArray(byte[][]::new)));
        } finally {
            redis.destroy();
        }
    }
}
