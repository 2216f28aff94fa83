package io.septet.accounts.media;

import io.septet.kit.SeptetProperties;
import io.septet.kit.id.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Finds media bytes.
 *
 * <pre>
 * ${septet.data}/media/{workspace}/{first two of sha256}/{sha256}
 * </pre>
 */
@Component
public class MediaFiles {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;

    /**
     * @param septet names the data folder
     */
    public MediaFiles(SeptetProperties septet) {
        this.folder = septet.data().resolve("media");
    }

    /**
     * The bytes of one file, not yet read.
     *
     * @param sha256 of the bytes, hex
     * @return empty if they are not there
     */
    public Optional<Resource> find(String workspace, String sha256) {
        if (!Ids.isId(workspace) || !SHA256.matcher(sha256).matches()) {
            return Optional.empty();
        }
        var file = folder.resolve(workspace).resolve(sha256.substring(0, 2)).resolve(sha256);
        return Files.isRegularFile(file)
                ? Optional.of(new FileSystemResource(file))
                : Optional.empty();
    }
}
