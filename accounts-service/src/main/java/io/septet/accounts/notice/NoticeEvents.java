package io.septet.accounts.notice;

import io.septet.accounts.mail.Mailer;
import io.septet.accounts.member.Member;
import io.septet.accounts.member.Members;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventConsumer;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.trust.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears from scheduler-service what goes no further by itself, and puts it down for everybody who
 * is told: the owners of the workspace and the post's author. An event is acknowledged once that
 * lies in Redis; the same one again changes nothing.
 */
@Configuration(proxyBeanMethods = false)
class NoticeEvents {
    private static final Logger log = LoggerFactory.getLogger(NoticeEvents.class);

    private static final Set<String> TYPES =
            Set.of("delivery.review", "delivery.failed", "delivery.missed");

    /** What is older is no news: it stands in the client. */
    private static final Duration NEWS = Duration.ofDays(1);

    @Bean
    EventConsumer noticeEventConsumer(
            EventStreams events,
            Mailer mailer,
            Members members,
            Digests digests,
            JsonMapper json,
            Clock clock) {
        return events.consumer(
                "scheduler",
                "accounts",
                event -> {
                    if (TYPES.contains(event.type())
                            && mailer.isConfigured()
                            && event.at().isAfter(clock.instant().minus(NEWS))) {
                        hear(event, members, digests, json);
                    }
                });
    }

    private static void hear(Event event, Members members, Digests digests, JsonMapper json) {
        Notice notice;
        try {
            notice = json.treeToValue(event.data(), Notice.class);
        } catch (JacksonException e) {
            // It will not be readable the next time either.
            log.warn("Skipped {} of {}: {}", event.type(), event.id(), e.getOriginalMessage());
            return;
        }
        if (Ids.isId(event.workspace()) && notice.whole()) {
            addressees(members.all(event.workspace()), event.workspace(), notice)
                    .forEach(member -> digests.add(event.workspace(), member.id(), notice));
        }
    }

    /** Who of a workspace is told: its owners, and the author. */
    private static List<Member> addressees(List<Member> all, String workspace, Notice notice) {
        return all.stream()
                .filter(member ->
                        member.roles().get(workspace) == Role.OWNER
                                || member.id().equals(notice.author()))
                .toList();
    }
}
