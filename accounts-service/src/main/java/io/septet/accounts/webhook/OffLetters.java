package io.septet.accounts.webhook;

import io.septet.accounts.mail.Letter;
import io.septet.accounts.mail.Mailer;
import io.septet.accounts.mail.Posted;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.accounts.workspace.Workspace;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.redis.Partitions;
import io.septet.kit.trust.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Mails the owners that a webhook was switched off.
 *
 * <pre>
 * SET accounts:{p00}:webhook-told:8c1d:1772355600000:77e1  1  PX 172800000
 * </pre>
 */
@Component
class OffLetters {
    private static final Logger log = LoggerFactory.getLogger(OffLetters.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration REMEMBERED = Duration.ofDays(2);

    private final Mailer mailer;
    private final Members members;
    private final Workspaces workspaces;
    private final StringRedisTemplate redis;
    private final Partitions partitions;
    private final Clock clock;
    private final String home;

    OffLetters(
            Mailer mailer,
            Members members,
            Workspaces workspaces,
            StringRedisTemplate redis,
            Partitions partitions,
            MediaLinkProperties properties,
            Clock clock) {
        this.mailer = mailer;
        this.members = members;
        this.workspaces = workspaces;
        this.redis = redis;
        this.partitions = partitions;
        this.clock = clock;
        this.home = properties.publicUrl().toString();
    }

    private record Words(String language, String subject, String told, String why, String look) {
        private static final Words EN =
                new Words(
                        "en",
                        "%s is told nothing more",
                        "The webhook to %s in %s was switched off, because nobody took what was"
                                + " sent for a long time.",
                        "The last thing seen was: %s",
                        "See what was tried, and switch it on again when it works");

        private static final Words ZH =
                new Words(
                        "zh-CN",
                        "已停止向 %s 推送",
                        "“%2$s”发往 %1$s 的 Webhook 已自动停用：很长时间没有一次被成功接收。",
                        "最后一次的结果：%s",
                        "查看推送记录，修复后重新启用");
    }

    /**
     * Tells every owner who wants mail and was not told yet.
     *
     * @return when to try again for those who could not be told; empty if nothing is left to do
     */
    Optional<Instant> tell(Webhook hook) {
        var off = hook.offSince();
        var because = hook.offBecause();
        if (off == null || because == null || !mailer.isConfigured()) {
            return Optional.empty();
        }
        var workspace = workspaces.find(hook.workspace()).map(Workspace::name).orElse("Septet");
        boolean left = false;
        for (var member : members.all(hook.workspace())) {
            if (member.roles().get(hook.workspace()) == Role.OWNER && member.wantsMail()) {
                left |= !told(hook, off, because, workspace, member);
            }
        }
        return left && off.plus(PATIENCE).isAfter(clock.instant())
                ? Optional.of(clock.instant().plus(PAUSE))
                : Optional.empty();
    }

    private boolean told(
            Webhook hook, Instant off, String because, String workspace, Member member) {
        var mark =
                String.join(
                        ":",
                        "accounts",
                        partitions.tag(hook.workspace()),
                        "webhook-told",
                        hook.id(),
                        "" + off.toEpochMilli(),
                        member.id());
        if (Boolean.TRUE.equals(redis.hasKey(mark))) {
            return true;
        }
        var posted = mailer.post(letter(hook, off, because, workspace, member));
        if (posted instanceof Posted.Later(var reason, var answered)) {
            log.warn("The mail about the webhook {} is waiting: {}", hook.id(), reason);
            return false;
        }
        redis.opsForValue().set(mark, "1", REMEMBERED);
        return true;
    }

    private Letter letter(
            Webhook hook, Instant off, String because, String workspace, Member member) {
        var words = Words.ZH.language().equals(member.language()) ? Words.ZH : Words.EN;
        var server = String.valueOf(URI.create(hook.url()).getHost());
        var told = words.told().formatted(server, workspace);
        var why = words.why().formatted(because);
        var address = home + "/webhooks";
        var html =
                """
                <!doctype html><html lang="%s"><head><meta charset="utf-8"></head>\
                <body style="font-family:system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif;\
                font-size:15px;line-height:1.5;max-width:640px"><p>%s</p><p>%s</p>\
                <p><a href="%s">%s</a></p></body></html>\
                """
                        .formatted(
                                words.language(),
                                escaped(told),
                                escaped(why),
                                escaped(address),
                                escaped(words.look()));
        return new Letter(
                String.join(".", "webhook-off", hook.id(), "" + off.toEpochMilli(), member.id()),
                member.email(),
                words.subject().formatted(server),
                "%s\n\n%s\n\n%s: %s\n".formatted(told, why, words.look(), address),
                html,
                words.language());
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
