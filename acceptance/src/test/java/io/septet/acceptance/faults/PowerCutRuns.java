package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A power cut takes nothing that was accepted. Takes long, so that it is a command, {@code
 * acceptance/power-cut}, and no part of the build.
 */
class PowerCutRuns {
    @Test
    void nothingAcceptedIsLost() throws Exception {
        var folder = Path.of("target/power-cut", UUID.randomUUID().toString()).toAbsolutePath();
        try (var stage = Stage.set(folder, Setup.of(1, 1).without("scheduler-b", "accounts-b"))) {
            var cuts = new PowerCut(stage, folder, Long.getLong("septet.power-cut.seed", 1));
            for (int i = 0; i < Integer.getInteger("septet.power-cut.rounds", 20); i++) {
                var round = cuts.round(false);
                System.out.println(round);
                assertThat(round.lost()).isEmpty();
            }

            var everySecond = cuts.round(true);

            System.out.println("As if synced every second: " + everySecond);
            assertThat(everySecond.lost()).isNotEmpty();
        }
    }
}
