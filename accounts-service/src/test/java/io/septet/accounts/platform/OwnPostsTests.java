package io.septet.accounts.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.OwnPosts.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Looking through a long list on a platform that fails now and then. */
class OwnPostsTests {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Page FAILED =
            new Page.Stopped(new ReadBack.Unreadable("It answered with 500", null));

    private final Deque<Page> answers = new ArrayDeque<>();
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private int calls;

    private ReadBack look() {
        return OwnPosts.since(
                NOW.minusSeconds(600),
                new Content("The ferry leaves", List.of(), null, null, null),
                clock,
                this::answer);
    }

    private Page answer(@Nullable String next) {
        calls++;
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    private static Page posts(@Nullable String next) {
        var post = new Seen("p" + next, null, NOW.minusSeconds(60), "The bridge opens");
        return new Page.Read(List.of(new OwnPosts.Post(post, 0)), next);
    }

    @Test
    void aPageThatFailedIsAskedForAgainAndNotTheWholeList() {
        answers.addAll(List.of(posts("2"), FAILED, FAILED, posts("3"), FAILED, posts(null)));

        assertThat(look())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, seen -> assertThat(seen.different()).hasSize(3));
        assertThat(calls).isEqualTo(6);
    }

    @Test
    void aPageIsAskedForThreeTimes() {
        answers.add(FAILED);

        assertThat(look()).isInstanceOf(ReadBack.Unreadable.class);
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void whoeverSaysWhenToComeBackIsNotAskedBefore() {
        answers.add(new Page.Stopped(new ReadBack.Unreadable("Too many", NOW.plusSeconds(60))));

        assertThat(look()).isInstanceOf(ReadBack.Unreadable.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aLookThatHasLastedLongIsNotDrawnOut() {
        answers.add(FAILED);
        clock = new Passing(NOW, Duration.ofSeconds(21));

        assertThat(look()).isInstanceOf(ReadBack.Unreadable.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        IntStream.rangeClosed(1, 21).forEach(page -> answers.add(posts("" + page)));

        assertThat(look())
                .isInstanceOfSatisfying(
                        ReadBack.Unreadable.class,
                        unread -> assertThat(unread.reason()).contains("more since"));
        assertThat(calls).isEqualTo(20);
    }

    /** Goes on by as much each time it is read. */
    private static final class Passing extends Clock {
        private final Duration each;
        private Instant now;

        Passing(Instant from, Duration each) {
            this.now = from;
            this.each = each;
        }

        @Override
        public Instant instant() {
            var read = now;
            now = now.plus(each);
            return read;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
