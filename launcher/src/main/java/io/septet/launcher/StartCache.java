package io.septet.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Services unpacked, and beside them the JVM's own cache of their loaded and linked classes (JEP
 * 483), which together take more than half of the work out of a start. Running from a copy also
 * lets a jar be built anew while the old one runs.
 *
 * <p>Everything lies in {@code data/cache/<name>-<key>/}, may be removed at any time, and is made
 * again; the key is made of the jar's contents, the JVM and its flags. A cache that does not fit is
 * ignored by the JVM.
 */
final class StartCache implements JavaArchive {
    private static final String TRAINED = "classes.aot";
    private static final int KEY_CHARACTERS = 16;

    private final Path folder;

    /**
     * @param folder such as {@code data/cache}
     */
    StartCache(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<String> arguments(String program, Path jar, List<String> flags) throws IOException {
        var home = folder.resolve(program + "-" + key(jar, flags));
        if (!Files.isDirectory(home)) {
            forget(program);
            BootJar.unpack(jar, home);
        }
        var arguments = new ArrayList<String>();
        var trained = home.resolve(TRAINED);
        if (Files.exists(trained)) {
            arguments.add("-XX:AOTCache=" + trained);
        }
        arguments.add("-jar");
        arguments.add(home.resolve(jar.getFileName()).toString());
        return arguments;
    }

    /** Where a start of this command would look for a cache; its parent if there is none yet. */
    private static Path trainedBeside(List<String> command) {
        return Path.of(command.getLast()).resolveSibling(TRAINED);
    }

    /** Whether the program that is started by this command has no cache yet. */
    static boolean isUntrained(List<String> command) {
        return !Files.exists(trainedBeside(command));
    }

    /**
     * The command that makes the cache: the same start, as far as all beans are there. It opens no
     * port and begins no work, because it ends before the parts that do are started.
     *
     * @param output the cache is written here; {@link #keep} puts it in its place
     */
    static List<String> training(List<String> command, Path output) {
        var training = new ArrayList<>(List.of("nice", "-n", "19"));
        int jar = command.size() - 2;
        training.addAll(command.subList(0, jar));
        training.add("-XX:AOTCacheOutput=" + output);
        training.add("-Dspring.context.exit=onRefresh");
        training.addAll(command.subList(jar, command.size()));
        return training;
    }

    /** Where the cache is written until it is whole. */
    static Path output(List<String> command) {
        return trainedBeside(command).resolveSibling(TRAINED + ".part");
    }

    /**
     * Puts a cache that was written in its place.
     *
     * @throws IOException if it is not there
     */
    static void keep(List<String> command) throws IOException {
        Files.move(output(command), trainedBeside(command));
    }

    private void forget(String program) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var old = Files.newDirectoryStream(folder, program + "-*")) {
            for (var home : old) {
                Folders.delete(home);
            }
        }
    }

    /** A jar lists the checksum of every file in it, so its list stands for its contents. */
    private static String key(Path jar, List<String> flags) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var digest = MessageDigest.getInstance("SHA-256");
            zip.stream().forEach(entry -> add(digest, entry.getName() + ":" + entry.getCrc()));
            add(digest, System.getProperty("java.vm.vendor") + Runtime.version());
            flags.stream().filter(flag -> flag.startsWith("-X")).forEach(flag -> add(digest, flag));
            return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
