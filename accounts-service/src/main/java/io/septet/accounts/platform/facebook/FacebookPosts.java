package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.graph.GraphPosts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a page's own posts look like when they are listed. */
final class FacebookPosts {
    /** Facebook leads clicks through itself, and marks them. */
    private static final Pattern DETOUR =
            Pattern.compile("https?://lm?\\.facebook\\.com/l\\.php\\?u=([^&\\s]+)[^\\s]*");

    private static final Pattern MARK = Pattern.compile("[?&]fbclid=[\\w-]+");
    private static final Set<String> MEDIA = Set.of("photo", "video");

    static final GraphPosts.Listing LISTING =
            new GraphPosts.Listing(
                    "published_posts",
                    "message",
                    "created_time",
                    "permalink_url",
                    "attachments{media_type,subattachments.limit(100){media_type}}",
                    FacebookPosts::media,
                    FacebookPosts::plain);

    private FacebookPosts() {}

    /** An album has its pictures one level deeper; the card of a link is none. */
    private static int media(JsonNode post) {
        int count = 0;
        for (var attachment : post.path("attachments").path("data")) {
            var parts = attachment.path("subattachments").path("data");
            if (parts.isEmpty()) {
                count += MEDIA.contains(attachment.path("media_type").asString("")) ? 1 : 0;
            } else {
                count += parts.size();
            }
        }
        return count;
    }

    private static String plain(String message) {
        var direct =
                DETOUR.matcher(message)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        URLDecoder.decode(found.group(1), StandardCharsets.UTF_8)));
        return MARK.matcher(direct).replaceAll("");
    }
}
