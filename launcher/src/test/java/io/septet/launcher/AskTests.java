package io.septet.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AskTests {
    @Test
    void knowsWhatCanBeAskedFor() {
        assertThat(Ask.of(List.of())).isEqualTo(Ask.START);
        assertThat(Ask.of(List.of("--empty"))).isEqualTo(Ask.START_EMPTY);
        assertThat(Ask.of(List.of("--empty", "--sandbox"))).isEqualTo(Ask.START_EMPTY_SANDBOX);
        assertThat(Ask.of(List.of("--sandbox", "--empty"))).isEqualTo(Ask.START_EMPTY_SANDBOX);
        assertThat(Ask.of(List.of("--stop"))).isEqualTo(Ask.STOP);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Ask.of(List.of("--fast"))).hasMessage("Unknown option --fast");
        assertThatThrownBy(() -> Ask.of(List.of("--sandbox")))
                .hasMessageStartingWith("--sandbox goes with --empty");
        assertThatThrownBy(() -> Ask.of(List.of("--empty", "--stop")))
                .hasMessageStartingWith("One option at a time");
    }
}
