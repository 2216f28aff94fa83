package io.septet.accounts.mail;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.septet.accounts.media.MediaLinkProperties;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Hands letters to the installation's mail server ({@code spring.mail.*}), behind the circuit
 * breaker {@code mail}. What goes wrong is said without any of the server's credentials.
 */
@Component
public class Mailer {
    /** Whatever could begin another header or turn the reading direction. */
    private static final Pattern NOT_OF_A_LINE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Set<String> OF_THE_LETTER = Set.of("DATA", ".");

    private final @Nullable JavaMailSender sender;
    private final CircuitBreaker breaker;
    private final InternetAddress from;
    private final Clock clock;

    Mailer(
            ObjectProvider<JavaMailSender> sender,
            CircuitBreakerRegistry breakers,
            MailProperties properties,
            MediaLinkProperties links,
            Clock clock) {
        this.sender = sender.getIfAvailable();
        this.breaker = breakers.circuitBreaker("mail", "mail");
        this.from = from(properties.from(), links);
        this.clock = clock;
    }

    /** Whether there is a server to send mail through. */
    public boolean isConfigured() {
        return sender != null;
    }

    /** Hands one letter over; returns when the server has answered, or took too long. */
    public Posted post(Letter letter) {
        if (sender == null) {
            return new Posted.Refused("There is no mail server");
        }
        MimeMessage message;
        try {
            message = message(letter);
        } catch (MessagingException e) {
            return new Posted.Refused(words(e));
        }
        if (!breaker.tryAcquirePermission()) {
            return new Posted.Later("The mail server is not answering well", false);
        }
        long began = System.nanoTime();
        var posted = post(sender, message);
        long took = System.nanoTime() - began;
        if (posted instanceof Posted.Later(var reason, var answered) && !answered) {
            breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException(reason));
        } else {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
        return posted;
    }

    private static Posted post(JavaMailSender sender, MimeMessage message) {
        try {
            sender.send(message);
            return new Posted.Accepted();
        } catch (MailSendException e) {
            Throwable why = e.getMessageExceptions().length > 0 ? e.getMessageExceptions()[0] : e;
            return isRefusal(why)
                    ? new Posted.Refused(words(why))
                    : new Posted.Later(words(why), isAnswer(why));
        } catch (MailException e) {
            return new Posted.Later(words(e), false);
        }
    }

    private static boolean isAnswer(@Nullable Throwable failure) {
        for (var one = failure; one != null; one = next(one)) {
            if (one instanceof SMTPAddressFailedException
                    || one instanceof SMTPSendFailedException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether this very letter is unwanted. That we may not send at all, as without signing in, is
     * ours to put right; the letter is kept for then.
     */
    private static boolean isRefusal(@Nullable Throwable failure) {
        for (var one = failure; one != null; one = next(one)) {
            if (one instanceof SMTPAddressFailedException address) {
                return address.getReturnCode() / 10 == 55;
            }
            if (one instanceof SMTPSendFailedException refused
                    && OF_THE_LETTER.contains(refused.getCommand())) {
                return refused.getReturnCode() / 10 == 55;
            }
        }
        return false;
    }

    private static @Nullable Throwable next(Throwable one) {
        return one instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException()
                : one.getCause();
    }

    private MimeMessage message(Letter letter) throws MessagingException {
        var message = new MimeMessage((Session) null);
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(oneLine(letter.subject()), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        // So that no holiday answer comes back.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", letter.language());
        var parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(letter.text(), "plain"));
        parts.addBodyPart(part(letter.html(), "html"));
        message.setContent(parts);
        message.saveChanges();
        message.setHeader("Message-ID", "<" + letter.id() + "@" + host() + ">");
        return message;
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), kind);
        return part;
    }

    /** A text that others wrote, as a header can have it. */
    static String oneLine(String text) {
        return NOT_OF_A_LINE.matcher(text).replaceAll(" ").strip();
    }

    private String host() {
        var address = Objects.requireNonNull(from.getAddress());
        return address.substring(address.indexOf('@') + 1);
    }

    private static InternetAddress from(@Nullable String named, MediaLinkProperties links) {
        var host = Objects.requireNonNullElse(links.publicUrl().getHost(), "localhost");
        try {
            return new InternetAddress(
                    named == null || named.isBlank() ? "Septet <no-reply@" + host + ">" : named,
                    true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("septet.mail.from is not a mail address", e);
        }
    }

    private static String words(Throwable e) {
        var cause = e;
        for (var next = next(cause); next != null; next = next(cause)) {
            cause = next;
        }
        return cause.getClass().getSimpleName()
                + ": "
                + oneLine(String.valueOf(cause.getMessage()));
    }
}
