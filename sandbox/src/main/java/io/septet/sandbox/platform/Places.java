package io.septet.sandbox.platform;

import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.ledger.Upload;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where things are found.
 *
 * @param base the address of X, Facebook and the control, without a slash at its end
 * @param instances the addresses of the Mastodon-like servers
 * @param bluesky the address of the Bluesky-like server
 */
public record Places(String base, List<String> instances, String bluesky) {

    /** The account as the ledger names it: user name, page id, or {@code name@host:port}. */
    public String account(Account account) {
        return switch (account.platform()) {
            case X, FACEBOOK, BLUESKY, LINKEDIN, INSTAGRAM, THREADS, TELEGRAM -> account.handle();
            case MASTODON -> account.handle() + "@" + host(account.instance());
        };
    }

    /** Host and port of a Mastodon-like server. */
    public String host(int instance) {
        return URI.create(instances.get(instance)).getAuthority();
    }

    /** The page of everything an account has posted. */
    public String feed(Account account) {
        String name =
                URLEncoder.encode(account(account), StandardCharsets.UTF_8).replace("%40", "@");
        return base + "/sandbox/feeds/" + account.platform().id() + "/" + name.replace("%3A", ":");
    }

    /** The public page of a post, as the platform would name it. */
    public String post(Account account, Post post) {
        return switch (account.platform()) {
            case X -> base + "/x-web/" + account.handle() + "/status/" + post.id();
            case FACEBOOK -> base + "/facebook-web/" + post.id();
            case MASTODON ->
                    instances.get(account.instance()) + "/@" + account.handle() + "/" + post.id();
            case BLUESKY ->
                    bluesky
                            + "/profile/"
                            + account.handle()
                            + "/post/"
                            + post.id().substring(post.id().lastIndexOf('/') + 1);
            case LINKEDIN -> base + "/linkedin-web/feed/update/" + post.id();
            case INSTAGRAM -> base + "/instagram-web/p/" + post.id();
            case TELEGRAM ->
                    base
                            + "/telegram-web/"
                            + (account.handle().equals(account.id())
                                    ? "c/" + account.id().substring("-100".length())
                                    : account.handle())
                            + "/"
                            + post.id();
            case THREADS -> base + "/threads-web/@" + account.handle() + "/post/" + post.id();
        };
    }

    /** Where the bytes of a picture can be fetched. */
    public String picture(Upload upload) {
        return base + "/sandbox/media/" + upload.sha256();
    }
}
