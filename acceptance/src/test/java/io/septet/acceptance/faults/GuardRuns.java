package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each guard is needed: its scenario goes well with it, and wrong without it. Takes long, so that
 * it is a command, {@code acceptance/mutants}, and no part of the build.
 */
class GuardRuns {
    private static final Path FOLDER = Path.of("target/guards").toAbsolutePath();

    @ParameterizedTest
    @EnumSource
    void withoutTheGuardItGoesWrong(Guard guard) throws Exception {
        var wanted = System.getProperty("septet.guard", "");
        Assumptions.assumeTrue(wanted.isEmpty() || guard == Guard.valueOf(wanted));
        var folder = FOLDER.resolve(guard + "-" + UUID.randomUUID());
        var mutant = Mutant.make(folder.resolve("mutant"), guard.edit());

        var with = new Scenario(folder.resolve("with"), Map.of()).play(guard);
        var without =
                new Scenario(folder.resolve("without"), Map.of(guard.edit().module(), mutant))
                        .play(guard);

        System.out.printf("%-8s with it: %s; without it: %s%n", guard, with, without);
        assertThat(with).isEmpty();
        assertThat(without).isNotEmpty();
    }
}
