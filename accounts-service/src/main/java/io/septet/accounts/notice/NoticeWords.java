package io.septet.accounts.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is said in a notice, whole sentences in each language.
 *
 * @param subjectReview of one notice: feed, first words; likewise failed and missed
 * @param subjectSeveral how many, workspace
 * @param intro of one notice: workspace
 * @param introSeveral how many, workspace
 * @param more how many are not listed
 * @param review what happened; likewise failed and missed
 * @param reason what the platform or we said about it
 * @param due when it was to go out: time and zone
 * @param doReview what to do for those who may decide; likewise the others
 */
record NoticeWords(
        String language,
        Locale locale,
        String timePattern,
        String picture,
        String subjectReview,
        String subjectFailed,
        String subjectMissed,
        String subjectSeveral,
        String intro,
        String introSeveral,
        String more,
        String review,
        String failed,
        String missed,
        String reason,
        String due,
        String doReview,
        String doReviewAuthor,
        String doFailed,
        String doMissed,
        String decide,
        String post,
        String all,
        String why) {

    static final NoticeWords EN =
            new NoticeWords(
                    "en",
                    Locale.ENGLISH,
                    "d MMMM uuuu, HH:mm",
                    "a picture",
                    "Is it live on %s? %s",
                    "Not published on %s: %s",
                    "Missed on %s: %s",
                    "%d deliveries need you in %s",
                    "In %s, a delivery goes no further by itself.",
                    "In %2$s, %1$d deliveries go no further by themselves.",
                    "And %d more, all in the list.",
                    "It is not clear whether it is public: the platform gave no clear answer, and what was"
                            + " found there does not settle it. Nothing more is sent until somebody"
                            + " decides.",
                    "It could not be published and is not public.",
                    "The latest time allowed passed before it could be sent. It is not public.",
                    "What was said about it: %s",
                    "It was due %s (%s).",
                    "Look at the feed and say whether it is live, is sent again, or is dropped.",
                    "A manager or the owner decides; you can see what was sent and what was found.",
                    "Put right what is wrong and try again, or drop it.",
                    "Send it now, give it another time, or drop it.",
                    "Say what becomes of it",
                    "The post",
                    "Everything that needs you",
                    "You get this because you wrote the post or own the workspace. To get no mail:"
                            + " %s");

    static final NoticeWords ZH =
            new NoticeWords(
                    "zh-CN",
                    Locale.SIMPLIFIED_CHINESE,
                    "uuuu年M月d日 HH:mm",
                    "一条图片稿件",
                    "%s 是否已发出，请确认：%s",
                    "%s 发布失败：%s",
                    "%s 错过时限：%s",
                    "%2$s 有 %1$d 项需要处理",
                    "“%s”有一项发布需要人工处理。",
                    "“%2$s”有 %1$d 项发布需要人工处理。",
                    "另有 %d 项，见完整列表。",
                    "平台没有明确答复，核实后仍无法判断是否已经发出。有人确认之前不会再发送。",
                    "发布失败，确定没有发出。",
                    "在允许的最晚时间之前没能发送，确定没有发出。",
                    "相关说明：%s",
                    "计划发布时间：%s（%s）。",
                    "请到账号上查看，确认是已发出、再发一次，还是不发了。",
                    "由主管或所有者决定；您可以查看发送的内容和在平台上看到的情况。",
                    "请改正问题后再试一次，或者不发了。",
                    "可以现在发送、改时间，或者不发了。",
                    "去处理",
                    "查看稿件",
                    "全部待处理事项",
                    "您收到这封邮件，是因为您是稿件作者或工作区所有者。不想再收邮件，请到：%s");

    /** In a member's language; English for those who have not said. */
    static NoticeWords in(@Nullable String language) {
        return ZH.language.equals(language) ? ZH : EN;
    }

    String subject(String state) {
        return switch (state) {
            case "REVIEW" -> subjectReview;
            case "MISSED" -> subjectMissed;
            default -> subjectFailed;
        };
    }

    String happened(String state) {
        return switch (state) {
            case "REVIEW" -> review;
            case "MISSED" -> missed;
            default -> failed;
        };
    }

    String toDo(String state, boolean decides) {
        return switch (state) {
            case "REVIEW" -> decides ? doReview : doReviewAuthor;
            case "MISSED" -> doMissed;
            default -> doFailed;
        };
    }

    String say(String sentence, Object... places) {
        return String.format(locale, sentence, places);
    }

    String time(Instant moment, ZoneId zone) {
        return DateTimeFormatter.ofPattern(timePattern, locale).withZone(zone).format(moment);
    }
}
