package io.septet.accounts.platform;

import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks through what an account has posted, newest first, back to a moment. Only a list that was
 * read to its end says that something is not there, so a list that breaks off or does not end is no
 * answer.
 */
public final class OwnPosts {
    /** More than anybody posts in the hour or so that is ever looked back. */
    private static final int MOST_PAGES = 20;

    /** A list of many pages would hardly ever be read to its end if each had one chance. */
    private static final int MOST_TRIES = 3;

    /** Nothing is asked again in a look that has lasted so long. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

    private OwnPosts() {}

    /**
     * One post of the list.
     *
     * @param media how many pictures or videos it has
     */
    public record Post(Seen seen, int media) {}

    /** One step of the way back. */
    public sealed interface Page {
        /**
         * @param next where the list goes on; null = this was its end
         */
        record Read(List<Post> posts, @Nullable String next) implements Page {}

        /** It could not be read. */
        record Stopped(ReadBack because) implements Page {}
    }

    /**
     * Posts that were made since, told apart by the fingerprint of what was sent.
     *
     * @param page reads a page; null = the first one
     * @return {@link ReadBack.Candidates}, or why there are none
     */
    public static ReadBack since(
            Instant since, Content sent, Clock clock, Function<@Nullable String, Page> page) {
        var asOf = clock.instant();
        var wanted = Fingerprint.of(sent);
        var equal = new ArrayList<Seen>();
        var different = new ArrayList<Seen>();
        @Nullable String next = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            switch (read(page, next, asOf.plus(LONGEST_LOOK), clock)) {
                case Page.Stopped(var because) -> {
                    return because;
                }
                case Page.Read(var posts, var after) -> {
                    for (var post : posts) {
                        if (!isBefore(post, since)) {
                            var found = Fingerprint.of(post.seen().text(), post.media());
                            (found.equals(wanted) ? equal : different).add(post.seen());
                        }
                    }
                    // The last one: a pinned post may be old and come first.
                    if (after == null || (!posts.isEmpty() && isBefore(posts.getLast(), since))) {
                        return new ReadBack.Candidates(equal, different, asOf);
                    }
                    next = after;
                }
            }
        }
        return new ReadBack.Unreadable(
                "The account has posted more since than can be looked through", null);
    }

    /** A platform that says when to come back is not asked again before. */
    private static Page read(
            Function<@Nullable String, Page> page,
            @Nullable String next,
            Instant end,
            Clock clock) {
        var read = page.apply(next);
        for (int tries = 1;
                tries < MOST_TRIES
                        && read instanceof Page.Stopped(ReadBack.Unreadable(_, var until))
                        && until == null
                        && clock.instant().isBefore(end);
                tries++) {
            read = page.apply(next);
        }
        return read;
    }

    /**
     * A page, or why there is none.
     *
     * @param read takes the answer apart; null = it cannot be read
     */
    public static Page page(
            Reply reply,
            Function<Answered, Refusal> refusal,
            Function<Answered, Page.@Nullable Read> read) {
        return switch (reply) {
            case Reply.NeverSent(var reason) -> stopped(reason);
            case Reply.Lost(var reason) -> stopped(reason);
            case Answered answer when answer.ok() -> {
                var page = read.apply(answer);
                yield page == null ? stopped(answer.seen()) : page;
            }
            case Answered answer -> new Page.Stopped(refusal.apply(answer).looked());
        };
    }

    private static Page stopped(String reason) {
        return new Page.Stopped(new ReadBack.Unreadable(reason, null));
    }

    private static boolean isBefore(Post post, Instant since) {
        var at = post.seen().createdAt();
        return at != null && at.isBefore(since);
    }
}
