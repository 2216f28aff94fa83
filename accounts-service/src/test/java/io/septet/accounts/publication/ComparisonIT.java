package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.SendOutcome;
import io.septet.kit.id.Ids;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a feed shows is compared with the records. */
class ComparisonIT extends PublicationBench {
    private Comparison.Shown compare(String... ids) {
        return new Comparison(one.store(), platform, guards, timings)
                .compare(workspace, feed, List.of(ids));
    }

    private void publish() {
        platform.sends.put(feed, ScriptedPlatform.ACCEPTS);
        hand();
        run();
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
    }

    private Comparison.Found only() {
        return compare(id).items().getFirst();
    }

    @Test
    void itsPostIsThereOrIsNotThereAnyMore() {
        publish();
        lists(post("p-" + id));
        assertThat(only()).isEqualTo(new Comparison.Found(id, true, List.of()));

        lists();
        assertThat(only()).isEqualTo(new Comparison.Found(id, false, List.of()));
    }

    @Test
    void aSecondPostCountsOnlyIfThereWasASecondSend() {
        publish();
        lists(post("p-" + id), post("by-hand"));
        assertThat(only().more()).isEmpty();

        id = Ids.next();
        feed = Ids.next();
        unclear(PublishClass.K);
        lists();
        platform.sends.put(feed, ScriptedPlatform.ACCEPTS);
        passes(Duration.ofSeconds(121));
        lists(post("p-" + id), post("first"));

        assertThat(only()).isEqualTo(new Comparison.Found(id, true, List.of("first")));
    }

    @Test
    void aPostOfWhatWasRefusedIsSeenUnlessItBelongsToAnother() {
        publish();
        var other = post("p-" + id);
        platform.sends.put(feed, request -> new SendOutcome.Refused("no"));
        id = Ids.next();
        hand();
        run();
        lists(other);
        assertThat(only().there()).isFalse();

        lists(other, post("unknown"));
        assertThat(only().there()).isTrue();
    }

    @Test
    void whatWasNeverArmedIsNotAskedForAndWhatCannotBeReadIsSaid() {
        hand();
        assertThat(compare(id).items()).isEmpty();
        run();
        shows(new ReadBack.Unreadable("no answer", null));

        assertThat(compare(id)).isEqualTo(new Comparison.Shown(List.of(), "no answer"));
    }

    @Test
    void byOurOwnIdEachIsAskedFor() {
        platform.kind = PublishClass.C;
        publish();
        shows(new ReadBack.Absent(clock.instant()));
        assertThat(only().there()).isFalse();
        shows(new ReadBack.Found("p-" + id, null, null));
        assertThat(only().there()).isTrue();
    }
}
