package io.septet.accounts.notice;

import io.septet.accounts.feed.FeedBook;
import io.septet.accounts.mail.Letter;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.member.Member;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.Platforms;
import io.septet.accounts.workspace.Workspace;
import io.septet.accounts.workspace.Workspaces;
import io.septet.kit.trust.Role;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Writes a digest as a letter in its reader's language. */
@Component
class NoticeLetters {
    private static final int MOST = 20;
    private static final int SUBJECT_WORDS = 60;
    private static final int WORDS = 140;
    private static final int REASON = 300;

    private final Workspaces workspaces;
    private final FeedBook feeds;
    private final Platforms platforms;
    private final String home;

    NoticeLetters(
            Workspaces workspaces,
            FeedBook feeds,
            Platforms platforms,
            MediaLinkProperties properties) {
        this.workspaces = workspaces;
        this.feeds = feeds;
        this.platforms = platforms;
        this.home = properties.publicUrl().toString();
    }

    /** A notice in words, none of them escaped yet. */
    private record Told(
            String feed,
            String opening,
            String happened,
            List<String> details,
            String toDo,
            String decide,
            String post) {}

    Letter write(Digest digest, Member reader) {
        var words = NoticeWords.in(reader.language());
        var workspace = workspaces.find(digest.workspace());
        var name = workspace.map(Workspace::name).orElse("Septet");
        var zone = workspace.map(Workspace::zone).<ZoneId>map(ZoneId::of).orElse(ZoneOffset.UTC);
        var role = reader.roles().get(digest.workspace());
        boolean decides = role == Role.OWNER || role == Role.MANAGER;
        int count = digest.notices().size();
        var told =
                digest.notices().stream()
                        .limit(MOST)
                        .map(notice -> told(digest.workspace(), notice, words, zone, decides))
                        .toList();
        var intro =
                count == 1
                        ? words.say(words.intro(), name)
                        : words.say(words.introSeveral(), count, name);
        var more = count > MOST ? words.say(words.more(), count - MOST) : "";
        var first = digest.notices().getFirst();
        var subject =
                count == 1
                        ? words.say(
                                words.subject(first.state()),
                                told.getFirst().feed(),
                                opening(first, words, SUBJECT_WORDS))
                        : words.say(words.subjectSeveral(), count, name);
        return new Letter(
                digest.entry().replace('|', '.'),
                reader.email(),
                subject,
                text(words, intro, told, more),
                html(words, intro, told, more),
                words.language());
    }

    private Told told(
            String workspace, Notice notice, NoticeWords words, ZoneId zone, boolean decides) {
        var platform =
                platforms
                        .find(notice.platform())
                        .map(Platform::capabilities)
                        .map(Capabilities::name)
                        .orElse(notice.platform());
        var details = new ArrayList<String>();
        if (notice.reason() != null && !notice.state().equals("MISSED")) {
            details.add(words.say(words.reason(), cut(notice.reason(), REASON)));
        }
        details.add(words.say(words.due(), words.time(notice.due(), zone), zone.getId()));
        return new Told(
                feeds.nameOf(workspace, notice.feed())
                        .map(name -> name + " (" + platform + ")")
                        .orElse(platform),
                opening(notice, words, WORDS),
                words.happened(notice.state()),
                details,
                words.toDo(notice.state(), decides),
                home + "/needs#d-" + notice.id(),
                home + "/posts/" + notice.post());
    }

    private static String opening(Notice notice, NoticeWords words, int most) {
        var opening = notice.opening(most);
        return opening.isEmpty() ? words.picture() : opening;
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    private String text(NoticeWords words, String intro, List<Told> all, String more) {
        var text = new StringBuilder(intro).append("\n\n");
        for (var one : all) {
            text.append("* ").append(one.feed()).append(" - ").append(one.opening()).append('\n');
            text.append("  ").append(one.happened()).append('\n');
            one.details().forEach(detail -> text.append("  ").append(detail).append('\n'));
            text.append("  ").append(one.toDo()).append('\n');
            text.append("  ").append(one.decide()).append("\n\n");
        }
        if (!more.isEmpty()) {
            text.append(more).append("\n\n");
        }
        return text.append(words.all())
                .append(": ")
                .append(home)
                .append("/needs\n\n-- \n")
                .append(words.say(words.why(), home + "/profile"))
                .append('\n')
                .toString();
    }

    private String html(NoticeWords words, String intro, List<Told> all, String more) {
        var html =
                new StringBuilder("<!doctype html><html lang=\"")
                        .append(words.language())
                        .append(
                                "\"><head><meta charset=\"utf-8\"></head><body style=\"font-family:")
                        .append(
                                "system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif;")
                        .append("font-size:15px;line-height:1.5;max-width:640px\"><p>")
                        .append(escaped(intro))
                        .append("</p>");
        for (var one : all) {
            html.append(
                            "<div style=\"border-left:3px solid #c2410c;padding:0 0 0 12px;margin:20px 0\">")
                    .append("<p style=\"margin:0\"><strong>")
                    .append(escaped(one.feed()))
                    .append("</strong></p><p style=\"margin:4px 0\">")
                    .append(escaped(one.opening()))
                    .append("</p><p style=\"margin:4px 0\">")
                    .append(escaped(one.happened()));
            one.details().forEach(detail -> html.append("<br>").append(escaped(detail)));
            html.append("<br>")
                    .append(escaped(one.toDo()))
                    .append("</p><p style=\"margin:4px 0\">");
            link(html, one.decide(), words.decide());
            html.append(" &nbsp; ");
            link(html, one.post(), words.post());
            html.append("</p></div>");
        }
        if (!more.isEmpty()) {
            html.append("<p>").append(escaped(more)).append("</p>");
        }
        html.append("<p>");
        link(html, home + "/needs", words.all());
        return html.append("</p><p style=\"color:#6b7280;font-size:13px\">")
                .append(escaped(words.say(words.why(), home + "/profile")))
                .append("</p></body></html>")
                .toString();
    }

    private static void link(StringBuilder html, String to, String word) {
        html.append("<a href=\"")
                .append(escaped(to))
                .append("\">")
                .append(escaped(word))
                .append("</a>");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
