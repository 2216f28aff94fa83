package io.septet.accounts.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFilesTests {
    private static final String DIGEST = "6e".repeat(32);

    @TempDir private Path data;

    private final String workspace = Ids.next();

    @Test
    void noNameLeadsElsewhereThanToAWorkspacesFiles() throws IOException {
        var here = URI.create("http://localhost");
        var files = new MediaFiles(new SeptetProperties("accounts", data, 1, 1, here, here, here));
        var folder = Files.createDirectories(data.resolve("media/" + workspace + "/6e"));
        Files.writeString(folder.resolve(DIGEST), "pixels");
        Files.writeString(data.resolve("secret"), "key");

        assertThat(files.find(workspace, DIGEST)).isPresent();
        for (var name :
                new String[] {
                    "../../../../secret",
                    "../../" + workspace + "/6e/" + DIGEST,
                    data.resolve("secret").toString(),
                    "6e/" + DIGEST,
                    DIGEST.substring(1),
                    DIGEST.toUpperCase(java.util.Locale.ROOT)
                }) {
            assertThat(files.find(workspace, name)).as(name).isEmpty();
        }
        for (var place :
                new String[] {
                    "", ".", "..", "../media/" + workspace, workspace + "/../" + workspace
                }) {
            assertThat(files.find(place, DIGEST)).as(place).isEmpty();
        }
    }
}
