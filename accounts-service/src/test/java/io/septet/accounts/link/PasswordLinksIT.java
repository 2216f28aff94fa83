package io.septet.accounts.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.accounts.Door;
import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import io.septet.kit.testing.WithRedis;
import io.septet.kit.trust.Role;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Invitations and new passwords where mail is sent. */
@WithRedis
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "septet.public-url=https://septet.example.com")
@Import(PasswordLinksIT.Mailbox.class)
class PasswordLinksIT {
    private static final Pattern LINK =
            Pattern.compile("https://septet\\.example\\.com/link#([A-Za-z0-9_-]{43})");
    private static final String OLD = "canary-password-81c2";
    private static final String NEW = "a lamp beside the river";
    private static final List<MimeMessage> SENT = new CopyOnWriteArrayList<>();
    private static final Semaphore OPEN = new Semaphore(1);

    private final String workspace = Ids.next();
    private final String email = "wang." + workspace + "@example.org";

    @Autowired private SeptetProperties septet;
    @LocalServerPort private int port;

    private Door door;
    private String owner = "";
    private String member = "";

    PasswordLinksIT() {
        this.door = new Door(1, Path.of("unused"));
    }

    /** A mail server that takes everything, two seconds late where a test holds it. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Mailbox {
        @Bean
        JavaMailSender mailbox() {
            return new JavaMailSenderImpl() {
                @Override
                public void send(MimeMessage message) {
                    if (takesAtOnce()) {
                        OPEN.release();
                    }
                    SENT.add(message);
                }
            };
        }
    }

    private static boolean takesAtOnce() {
        try {
            return OPEN.tryAcquire(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void aWorkspaceWithPeople() {
        SENT.clear();
        door = new Door(port, septet.data());
        door.service()
                .put(
                        "/internal/v1/workspaces/" + workspace,
                        "{\"name\":\"Desk\",\"zone\":\"Asia/Shanghai\"}");
        owner = put("li." + email, "Li Na", "OWNER");
        member = put(email, "Wang", "EDITOR");
    }

    @Test
    void whoForgotTheirPasswordIsMailedALinkThatWorksOnce() throws Exception {
        var known = forgotten(email.toUpperCase(java.util.Locale.ROOT));
        var unknown = forgotten("nobody@example.org");

        assertThat(known.status()).isEqualTo(202);
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(unknown.text()).isEqualTo(known.text());
        await().atMost(Duration.ofSeconds(5)).until(() -> SENT.size() == 1);
        var mail = SENT.getFirst();
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0].toString()).isEqualTo(email);
        var secret = secret(mail);
        assertThat(signIn(OLD).status()).as("until it is used").isEqualTo(200);

        assertThat(use(secret, "password123456").problem()).isEqualTo("password-common");
        assertThat(use(secret, NEW).status()).isEqualTo(200);

        assertThat(signIn(OLD).status()).isEqualTo(401);
        assertThat(signIn(NEW).json().path("epoch").asLong()).isEqualTo(1);
        assertThat(use(secret, "another lamp, another river").problem()).isEqualTo("link-invalid");
    }

    @Test
    void theAnswerDoesNotWaitForAnything() {
        OPEN.acquireUninterruptibly();
        long known = 0;
        long unknown = 0;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            forgotten(email);
            long middle = System.nanoTime();
            forgotten("nobody" + i + "@example.org");
            known += middle - start;
            unknown += System.nanoTime() - middle;
        }
        assertThat(SENT).isEmpty();
        OPEN.release();
        assertThat(Math.abs(known - unknown) / 20).isLessThan(Duration.ofMillis(20).toNanos());
        await().atMost(Duration.ofSeconds(5)).until(() -> SENT.size() == 3);
    }

    @Test
    void nobodysMailboxIsFilled() {
        for (int i = 0; i < 10; i++) {
            forgotten(email);
        }
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> SENT.size() == 3);
    }

    @Test
    void aLinkEndsWithTheSessionsAndWithTheFirstThatIsUsed() throws Exception {
        forgotten(email);
        forgotten(email);
        await().atMost(Duration.ofSeconds(5)).until(() -> SENT.size() == 2);
        var first = secret(SENT.get(0));
        var second = secret(SENT.get(1));
        assertThat(use(first, NEW).status()).isEqualTo(200);
        assertThat(use(second, "another lamp, another river").problem()).isEqualTo("link-invalid");

        forgotten(email);
        await().atMost(Duration.ofSeconds(5)).until(() -> SENT.size() == 3);
        door.service()
                .post(
                        "/internal/v1/members/" + member + "/sign-out",
                        "{\"address\":\"203.0.113.8\"}");
        assertThat(look(secret(SENT.get(2))).problem()).isEqualTo("link-invalid");
    }

    @Test
    void whereMailIsSentNobodyButTheMemberSeesTheLink() throws Exception {
        var invited =
                door.as(owner, Role.OWNER, workspace)
                        .post(
                                "/api/v1/invitations",
                                "{\"email\":\"zhao@example.org\",\"role\":\"VIEWER\",\"language\":\"zh-CN\"}");
        assertThat(invited.json().path("mailed").asBoolean()).isTrue();
        assertThat(invited.json().path("link").isNull()).isTrue();
        assertThat(SENT.getFirst().getSubject()).isEqualTo("Li Na 邀请您加入“Desk”");
        assertThat(look(secret(SENT.getFirst())).json().path("email").asString())
                .isEqualTo("zhao@example.org");

        var made = passwordLink(owner, Role.OWNER);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("link").isNull()).isTrue();
        assertThat(use(secret(SENT.get(1)), NEW).status()).isEqualTo(200);
        assertThat(passwordLink(owner, Role.MANAGER).status()).isEqualTo(403);
        assertThat(
                        door.as(Role.OWNER, Ids.next())
                                .post("/api/v1/members/" + member + "/password-link", "")
                                .problem())
                .isEqualTo("member-not-found");
    }

    private Door.Answer passwordLink(String by, Role role) {
        return door.as(by, role, workspace)
                .post("/api/v1/members/" + member + "/password-link", "");
    }

    private Door.Answer forgotten(String address) {
        return door.service()
                .post(
                        "/internal/v1/links",
                        "{\"email\":\"%s\",\"address\":\"203.0.113.8\"}".formatted(address));
    }

    private Door.Answer look(String secret) {
        return door.service()
                .post("/internal/v1/links/look", "{\"secret\":\"%s\"}".formatted(secret));
    }

    private Door.Answer use(String secret, String password) {
        return door.service()
                .post(
                        "/internal/v1/links/use",
                        "{\"secret\":\"%s\",\"password\":\"%s\",\"address\":\"203.0.113.8\"}"
                                .formatted(secret, password));
    }

    private Door.Answer signIn(String password) {
        return door.service()
                .post(
                        "/internal/v1/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private String put(String address, String name, String role) {
        return door.service()
                .put(
                        "/internal/v1/workspaces/" + workspace + "/members/" + address,
                        "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
                                .formatted(name, OLD, role))
                .json()
                .path("id")
                .asString();
    }

    private static String secret(MimeMessage mail) throws MessagingException, IOException {
        var text = String.valueOf(((MimeMultipart) mail.getContent()).getBodyPart(0).getContent());
        var found = LINK.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
