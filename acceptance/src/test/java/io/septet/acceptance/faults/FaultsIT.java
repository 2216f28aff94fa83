package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The run under fire, of which {@link FaultRunIT} tells what came of it: before everything else,
 * with the machine to itself.
 */
@Order(0)
@ExtendWith(OneFaultRun.class)
class FaultsIT {
    @Test
    void postsAreAcceptedUnderFire(FaultRun run) {
        assertThat(run.posts()).isPositive();
    }
}
