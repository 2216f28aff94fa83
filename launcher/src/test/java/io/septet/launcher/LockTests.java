package io.septet.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTests {
    @TempDir Path run;

    @Test
    void onlyOneLauncherHasADataFolder() throws IOException {
        try (var first = Lock.take(run).orElseThrow()) {
            assertThat(Lock.take(run)).isEmpty();
            assertThat(first).isNotNull();
        }
        var next = Lock.take(run);
        assertThat(next).isPresent();
        next.orElseThrow().close();
    }

    @Test
    void tellsOthersWhereTheHouseIs() throws IOException {
        assertThat(Lock.noted(run)).isEmpty();

        Lock.note(run, "http://localhost:8080");
        assertThat(Lock.noted(run)).contains("http://localhost:8080");

        Lock.forget(run);
        assertThat(Lock.noted(run)).isEmpty();
    }
}
