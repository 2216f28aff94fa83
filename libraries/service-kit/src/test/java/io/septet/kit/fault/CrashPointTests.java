package io.septet.kit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program of its own, since this one has to live on. */
class CrashPointTests {
    @ParameterizedTest
    @CsvSource({
        "after-arm,137",
        "before-arm,0",
        "after-arm:TERM,143",
        "after-arm:KILL:2,137",
        "after-arm:KILL:3,0",
        "'',0"
    })
    void endsTheProgramWhereATestWantsItAndNowhereElse(String wanted, int exit) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var program =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Dseptet.crash-point=" + wanted,
                                Victim.class.getName())
                        .start();

        assertThat(program.waitFor()).isEqualTo(exit);
    }

    /** Passes one point twice and ends well. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws InterruptedException {
            CrashPoint.AFTER_ARM.pass();
            CrashPoint.AFTER_ARM.pass();
            if (System.getProperty("septet.crash-point", "").endsWith("TERM")) {
                Thread.sleep(5_000);
            }
        }
    }
}
