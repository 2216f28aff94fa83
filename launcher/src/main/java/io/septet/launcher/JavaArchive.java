package io.septet.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says with which arguments Java runs a jar. */
@FunctionalInterface
interface JavaArchive {
    /**
     * The end of the command.
     *
     * @param program its name
     * @param jar as built
     * @param flags what stands before it
     * @throws IOException if it cannot be prepared
     */
    List<String> arguments(String program, Path jar, List<String> flags) throws IOException;

    /** Straight from the jar. */
    static JavaArchive asBuilt() {
        return (program, jar, flags) -> List.of("-jar", jar.toString());
    }
}
