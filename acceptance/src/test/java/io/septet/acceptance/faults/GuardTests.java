package io.septet.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The guards can still be taken out; that they are needed is shown by {@code acceptance/mutants}.
 */
class GuardTests {
    @ParameterizedTest
    @EnumSource
    void itIsWhereItIsTakenOut(Guard guard) {
        assertThatCode(() -> Mutant.edited(guard.edit())).doesNotThrowAnyException();
    }
}
