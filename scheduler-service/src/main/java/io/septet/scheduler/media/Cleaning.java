package io.septet.scheduler.media;

import io.septet.kit.redis.Partitions;
import io.septet.scheduler.SchedulerProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Removes pictures that no post has used for a week, and the files of removed pictures. Any number
 * of replicas may do so at the same time: a script decides on each picture, and a file is put aside
 * before it is looked at for the last time, so that one which comes back meanwhile stays.
 */
@Component
class Cleaning implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Cleaning.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int MOST = 500;

    private final MediaRecords records;
    private final MediaFolder folder;
    private final Partitions partitions;
    private final SchedulerProperties properties;
    private final Clock clock;
    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("media-cleaning").factory());
    private volatile boolean running;

    Cleaning(
            MediaRecords records,
            MediaFolder folder,
            Partitions partitions,
            SchedulerProperties properties,
            Clock clock) {
        this.records = records;
        this.folder = folder;
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    /** One round. */
    void clean() {
        for (String tag : partitions.all()) {
            var latest = clock.instant().minus(properties.keepUnused());
            records.unusedSince(tag, latest, MOST)
                    .forEach(id -> records.removeUnused(tag, id, latest));
            letFilesGo(tag);
        }
    }

    /** Deletes the files that removed pictures of a partition have left to nobody. */
    void letFilesGo(String tag) {
        for (var one : records.leaving(tag, MOST)) {
            if (records.isFree(tag, one)) {
                folder.putAside(one.workspace(), one.sha256());
                if (records.isFree(tag, one)) {
                    folder.deleteAside(one.workspace(), one.sha256());
                } else {
                    folder.putBack(one.workspace(), one.sha256());
                }
            }
            records.left(tag, one);
        }
    }

    private void cleanUnlessItFails() {
        try {
            clean();
        } catch (RuntimeException e) {
            log.warn("Unused pictures cannot be removed: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        if (properties.sweeping()) {
            clockwork.scheduleWithFixedDelay(
                    this::cleanUnlessItFails, 1, EVERY.toMinutes(), TimeUnit.MINUTES);
        }
    }

    @Override
    public void stop() {
        running = false;
        clockwork.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
