package io.septet.accounts.platform.instagram;

import io.septet.accounts.platform.ContentFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How many hashtags and mentions a caption may have.
 *
 * <p>Unverified: how exactly Instagram finds them; and that its API still takes 30 hashtags, after
 * the app went down to 5 in December 2025.
 */
final class InstagramCaption {
    private static final int MOST_HASHTAGS = 30;
    private static final int MOST_MENTIONS = 20;
    private static final Pattern HASHTAG =
            Pattern.compile("(?<![\\p{L}\\p{N}_&])#(?=[\\p{L}\\p{N}_]*[\\p{L}_])[\\p{L}\\p{N}_]+");
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{L}\\p{N}_.@/])@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?");

    private InstagramCaption() {}

    static List<ContentFault> faults(String caption) {
        var faults = new ArrayList<ContentFault>();
        count(
                faults,
                "too-many-hashtags",
                "Instagram takes at most %d hashtags; this text has %d",
                HASHTAG,
                MOST_HASHTAGS,
                caption);
        count(
                faults,
                "too-many-mentions",
                "Instagram takes at most %d mentions; this text has %d",
                MENTION,
                MOST_MENTIONS,
                caption);
        return faults;
    }

    private static void count(
            List<ContentFault> faults,
            String type,
            String words,
            Pattern what,
            int most,
            String caption) {
        long found = what.matcher(caption).results().count();
        if (found > most) {
            faults.add(
                    new ContentFault(
                            type,
                            String.format(Locale.ROOT, words, most, found),
                            (long) most,
                            found));
        }
    }
}
