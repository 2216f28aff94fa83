package io.septet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTests {
    @TempDir Path run;
    private ProcessTable table;

    @BeforeEach
    void open() {
        table = new ProcessTable(run);
    }

    @Test
    void findsARememberedProcessAgain() throws IOException {
        table.remember("me", ProcessHandle.current());

        assertThat(new ProcessTable(run).find("me")).contains(ProcessHandle.current());
        assertThat(run.resolve("me.pid")).hasContent("" + ProcessHandle.current().pid());
    }

    @Test
    void takesNoOtherProcessForOursThatHasItsNumber() throws IOException {
        table.remember("me", ProcessHandle.current());
        Files.writeString(run.resolve("me.born"), "2020-01-01T00:00:00Z");

        assertThat(table.find("me")).isEmpty();
    }

    @Test
    void findsNothingThatIsGoneForgottenOrUnreadable() throws IOException, InterruptedException {
        var shortLived = new ProcessBuilder("true").start();
        table.remember("gone", shortLived.toHandle());
        shortLived.waitFor();
        table.remember("forgotten", ProcessHandle.current());
        table.forget("forgotten");
        Files.writeString(run.resolve("unreadable.pid"), "x");
        Files.writeString(run.resolve("unreadable.born"), "x");

        assertThat(table.find("gone")).isEmpty();
        assertThat(table.find("forgotten")).isEmpty();
        assertThat(table.find("unreadable")).isEmpty();
        assertThat(table.find("never")).isEmpty();
    }
}
