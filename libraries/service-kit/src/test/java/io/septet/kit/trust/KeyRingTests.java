package io.septet.kit.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTests {
    private static final int REPLICAS = 8;

    @TempDir private Path temp;

    @Test
    void replicasThatStartFirstAtTheSameTimeHaveOneKey() throws Exception {
        for (int round = 0; round < 50; round++) {
            var folder = temp.resolve("" + round);

            var keys = startAtOnce(folder);

            var published = ECKey.parse(Files.readString(folder.resolve("public/gateway.jwk")));
            assertThat(keys).as("round %d", round).containsOnly(published.getKeyID());
            assertThat(new KeyRing(folder, "gateway").own().getKeyID())
                    .as("after the next start")
                    .isEqualTo(published.getKeyID());
            assertThat(files(folder)).containsExactly("gateway.jwk", "public/gateway.jwk");
        }
    }

    private static List<String> startAtOnce(Path folder) throws Exception {
        var barrier = new CyclicBarrier(REPLICAS);
        Callable<String> replica =
                () -> {
                    barrier.await();
                    return new KeyRing(folder, "gateway").own().getKeyID();
                };
        var started = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(REPLICAS)) {
            for (int i = 0; i < REPLICAS; i++) {
                started.add(threads.submit(replica));
            }
            var keys = new ArrayList<String>();
            for (var one : started) {
                keys.add(one.get());
            }
            return keys;
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
