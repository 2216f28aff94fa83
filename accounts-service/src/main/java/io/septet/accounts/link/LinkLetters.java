package io.septet.accounts.link;

import io.septet.accounts.mail.Letter;
import io.septet.accounts.mail.Mailer;
import io.septet.accounts.mail.Posted;
import io.septet.accounts.media.MediaLinkProperties;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Writes links out, and mails them. */
@Component
class LinkLetters {
    private static final Logger log = LoggerFactory.getLogger(LinkLetters.class);

    private final Mailer mailer;
    private final String home;

    LinkLetters(Mailer mailer, MediaLinkProperties properties) {
        this.mailer = mailer;
        this.home = properties.publicUrl().toString();
    }

    /** Whether there is a server to send them through. */
    boolean areSent() {
        return mailer.isConfigured();
    }

    /**
     * What the person opens. The secret stands behind the {@code #}, which browsers send to nobody:
     * it is in no log and in no Referer.
     */
    String address(String secret) {
        return home + "/link#" + secret;
    }

    /**
     * Mails an invitation.
     *
     * @return whether the mail server has it
     */
    boolean invite(Link link, String secret, String by, String workspace, ZoneId zone) {
        var words = LinkWords.in(link.language());
        return post(
                link,
                secret,
                words,
                words.say(words.invitedSubject(), by, workspace),
                words.say(words.invited(), by, workspace, words.role(link.role())),
                words.join(),
                words.ignoreInvitation(),
                zone);
    }

    /**
     * Mails a link for a new password.
     *
     * @return whether the mail server has it
     */
    boolean renew(Link link, String secret, ZoneId zone) {
        var words = LinkWords.in(link.language());
        return post(
                link,
                secret,
                words,
                words.askedSubject(),
                words.say(words.asked(), link.email()),
                words.choose(),
                words.ignore(),
                zone);
    }

    private boolean post(
            Link link,
            String secret,
            LinkWords words,
            String subject,
            String opening,
            String todo,
            String otherwise,
            ZoneId zone) {
        var until = words.say(words.until(), words.time(link.expires(), zone), zone.getId());
        var address = address(secret);
        var text = "%s\n\n%s: %s\n\n%s\n%s\n".formatted(opening, todo, address, until, otherwise);
        var html =
                """
                <!doctype html><html lang="%s"><head><meta charset="utf-8"></head>\
                <body style="font-family:system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif;\
                font-size:15px;line-height:1.5;max-width:640px"><p>%s</p><p><a href="%s">%s</a></p>\
                <p>%s<br>%s</p></body></html>\
                """
                        .formatted(
                                words.language(),
                                escaped(opening),
                                escaped(address),
                                escaped(todo),
                                escaped(until),
                                escaped(otherwise));
        var posted =
                mailer.post(
                        new Letter(
                                "link-" + link.id(),
                                link.email(),
                                subject,
                                text,
                                html,
                                words.language()));
        if (posted instanceof Posted.Refused(var reason)) {
            log.warn("The mail with {} was refused: {}", link, reason);
        } else if (posted instanceof Posted.Later(var reason, var answered)) {
            log.warn("The mail with {} was not taken: {}", link, reason);
        }
        return posted instanceof Posted.Accepted;
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
