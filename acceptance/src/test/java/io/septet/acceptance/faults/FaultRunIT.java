package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** The promise: never twice, never early, nothing lost, nothing misreported. */
class FaultRunIT {
    @Test
    void nothingIsDoubledEarlyLostOrMisreportedUnderFire() throws Exception {
        var folder = Path.of("target/faults").toAbsolutePath();
        removeOld(folder);

        var verdict = FaultRun.run(folder, Plan.fromSystem());

        System.out.print(verdict.table());
        verdict.causes("REVIEW")
                .forEach((why, count) -> System.out.println(count + " REVIEW " + why));
        verdict.causes("FAILED")
                .forEach((why, count) -> System.out.println(count + " FAILED " + why));
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.reviews("K", "C", "T")).isEmpty();
    }

    private static void removeOld(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
