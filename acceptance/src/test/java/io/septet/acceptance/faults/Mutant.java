package io.septet.acceptance.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * A copy of a service with one guard taken out. The product has no switch for that: the guard's
 * text is replaced in a resource, or in a class that is compiled anew, inside a copy of the jar.
 */
final class Mutant {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String CLASSES = "/BOOT-INF/classes/";

    private Mutant() {}

    /**
     * Makes it.
     *
     * @param folder of its own, in which it is made
     * @param edit what is replaced; each text must be there exactly once
     */
    static Path make(Path folder, Edit edit) throws IOException {
        Files.createDirectories(folder);
        var mutant = Files.copy(Fleet.jar(edit.module()), folder.resolve(edit.module() + ".jar"));
        var edited = edited(edit);
        try (var jar = FileSystems.newFileSystem(mutant)) {
            if (edit.file().endsWith(".java")) {
                var classes = compile(folder, edit, edited, jar.getPath("/BOOT-INF"));
                try (var files = Files.walk(classes)) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        replace(file, jar.getPath(CLASSES + classes.relativize(file)));
                    }
                }
            } else {
                var file = Files.writeString(folder.resolve("edited"), edited);
                replace(file, jar.getPath(CLASSES + edit.file().substring("resources/".length())));
            }
        }
        return mutant;
    }

    /**
     * What is replaced.
     *
     * @param file below the module's {@code src/main}
     * @param swaps what is there, and what takes its place
     */
    record Edit(String module, String file, Map<String, String> swaps) {}

    /**
     * The file as it is without the guard.
     *
     * @throws IllegalStateException if a text is not there exactly once
     */
    static String edited(Edit edit) throws IOException {
        var source = ROOT.resolve(edit.module()).resolve("src/main").resolve(edit.file());
        var edited = Files.readString(source);
        for (var swap : edit.swaps().entrySet()) {
            if (edited.split(Pattern.quote(swap.getKey()), -1).length != 2) {
                throw new IllegalStateException(
                        "%s does not hold this exactly once; adapt the mutant:%n%s"
                                .formatted(source, swap.getKey()));
            }
            edited = edited.replace(swap.getKey(), swap.getValue());
        }
        return edited;
    }

    private static void replace(Path file, Path inJar) throws IOException {
        if (!Files.exists(inJar)) {
            throw new IllegalStateException("There is no " + inJar + " to replace");
        }
        Files.write(inJar, Files.readAllBytes(file));
    }

    private static Path compile(Path folder, Edit edit, String text, Path packed)
            throws IOException {
        var unpacked = folder.resolve("unpacked");
        try (var files = Files.walk(packed)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = unpacked.resolve(packed.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.write(to, Files.readAllBytes(file));
            }
        }
        var path = new ArrayList<>(List.of(unpacked.resolve("classes")));
        try (var libraries = Files.list(unpacked.resolve("lib"))) {
            libraries.forEach(path::add);
        }
        var source = folder.resolve("source").resolve(edit.file().substring("java/".length()));
        Files.createDirectories(Objects.requireNonNull(source.getParent()));
        Files.writeString(source, text);
        var classes = Files.createDirectories(folder.resolve("classes"));
        var words = new StringWriter();
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        var files = compiler.getStandardFileManager(null, null, null);
        boolean done =
                compiler.getTask(
                                words,
                                files,
                                null,
                                List.of(
                                        "-parameters",
                                        "-proc:none",
                                        "-d",
                                        classes.toString(),
                                        "-cp",
                                        path.stream()
                                                .map(Path::toString)
                                                .collect(
                                                        Collectors.joining(
                                                                java.io.File.pathSeparator))),
                                null,
                                files.getJavaFileObjects(source))
                        .call();
        if (!done) {
            throw new IllegalStateException("The mutant does not compile:\n" + words);
        }
        return classes;
    }
}
