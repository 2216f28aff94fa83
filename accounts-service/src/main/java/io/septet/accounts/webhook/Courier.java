package io.septet.accounts.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes the tries that are due. What was taken and not written down, because a program died, is due
 * again for any other after {@link WebhookProperties#hidden()}, under the same id. Each webhook has
 * few places, and one that answers badly a single one, so that none takes those of others.
 */
@Component
class Courier implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int AT_ONCE = 400;
    private static final int PLACES = 4;
    private static final int SUSPECT = 3;
    private static final int MOST_DUE = 10_000;
    private static final int GONE = 410;
    private static final double SPREAD = 0.1;

    private final Webhooks webhooks;
    private final Messages messages;
    private final Posting posting;
    private final OffLetters letters;
    private final Partitions partitions;
    private final WebhookProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Duration round;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore nudges = new Semaphore(0);
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    /** Those whose last tries nobody took; a guess of this program, to be spared. */
    private final Map<String, Integer> suspects = new ConcurrentHashMap<>();

    private volatile boolean running;
    private @Nullable Thread rounds;
    private @Nullable ExecutorService tries;

    Courier(
            Webhooks webhooks,
            Messages messages,
            Posting posting,
            OffLetters letters,
            Partitions partitions,
            WebhookProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.posting = posting;
        this.letters = letters;
        this.partitions = partitions;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.round =
                Collections.min(properties.pauses()).compareTo(ROUND) < 0
                        ? Collections.min(properties.pauses())
                        : ROUND;
    }

    /** There is something new; otherwise it is seen within a second. */
    void nudge() {
        nudges.release();
    }

    @Override
    public synchronized void start() {
        running = true;
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        tries = executor;
        rounds = Thread.ofVirtual().name("webhooks").start(() -> follow(executor));
    }

    /** Ends when tries under way are written down, so that they are not made twice. */
    @Override
    public synchronized void stop() {
        running = false;
        if (rounds != null) {
            rounds.interrupt();
        }
        var executor = tries;
        if (executor != null) {
            executor.shutdown();
            try {
                if (!executor.awaitTermination(8, TimeUnit.SECONDS)) {
                    log.warn("Webhooks are still under way");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow(ExecutorService executor) {
        while (running) {
            try {
                nudges.drainPermits();
                for (String tag : partitions.all()) {
                    for (String webhook : messages.due(tag, MOST_DUE)) {
                        begin(tag, webhook, executor);
                    }
                }
            } catch (DataAccessException | IllegalStateException e) {
                if (running) {
                    log.warn("Webhooks are waiting: {}", e.getMessage());
                }
            }
            try {
                if (nudges.tryAcquire(round.toMillis(), TimeUnit.MILLISECONDS)) {
                    log.trace("Nudged");
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void begin(String tag, String webhook, ExecutorService executor) {
        int most = suspects.getOrDefault(webhook, 0) >= SUSPECT ? 1 : PLACES;
        int free = most - underWay.getOrDefault(webhook, 0);
        int taken = 0;
        while (taken < free && places.tryAcquire()) {
            taken++;
        }
        if (taken == 0) {
            return;
        }
        var entries = messages.take(tag, webhook, taken, properties.hidden());
        places.release(taken - entries.size());
        for (String entry : entries) {
            underWay.merge(webhook, 1, Integer::sum);
            executor.execute(() -> {
                try {
                    deliver(tag, webhook, entry);
                } catch (RuntimeException e) {
                    log.warn("The webhook {} will be tried again: {}", webhook, e.toString());
                } finally {
                    underWay.computeIfPresent(
                            webhook, (id, count) -> count == 1 ? null : count - 1);
                    places.release();
                    nudge();
                }
            });
        }
    }

    private void deliver(String tag, String webhook, String entry) {
        var hook = webhooks.findIn(tag, webhook);
        if (hook.isEmpty()) {
            suspects.remove(webhook);
            messages.forget(tag, webhook, entry);
            return;
        }
        if (entry.equals(Messages.OFF)) {
            letters.tell(hook.get())
                    .ifPresentOrElse(
                            next -> messages.later(tag, webhook, entry, next),
                            () -> messages.forget(tag, webhook, entry));
            return;
        }
        var message = messages.find(tag, webhook, entry);
        if (message.isEmpty() || message.get().next() == null) {
            messages.forget(tag, webhook, entry);
        } else if (!hook.get().on() && !message.get().once()) {
            messages.change(message.get(), one -> one.failed(null, null));
        } else {
            attempt(hook.get(), message.get());
        }
    }

    private void attempt(Webhook hook, Message message) {
        var keys = webhooks.keys(hook);
        var sent =
                keys.isEmpty()
                        ? Posting.Sent.unanswered(clock.instant(), 0, "Its secret cannot be opened")
                        : posting.send(hook.url(), message.id(), message.body(), keys);
        var made = sent.made();
        meters.counter("septet.webhooks.tries", "taken", "" + made.taken()).increment();
        if (made.taken()) {
            suspects.remove(hook.id());
            messages.change(message, one -> one.delivered(made));
            if (hook.failures() > 0) {
                webhooks.change(hook.workspace(), hook.id(), null, Webhook::taken);
            }
            return;
        }
        suspects.merge(hook.id(), 1, Integer::sum);
        messages.change(message, one -> one.failed(made, again(one, sent)));
        if (!message.once()) {
            boolean unwanted = made.status() != null && made.status() == GONE;
            var because = made.fault() == null ? "HTTP " + made.status() : made.fault();
            webhooks.change(
                    hook.workspace(),
                    hook.id(),
                    null,
                    one ->
                            one.on()
                                    ? one.failed(
                                            clock.instant(),
                                            properties.offAfter(),
                                            unwanted,
                                            because)
                                    : one);
        }
    }

    private @Nullable Instant again(Message message, Posting.Sent sent) {
        double spread = 1 + SPREAD * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Retries.next(properties.pauses(), message, sent, clock.instant(), spread);
    }
}
