package io.septet.sandbox.page;

import static io.septet.sandbox.html.Html.escaped;

import io.septet.sandbox.engagement.Engagement;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import io.septet.sandbox.platform.World;
import java.util.Locale;

/** Posts and their accounts as people see them. */
final class PostView {
    private final World world;

    PostView(World world) {
        this.world = world;
    }

    String head(Account account) {
        return """
        <header class="feed"><p><a href="%s/">All feeds</a></p>\
        <img src="/sandbox/avatars/%s" alt="" width="64" height="64">\
        <div><h1><a href="%s">%s</a></h1><p class="quiet">%s &middot; %s &middot; %s followers &middot; pretend</p></div></header>
        """
                .formatted(
                        world.places().base(),
                        escaped(account.key()),
                        escaped(world.places().feed(account)),
                        escaped(account.name()),
                        account.platform().title(),
                        escaped(world.places().account(account)),
                        String.format(Locale.ROOT, "%,d", world.followers(account)));
    }

    String article(Account account, Post post) {
        var html = new StringBuilder("<article id=\"p" + post.number() + "\">");
        if (!post.trait("spoiler").isEmpty()) {
            html.append("<p class=\"warning\">")
                    .append(escaped(post.trait("spoiler")))
                    .append("</p>");
        }
        html.append("<p class=\"text\" dir=\"auto\">").append(escaped(post.text())).append("</p>");
        if (!post.trait("link").isEmpty()) {
            html.append("<p class=\"quiet\">").append(escaped(post.trait("link"))).append("</p>");
        }
        if (!post.media().isEmpty()) {
            html.append("<div class=\"pictures n").append(post.media().size()).append("\">");
            for (Upload upload : post.media()) {
                html.append(
                        "<img src=\"/sandbox/media/%s\" alt=\"%s\" width=\"%d\" height=\"%d\" loading=\"lazy\">"
                                .formatted(
                                        upload.sha256(),
                                        escaped(upload.altText()),
                                        upload.width(),
                                        upload.height()));
            }
            html.append("</div>");
        }
        return html.append(numbers(account, post)).append("</article>").toString();
    }

    private String numbers(Account account, Post post) {
        Engagement seen = world.engagement(account, post);
        String counts =
                switch (account.platform()) {
                    case X ->
                            count(seen.views(), "views")
                                    + count(seen.likes(), "likes")
                                    + count(seen.shares(), "reposts")
                                    + count(seen.comments(), "replies");
                    case FACEBOOK ->
                            count(seen.views(), "views")
                                    + count(seen.likes() + seen.loves(), "reactions")
                                    + count(seen.comments(), "comments")
                                    + count(seen.shares(), "shares");
                    case MASTODON ->
                            count(seen.likes(), "favourites")
                                    + count(seen.shares(), "boosts")
                                    + count(seen.comments(), "replies");
                    case BLUESKY ->
                            count(seen.likes(), "likes")
                                    + count(seen.shares(), "reposts")
                                    + count(seen.comments(), "replies")
                                    + count(seen.quotes(), "quotes");
                    case INSTAGRAM ->
                            count(seen.views(), "views")
                                    + count(seen.likes() + seen.loves(), "likes")
                                    + count(seen.comments(), "comments")
                                    + count(seen.saves(), "saves");
                    case THREADS ->
                            count(seen.views(), "views")
                                    + count(seen.likes(), "likes")
                                    + count(seen.comments(), "replies")
                                    + count(seen.shares(), "reposts");
                    case TELEGRAM ->
                            count(seen.views(), "views")
                                    + count(seen.likes() + seen.loves(), "reactions")
                                    + count(seen.shares(), "forwards");
                    case LINKEDIN ->
                            count(seen.views(), "impressions")
                                    + count(seen.likes(), "reactions")
                                    + count(seen.comments(), "comments")
                                    + count(seen.shares(), "reposts");
                };
        return "<footer><a href=\"%s\"><time datetime=\"%s\">%s</time></a><ul>%s</ul></footer>"
                .formatted(
                        escaped(world.places().post(account, post)),
                        post.acceptedAt(),
                        post.acceptedAt().toString().replace('T', ' ').replace("Z", " UTC"),
                        counts);
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "<li><b>%,d</b> %s</li>", number, what);
    }
}
