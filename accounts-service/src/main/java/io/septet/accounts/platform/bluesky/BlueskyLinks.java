package io.septet.accounts.platform.bluesky;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where records lie, for programs ({@code at://did/collection/rkey}) and for people. */
final class BlueskyLinks {
    static final String POSTS = "app.bsky.feed.post";

    private static final Pattern RECORD =
            Pattern.compile("at://(did:[a-z]+:[\\w.:%-]+)/([A-Za-z0-9.-]+)/([\\w.~:-]+)");

    private BlueskyLinks() {}

    /** A record's place. */
    record Record(String repo, String collection, String rkey) {}

    /** Empty if the text is no address of a record. */
    static Optional<Record> record(String uri) {
        var found = RECORD.matcher(uri);
        return found.matches()
                ? Optional.of(new Record(found.group(1), found.group(2), found.group(3)))
                : Optional.empty();
    }

    /** The page of an account. */
    static URI profile(URI webUrl, String handle) {
        return URI.create(webUrl + "/profile/" + handle);
    }

    /** The page of a post. */
    static URI post(URI webUrl, String handle, String rkey) {
        return URI.create(webUrl + "/profile/" + handle + "/post/" + rkey);
    }
}
