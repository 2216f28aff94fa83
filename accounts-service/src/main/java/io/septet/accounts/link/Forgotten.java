package io.septet.accounts.link;

import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.workspace.Workspace;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.id.Ids;
import io.septet.kit.problem.Problem;
import io.septet.kit.redis.Partitions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Links for a new password. Whether there is a member of an address is looked up when whoever asked
 * has been answered: neither the answer nor its time tells.
 *
 * <pre>
 * INCR accounts:{global}:forgotten:77e1   (expires after an hour)
 * </pre>
 */
@Component
class Forgotten implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Forgotten.class);
    private static final int MAILS = 3;
    private static final Duration COUNTED = Duration.ofHours(1);

    /** More than these at once are dropped; whoever hears nothing asks again. */
    private static final int WAITING = 200;

    private final Links links;
    private final LinkLetters letters;
    private final LinkProperties properties;
    private final Members members;
    private final Workspaces workspaces;
    private final StringRedisTemplate redis;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(WAITING);
    private final ExecutorService later = Executors.newVirtualThreadPerTaskExecutor();

    Forgotten(
            Links links,
            LinkLetters letters,
            LinkProperties properties,
            Members members,
            Workspaces workspaces,
            StringRedisTemplate redis,
            Clock clock) {
        this.links = links;
        this.letters = letters;
        this.properties = properties;
        this.members = members;
        this.workspaces = workspaces;
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Mails a link to the member of this address, if there is one, a little later.
     *
     * @throws Problem 409 {@code mail-not-configured}, whoever it is about
     */
    void asked(String email, String address) {
        if (!letters.areSent()) {
            throw Problem.conflict(
                    "mail-not-configured",
                    "No mail is sent here",
                    "Ask an owner of your workspace for a link to choose a new password");
        }
        if (waiting.tryAcquire()) {
            later.execute(() -> {
                try {
                    members.findEmail(email)
                            .filter(this::mayBeMailed)
                            .ifPresent(member -> mail(member, address));
                } catch (RuntimeException e) {
                    log.warn("A link for a new password was not mailed: {}", e.toString());
                } finally {
                    waiting.release();
                }
            });
        }
    }

    /** A new link for a member's password, not sent yet. */
    Made make(Member member, @Nullable String by, @Nullable String workspace) {
        var now = clock.instant();
        var link =
                new Link(
                        Link.SCHEMA,
                        1,
                        Ids.next(),
                        Link.Kind.PASSWORD,
                        member.email(),
                        workspace,
                        null,
                        member.id(),
                        member.sessions(),
                        member.language(),
                        by,
                        now,
                        now.plus(properties.password()));
        var secret = links.draw();
        links.add(link, secret);
        return new Made(link, secret);
    }

    /** A link and what opens it. */
    record Made(Link link, String secret) {
        @Override
        public String toString() {
            return "Made[" + link + "]";
        }
    }

    /** Mails a link; answers whether the mail server has it. */
    boolean send(Made made, Member member) {
        return letters.renew(made.link(), made.secret(), zone(member));
    }

    private void mail(Member member, String address) {
        members.note(member, "password.forgotten", address);
        send(make(member, null, null), member);
    }

    /** Nobody's mailbox is filled by somebody who asks again and again. */
    private boolean mayBeMailed(Member member) {
        var key = "accounts:" + Partitions.GLOBAL + ":forgotten:" + member.id();
        var count = redis.opsForValue().increment(key);
        if (count != null && count == 1) {
            redis.expire(key, COUNTED);
        }
        return count != null && count <= MAILS;
    }

    private ZoneId zone(Member member) {
        return member.roles().keySet().stream()
                .sorted()
                .flatMap(id -> workspaces.find(id).stream())
                .map(Workspace::zone)
                .<ZoneId>map(ZoneId::of)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    @Override
    public void destroy() {
        later.shutdown();
    }
}
