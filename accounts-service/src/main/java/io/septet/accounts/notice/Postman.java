package io.septet.accounts.notice;

import io.septet.accounts.mail.Mailer;
import io.septet.accounts.mail.Posted;
import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Hands digests that are due to the mail server, a few at a time. One is forgotten only when the
 * server has it; if this program dies before, any other hands it over again after {@link #HIDDEN},
 * under the same {@code Message-ID}.
 */
@Component
class Postman implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final int AT_ONCE = 8;

    /** Longer than a letter takes whose every step uses up its time limit. */
    private static final Duration HIDDEN = Duration.ofMinutes(2);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Digests digests;
    private final NoticeLetters letters;
    private final Members members;
    private final Mailer mailer;
    private final Partitions partitions;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile boolean running;
    private @Nullable Thread rounds;
    private @Nullable ExecutorService sends;

    Postman(
            Digests digests,
            NoticeLetters letters,
            Members members,
            Mailer mailer,
            Partitions partitions,
            Clock clock) {
        this.digests = digests;
        this.letters = letters;
        this.members = members;
        this.mailer = mailer;
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (!mailer.isConfigured()) {
            log.info("No mail is sent: spring.mail.host is not set");
            return;
        }
        running = true;
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        sends = executor;
        rounds = Thread.ofVirtual().name("mail").start(() -> follow(executor));
    }

    /** Ends when letters under way have been taken, so that they are not handed over twice. */
    @Override
    public synchronized void stop() {
        running = false;
        if (rounds != null) {
            rounds.interrupt();
        }
        var executor = sends;
        if (executor != null) {
            executor.shutdown();
            try {
                if (!executor.awaitTermination(8, TimeUnit.SECONDS)) {
                    log.warn("Letters are still under way");
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
                for (String tag : partitions.all()) {
                    round(tag, executor);
                }
            } catch (DataAccessException | IllegalStateException e) {
                if (running) {
                    log.warn("Mail is waiting: {}", e.getMessage());
                }
            } catch (InterruptedException e) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void round(String tag, ExecutorService executor) throws InterruptedException {
        for (String entry : digests.due(tag, 100)) {
            places.acquire();
            executor.execute(() -> {
                try {
                    deliver(tag, entry);
                } catch (RuntimeException e) {
                    log.warn("The mail {} will be tried again: {}", entry, e.toString());
                } finally {
                    places.release();
                }
            });
        }
    }

    private void deliver(String tag, String entry) {
        var taken = digests.take(tag, entry, clock.instant().plus(HIDDEN));
        if (taken.isEmpty()) {
            return;
        }
        var digest = taken.get();
        var member = members.find(digest.member()).filter(one -> isStillTold(one, digest));
        if (member.isEmpty()) {
            digests.done(digest);
            return;
        }
        switch (mailer.post(letters.write(digest, member.get()))) {
            case Posted.Accepted() -> {
                log.info("Mailed {} notices as {}", digest.notices().size(), digest.entry());
                digests.done(digest);
            }
            case Posted.Refused(var reason) -> {
                log.warn("The mail {} was refused: {}", digest.entry(), reason);
                digests.done(digest);
            }
            case Posted.Later(var reason, var answered) -> later(digest, reason);
        }
    }

    /** Who has left the workspace meanwhile, or wants no mail, gets none. */
    private static boolean isStillTold(Member member, Digest digest) {
        return member.roles().containsKey(digest.workspace()) && member.wantsMail();
    }

    private void later(Digest digest, String reason) {
        var now = clock.instant();
        var waited = Duration.between(digest.closedAt(), now);
        if (waited.compareTo(PATIENCE) > 0) {
            log.error("The mail {} is given up: {}", digest.entry(), reason);
            digests.done(digest);
            return;
        }
        log.warn("The mail {} is waiting: {}", digest.entry(), reason);
        digests.later(digest, now.plus(pause(waited)));
    }

    /** The longer it has waited, the more seldom it is tried. */
    private static Duration pause(Duration waited) {
        var half = waited.dividedBy(2);
        return half.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : half.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : half;
    }
}
