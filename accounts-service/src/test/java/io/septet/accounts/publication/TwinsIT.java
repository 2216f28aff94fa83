package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.kit.id.Ids;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two deliveries of the same text to the same feed: which of them a post is cannot be seen. */
class TwinsIT extends PublicationBench {
    private String first = "";
    private String second = "";

    /** Both are handed over, and what comes of their sends is not clear. */
    private void twins(PublishClass kind) {
        platform.kind = kind;
        platform.sends.put(feed, request -> new SendOutcome.Unclear("read timed out"));
        first = id;
        hand();
        run();
        second = Ids.next();
        id = second;
        hand();
        run();
    }

    private Publication first() {
        return one.store().findIn(tag(), first).orElseThrow();
    }

    private Publication second() {
        return one.store().findIn(tag(), second).orElseThrow();
    }

    private void bothPass(Duration time) {
        clock.skewBy(clock.skew().plus(time));
        id = first;
        run();
        id = second;
        run();
    }

    @Test
    void oneSuchPostProvesNothingForEither() {
        twins(PublishClass.N);
        var post = post("1");
        lists(post);

        bothPass(Duration.ofSeconds(31));
        assertThat(first().state()).isEqualTo(PublicationState.UNKNOWN);
        assertThat(second().state()).isEqualTo(PublicationState.UNKNOWN);
        bothPass(Duration.ofSeconds(100));
        bothPass(Duration.ofMinutes(9));

        assertThat(first().state()).isEqualTo(PublicationState.REVIEW);
        assertThat(second().state()).isEqualTo(PublicationState.REVIEW);
        assertThat(first().seen()).extracting(Seen::platformId).containsExactly("1");
    }

    @Test
    void asManyPostsAsSendsAreTheirs() {
        twins(PublishClass.N);
        lists(post("1"), post("2"));

        bothPass(Duration.ofSeconds(31));

        assertThat(first().state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(second().state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(first().platformId()).isNotEqualTo(second().platformId());
    }

    @Test
    void ofTwoThatHaveFoundTheSamePostOneGetsIt() {
        twins(PublishClass.N);
        var found = List.of(post("1"), post("2"));

        assertThat(bind(first(), found.get(0), found, true)).isEqualTo(Publications.Binding.BOUND);
        assertThat(bind(second(), found.get(0), found, true)).isEqualTo(Publications.Binding.TAKEN);
        assertThat(second().state()).isEqualTo(PublicationState.UNKNOWN);

        assertThat(bind(second(), found.get(1), found, false))
                .as("the other's post does not count")
                .isEqualTo(Publications.Binding.BOUND);
    }

    private Publications.Binding bind(
            Publication publication, Seen found, List<Seen> alike, boolean certain) {
        return one.store()
                .bind(
                        publication.found(found, clock.instant()),
                        publication.version(),
                        alike,
                        certain);
    }

    @Test
    void morePostsThanSendsAreForAPerson() {
        twins(PublishClass.N);
        lists(post("1"), post("2"), post("3"));

        bothPass(Duration.ofSeconds(31));

        assertThat(first().state()).isEqualTo(PublicationState.REVIEW);
    }

    @Test
    void aLookDoesNotTakeThePostOfOneWhoseAnswerIsOnItsWay() {
        platform.sends.put(feed, request -> new SendOutcome.Unclear("read timed out"));
        hand();
        run();
        first = id;
        second = Ids.next();
        var late = post("1");
        platform.sends.put(
                feed,
                request -> {
                    // Its post is there already; meanwhile the first one is looked for.
                    lists(late);
                    clock.skewBy(clock.skew().plus(Duration.ofSeconds(31)));
                    replica().publisher().step(tag(), first);
                    return new SendOutcome.Accepted("1", null);
                });
        id = second;
        hand();
        run();

        assertThat(second().state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(second().platformId()).isEqualTo("1");
        assertThat(first().state()).isEqualTo(PublicationState.UNKNOWN);
        id = first;
        passes(Duration.ofSeconds(100));
        passes(Duration.ofMinutes(9));
        assertThat(first().state()).isEqualTo(PublicationState.REVIEW);
    }

    @Test
    void withAKeyBothAreSentAgainAndEachGetsItsOwn() {
        twins(PublishClass.K);
        lists(post("1"));
        bothPass(Duration.ofSeconds(31));
        assertThat(first().state()).isEqualTo(PublicationState.UNKNOWN);
        var ids = new ConcurrentHashMap<>(java.util.Map.of(first, "1", second, "2"));
        platform.sends.put(
                feed,
                request ->
                        new SendOutcome.Accepted(
                                java.util.Objects.requireNonNull(ids.get(request.deliveryId())),
                                null));

        bothPass(Duration.ofSeconds(100));

        assertThat(first().platformId()).isEqualTo("1");
        assertThat(second().platformId()).isEqualTo("2");
    }

    @Test
    void whatCertainlyDidNotGoOutOrLongAgoDoesNotCount() {
        platform.kind = PublishClass.N;
        platform.sends.put(feed, request -> new SendOutcome.Unclear("read timed out"));
        hand();
        run();
        clock.skewBy(clock.skew().plus(Duration.ofMinutes(10)));
        platform.sends.put(feed, request -> new SendOutcome.Refused("not so"));
        id = Ids.next();
        hand();
        run();
        id = Ids.next();
        unclear(PublishClass.N);
        lists(post("1"));

        passes(Duration.ofSeconds(31));

        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
    }

    @Test
    void aContainerIsPublishedWithoutAnIdWhileItsPostMayBeAnothers() {
        twins(PublishClass.T);
        shows(new ReadBack.Found("1", null, post("1").createdAt()));
        id = first;
        passes(Duration.ofSeconds(16));

        assertThat(first().state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(first().platformId()).isNull();
        assertThat(one.store().ownerOf(first(), "1")).isEmpty();
    }

    @Test
    void anAnswerNeverTakesAPostThatBelongsToAnother() {
        Function<io.septet.accounts.platform.SendRequest, SendOutcome> sameId =
                request -> new SendOutcome.Accepted("1", null);
        platform.sends.put(feed, sameId);
        hand();
        run();
        first = id;
        second = Ids.next();
        id = second;
        hand();
        run();

        assertThat(first().state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(second().state()).isEqualTo(PublicationState.REVIEW);
        assertThat(one.store().ownerOf(second(), "1")).contains(first);
    }
}
