package io.septet.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * An executable jar of Spring Boot: the program's classes in {@code BOOT-INF/classes/} and whole
 * libraries in {@code BOOT-INF/lib/}. The JVM cannot look into jars inside a jar by itself, and its
 * class cache knows plain jars only; unpacked, both work.
 */
final class BootJar {
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String ORDER = "BOOT-INF/classpath.idx";

    private BootJar() {}

    /**
     * Writes the program's classes as a plain jar of the same name, its libraries beside it in
     * {@code lib/}, in the class path's order.
     *
     * @param folder must not exist; is there when all of it is
     * @throws IOException if the jar is none of Spring Boot's, or cannot be read or unpacked
     */
    static void unpack(Path jar, Path folder) throws IOException {
        var part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        Files.createDirectories(part.resolve("lib"));
        try (var from = new JarFile(jar.toFile())) {
            var libraries = libraries(jar, from);
            for (var library : libraries) {
                try (var bytes = from.getInputStream(from.getJarEntry(library))) {
                    Files.copy(bytes, part.resolve("lib").resolve(name(library)));
                }
            }
            var manifest = manifest(jar, from.getManifest(), libraries);
            try (var out = Files.newOutputStream(part.resolve(jar.getFileName()));
                    var to = new JarOutputStream(out, manifest)) {
                for (var entry : from.stream().toList()) {
                    copy(from, entry, to);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(part, folder);
    }

    private static List<String> libraries(Path jar, JarFile from) throws IOException {
        var order = from.getJarEntry(ORDER);
        if (order == null) {
            throw new IOException(jar + " cannot be unpacked: it is no executable jar");
        }
        var libraries = new ArrayList<String>();
        try (var bytes = from.getInputStream(order)) {
            new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(LIBRARIES))
                    .map(line -> line.substring(line.indexOf(LIBRARIES), line.lastIndexOf('"')))
                    .forEach(libraries::add);
        }
        return libraries;
    }

    private static Manifest manifest(Path jar, Manifest old, List<String> libraries)
            throws IOException {
        var start = old.getMainAttributes().getValue("Start-Class");
        if (start == null) {
            throw new IOException(jar + " cannot be unpacked: it names no Start-Class");
        }
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, start);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                String.join(" ", libraries.stream().map(path -> "lib/" + name(path)).toList()));
        for (var kept :
                List.of(
                        Attributes.Name.IMPLEMENTATION_TITLE,
                        Attributes.Name.IMPLEMENTATION_VERSION)) {
            var value = old.getMainAttributes().getValue(kept);
            if (value != null) {
                attributes.put(kept, value);
            }
        }
        return manifest;
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        var path = entry.getName();
        if (!path.startsWith(CLASSES) || path.equals(CLASSES)) {
            return;
        }
        to.putNextEntry(new JarEntry(path.substring(CLASSES.length())));
        try (var bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
        }
        to.closeEntry();
    }

    private static String name(String library) {
        return library.substring(library.lastIndexOf('/') + 1);
    }
}
