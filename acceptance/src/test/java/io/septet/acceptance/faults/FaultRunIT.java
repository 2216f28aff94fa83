package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The promise: never twice, never early, nothing lost, nothing misreported. It is the last to be
 * tested, as the programs settle by themselves while others are.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(OneFaultRun.class)
class FaultRunIT {
    @Test
    void nothingIsDoubledEarlyLostOrMisreportedUnderFire(FaultRun run) throws Exception {
        var verdict = run.verdict();

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
}
