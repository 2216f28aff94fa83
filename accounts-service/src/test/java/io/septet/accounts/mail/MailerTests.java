package io.septet.accounts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.septet.accounts.media.MediaLinkProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailerTests {
    private static final Letter LETTER =
            new Letter("1", "li@example.org", "Hello", "text", "<p>html</p>", "en");

    private ServerSocket socket;

    MailerTests() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @BeforeEach
    void open() throws IOException {
        socket.close();
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    @Test
    void anAddressThatDoesNotExistIsNotTriedAgain() {
        answering("RCPT", "550 5.1.1 No such user");

        assertThat(mailer().post(LETTER))
                .isInstanceOfSatisfying(
                        Posted.Refused.class,
                        refused -> assertThat(refused.reason()).contains("No such user"));
    }

    @Test
    void aLetterThatIsNotWantedIsNotTriedAgain() {
        answering(".", "554 5.7.1 Not wanted");

        assertThat(mailer().post(LETTER)).isInstanceOf(Posted.Refused.class);
    }

    @Test
    void notNowIsTriedAgainAndDoesNotSpeakAgainstTheServer() {
        answering("RCPT", "450 4.2.1 Come back later");
        var mailer = mailer();

        for (int i = 0; i < 5; i++) {
            assertThat(mailer.post(LETTER))
                    .isInstanceOfSatisfying(
                            Posted.Later.class, later -> assertThat(later.answered()).isTrue());
        }
    }

    @Test
    void thatWeMayNotSendAtAllIsOursToPutRight() {
        answering("MAIL", "530 5.7.0 Sign in first");

        assertThat(mailer().post(LETTER)).isInstanceOf(Posted.Later.class);
    }

    @Test
    void aServerThatHangsHoldsNobodyUpForLongAndIsThenLeftAlone() {
        // Connections are taken by the system; nobody answers on them.
        var mailer = mailer();

        for (int i = 0; i < 3; i++) {
            long began = System.nanoTime();
            assertThat(mailer.post(LETTER)).isInstanceOf(Posted.Later.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(2));
        }

        assertThat(mailer.post(LETTER))
                .isEqualTo(new Posted.Later("The mail server is not answering well", false));
    }

    @Test
    void anAddressThatIsNoneIsRefusedHere() {
        assertThat(mailer().post(new Letter("1", "a b\r\nBcc: c@d", "s", "t", "h", "en")))
                .isInstanceOf(Posted.Refused.class);
    }

    @Test
    void aSubjectIsOneLineAndReadsInOneDirection() {
        assertThat(Mailer.oneLine(" a\r\nBcc: b\u0085\u2028c\u202Ed\u0000 "))
                .isEqualTo("a Bcc: b c d");
    }

    private Mailer mailer() {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(socket.getLocalPort());
        for (var name : List.of("connectiontimeout", "timeout", "writetimeout")) {
            sender.getJavaMailProperties().put("mail.smtp." + name, "300");
        }
        var breakers =
                CircuitBreakerRegistry.of(
                        Map.of(
                                "mail",
                                CircuitBreakerConfig.custom()
                                        .slidingWindowSize(5)
                                        .minimumNumberOfCalls(3)
                                        .build()));
        return new Mailer(
                new StaticListableBeanFactory(Map.of("sender", sender))
                        .getBeanProvider(JavaMailSender.class),
                breakers,
                new MailProperties(null, Duration.ofSeconds(10), Duration.ofSeconds(40)),
                new MediaLinkProperties(URI.create("https://post.example"), Duration.ofHours(1)),
                Clock.systemUTC());
    }

    /** A server that takes everything but one command. */
    private void answering(String command, String answer) {
        var listening = socket;
        var unused =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!listening.isClosed()) {
                                try (var connection = listening.accept();
                                        var lines =
                                                new BufferedReader(
                                                        new InputStreamReader(
                                                                connection.getInputStream(),
                                                                StandardCharsets.US_ASCII))) {
                                    var out = connection.getOutputStream();
                                    say(out, "220 here");
                                    boolean data = false;
                                    for (var line = lines.readLine();
                                            line != null;
                                            line = lines.readLine()) {
                                        if (data && !line.equals(".")) {
                                            continue;
                                        }
                                        boolean this_ = line.startsWith(command);
                                        data = line.equals("DATA") && !this_;
                                        say(out, this_ ? answer : data ? "354 go on" : "250 ok");
                                    }
                                } catch (IOException e) {
                                    // The client has left.
                                }
                            }
                        });
    }

    private static void say(java.io.OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
