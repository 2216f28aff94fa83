package io.septet.accounts.link;

import io.septet.kit.trust.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What letters with links say, whole sentences in each language.
 *
 * @param invited who, workspace, role
 * @param until a time and its zone
 * @param asked address of the account
 * @param ignore what to do who did not ask
 */
record LinkWords(
        String language,
        Locale locale,
        String timePattern,
        String owner,
        String manager,
        String editor,
        String viewer,
        String invitedSubject,
        String invited,
        String join,
        String asked,
        String askedSubject,
        String choose,
        String until,
        String ignoreInvitation,
        String ignore) {

    private static final LinkWords EN =
            new LinkWords(
                    "en",
                    Locale.ENGLISH,
                    "d MMMM uuuu, HH:mm",
                    "owner",
                    "manager",
                    "editor",
                    "viewer",
                    "%1$s invites you to %2$s",
                    "%1$s invites you to the workspace %2$s in Septet, as %3$s.",
                    "Join the workspace",
                    "A new password can be chosen for %s in Septet.",
                    "Choose a new password",
                    "Choose a new password",
                    "The link works once, until %1$s (%2$s).",
                    "If you do not know what this is about, do nothing: nobody joins without the link.",
                    "If you did not ask for it, do nothing: your password stays as it is.");

    private static final LinkWords ZH =
            new LinkWords(
                    "zh-CN",
                    Locale.SIMPLIFIED_CHINESE,
                    "uuuu年M月d日 HH:mm",
                    "所有者",
                    "主管",
                    "编辑",
                    "查看者",
                    "%1$s 邀请您加入“%2$s”",
                    "%1$s 邀请您加入 Septet 工作区“%2$s”，角色为%3$s。",
                    "加入工作区",
                    "您可以为 Septet 账号 %s 设置新密码。",
                    "设置新密码",
                    "设置新密码",
                    "链接只能使用一次，有效期至 %1$s（%2$s）。",
                    "如果您不清楚这封邮件的来由，不用理会：没有这个链接，谁也无法加入。",
                    "如果不是您本人申请的，不用理会：您的密码不会改变。");

    /** In a person's language; English for those of whom none is known. */
    static LinkWords in(@Nullable String language) {
        return ZH.language.equals(language) ? ZH : EN;
    }

    String role(@Nullable Role role) {
        return switch (role) {
            case OWNER -> owner;
            case MANAGER -> manager;
            case EDITOR -> editor;
            case VIEWER, SERVICE -> viewer;
            case null -> viewer;
        };
    }

    String say(String sentence, Object... places) {
        return String.format(locale, sentence, places);
    }

    String time(Instant moment, ZoneId zone) {
        return DateTimeFormatter.ofPattern(timePattern, locale).withZone(zone).format(moment);
    }
}
