package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The promise: never twice, never early, nothing lost, nothing misreported. */
class FaultRunIT {
    @Test
    void nothingIsDoubledEarlyLostOrMisreportedUnderFire() throws Exception {
        var folder = Path.of("target/faults").toAbsolutePath();
        removeOld(folder);

        var verdict = FaultRun.run(folder, Plan.fromSystem());

        System.out.print(verdict.table());
        System.out.println(verdict.doubts());
        told("REVIEW", verdict.causes("REVIEW"));
        told("REVIEW explained by", verdict.explained());
        told("FAILED", verdict.causes("FAILED"));
        told("MISSED", verdict.causes("MISSED"));
        told("later than 60 s", verdict.delays());
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.unexplainedReviews()).isEmpty();
        assertThat(verdict.doubtedTooLong()).isEmpty();
    }

    private static void told(String what, Map<String, Integer> counts) {
        counts.forEach((why, count) -> System.out.println(count + " " + what + " " + why));
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
