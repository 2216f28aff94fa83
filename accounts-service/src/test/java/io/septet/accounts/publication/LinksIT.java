package io.septet.accounts.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Range;

/** Follow-up work after a post is public never changes that it is, and never sends it again. */
class LinksIT extends PublicationBench {
    private static final URI LINK = URI.create("https://example.org/p/1");

    @AfterEach
    void tellNothing() {
        platform.links = null;
    }

    @Test
    void aLinkThatIsToldLaterIsFilledInWithinAMinute() {
        platform.links = id -> Optional.empty();
        published();
        assertThat(now().link()).isNull();

        passes(Duration.ofSeconds(3));
        assertThat(now().link()).isNull();
        long version = now().version();

        platform.links = id -> Optional.of(LINK);
        passes(Duration.ofSeconds(5));

        assertThat(now().link()).isEqualTo(LINK.toString());
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(now().version()).isEqualTo(version + 1);
        assertThat(Objects.requireNonNull(now().log()).getLast().version())
                .as("told as no step of its own")
                .isEqualTo(version + 1);
        assertThat(Objects.requireNonNull(now().log()))
                .filteredOn(step -> step.state() == PublicationState.PUBLISHED)
                .hasSize(1);
        assertThat(events()).endsWith("publication.published", "publication.linked");
        assertThat(waits()).isFalse();
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void aLinkThatIsNeverToldIsGivenUpAfterAnHour() {
        platform.links = id -> Optional.empty();
        published();

        for (int minutes = 0; minutes < 67; minutes++) {
            passes(Duration.ofMinutes(1));
        }

        assertThat(waits()).isFalse();
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
        assertThat(sends()).isEqualTo(1);
    }

    @Test
    void aPlatformThatThrowsOrAnAccountThatIsShutOnlyPutsItOff() {
        platform.links =
                id -> {
                    throw new IllegalStateException("scripted");
                };
        published();
        passes(Duration.ofSeconds(3));
        platform.connected = false;
        passes(Duration.ofSeconds(10));
        assertThat(waits()).isTrue();

        platform.connected = true;
        platform.links = id -> Optional.of(LINK);
        passes(Duration.ofSeconds(30));

        assertThat(now().link()).isEqualTo(LINK.toString());
    }

    @Test
    void aPlatformThatTellsNoLinksIsNotAsked() {
        published();

        passes(Duration.ofSeconds(3));

        assertThat(waits()).isFalse();
        assertThat(now().link()).isNull();
    }

    private void published() {
        platform.sends.put(feed, ScriptedPlatform.ACCEPTS);
        hand();
        run();
        assertThat(state()).isEqualTo(PublicationState.PUBLISHED);
    }

    private boolean waits() {
        return redis.opsForZSet().score(Steps.work(tag(), workspace), id) != null;
    }

    private java.util.List<String> events() {
        return Objects.requireNonNull(
                        redis.opsForStream()
                                .range(streams.stream("accounts", workspace), Range.unbounded()))
                .stream()
                .map(entry ->
                        tools.jackson.databind.json.JsonMapper.shared()
                                .readTree(String.valueOf(entry.getValue().get("e"))))
                .filter(event -> event.path("id").asString().equals(id))
                .map(event -> event.path("type").asString())
                .toList();
    }
}
