package io.septet.launcher.demo;

import io.septet.launcher.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the making of demo data has reached, in {@code data/demo-progress.json}: one text for each
 * step. A step that is there is never done again, whoever pulled the plug in between; what a step
 * decided (an id, a password, a due time) is kept before it is used.
 */
final class DemoProgress {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Map<String, String> steps;

    /**
     * Reads the file; one that is not there is an empty one.
     *
     * @throws IOException if it cannot be read
     */
    DemoProgress(Path file) throws IOException {
        this.file = file;
        this.steps =
                Files.exists(file)
                        ? JSON.readValue(
                                Files.readString(file),
                                new TypeReference<LinkedHashMap<String, String>>() {})
                        : new LinkedHashMap<>();
    }

    /** One step's work. */
    @FunctionalInterface
    interface Step {
        /**
         * Does it and gives what to remember.
         *
         * @throws IOException if it failed; nothing is remembered then
         */
        String take() throws IOException;
    }

    /**
     * What the step gave when it was taken; takes it now if it never was.
     *
     * @throws IOException if the step fails or its result cannot be kept
     */
    String once(String name, Step step) throws IOException {
        var known = steps.get(name);
        if (known != null) {
            return known;
        }
        var result = step.take();
        steps.put(name, result);
        PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(steps));
        return result;
    }

    /** What the step gave; empty if it was never taken. */
    Optional<String> of(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** Forgets a step, so that it is taken again. Kept on disk with the next one. */
    void undo(String name) {
        steps.remove(name);
    }
}
