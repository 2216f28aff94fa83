package io.septet.analytics.tracked;

import io.septet.kit.redis.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Sums up what was stored before there were sums, or in an older layout of them. Each publication
 * is counted by the change that marks it as counted, so this may be broken off, run twice and run
 * while readings arrive. Until it is done, reports look at every publication.
 */
@Component
public class RollUpRebuild {
    private static final Logger log = LoggerFactory.getLogger(RollUpRebuild.class);
    private static final int BATCH = 200;

    private final Partitions partitions;
    private final RollUps rollUps;
    private final TrackedPublications publications;
    private final AnalyticsKeys keys;
    private final StringRedisTemplate redis;

    RollUpRebuild(
            Partitions partitions,
            RollUps rollUps,
            TrackedPublications publications,
            AnalyticsKeys keys,
            StringRedisTemplate redis) {
        this.partitions = partitions;
        this.rollUps = rollUps;
        this.publications = publications;
        this.keys = keys;
        this.redis = redis;
    }

    /** Sums up what is not, in every partition. */
    public void run() {
        for (var tag : partitions.all()) {
            if (!rollUps.completeIn(tag)) {
                int counted = rebuild(tag);
                rollUps.completed(tag);
                if (counted > 0) {
                    log.info("Summed up {} publications of partition {}", counted, tag);
                }
            }
        }
    }

    private int rebuild(String tag) {
        Integer counted =
                redis.execute(
                        (RedisCallback<Integer>)
                                connection -> {
                                    var beginning = keys.publication(tag, "");
                                    // Braces and colons mean nothing in a pattern of Redis; ids
                                    // have letters, digits, "-".
                                    var options =
                                            ScanOptions.scanOptions()
                                                    .match(beginning + "*")
                                                    .count(BATCH)
                                                    .build();
                                    if (connection instanceof RedisClusterConnection cluster) {
                                        int sum = 0;
                                        for (RedisClusterNode node : cluster.clusterGetNodes()) {
                                            sum +=
                                                    node.isMaster()
                                                            ? all(
                                                                    tag,
                                                                    beginning,
                                                                    cluster.scan(node, options))
                                                            : 0;
                                        }
                                        return sum;
                                    }
                                    return all(
                                            tag, beginning, connection.keyCommands().scan(options));
                                });
        return Objects.requireNonNull(counted);
    }

    private int all(String tag, String beginning, Cursor<byte[]> found) {
        int counted = 0;
        try (found) {
            var batch = new ArrayList<String>();
            while (found.hasNext()) {
                batch.add(
                        new String(found.next(), java.nio.charset.StandardCharsets.UTF_8)
                                .substring(beginning.length()));
                if (batch.size() == BATCH || !found.hasNext()) {
                    counted += sumUp(tag, batch);
                    batch.clear();
                }
            }
        }
        return counted;
    }

    private int sumUp(String tag, List<String> deliveries) {
        // Beside each other, so that they share a write to disk.
        var results = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var publication : publications.findAllIn(tag, deliveries)) {
                Callable<Boolean> one = () -> publications.sumUp(publication);
                results.add(threads.submit(one));
            }
        }
        return results.stream().mapToInt(result -> counted(result) ? 1 : 0).sum();
    }

    private static boolean counted(Future<Boolean> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
