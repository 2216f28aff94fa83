package io.septet.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Looks for words in what a running program has in memory: a dump of its heap, read as bytes,
 * whatever they belong to.
 */
final class HeapSearch {
    private static final int BLOCK = 8 * 1024 * 1024;

    private HeapSearch() {}

    /**
     * Which of these words are in a program's memory, one byte or two bytes a letter.
     *
     * @param file where the dump lies meanwhile
     */
    static Set<String> found(long pid, Path file, List<String> words) throws IOException {
        Files.deleteIfExists(file);
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        // Also what is garbage already: it is in memory all the same.
        var dump =
                new ProcessBuilder(jcmd, "" + pid, "GC.heap_dump", "-all", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!dump.waitFor(60, TimeUnit.SECONDS) || dump.exitValue() != 0) {
                throw new IOException("No dump of process " + pid);
            }
            return search(file, words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Set<String> search(Path file, List<String> words) throws IOException {
        record Form(String word, String bytes) {}
        var forms = new ArrayList<Form>();
        int longest = 0;
        for (var word : words) {
            for (var way : List.of(ISO_8859_1, UTF_16BE, UTF_16LE)) {
                var bytes = new String(word.getBytes(way), ISO_8859_1);
                forms.add(new Form(word, bytes));
                longest = Math.max(longest, bytes.length());
            }
        }
        var found = new TreeSet<String>();
        try (var in = Files.newInputStream(file)) {
            // What stands across two blocks is found in the second one.
            var kept = "";
            for (var block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                var text = kept + new String(block, ISO_8859_1);
                for (var form : forms) {
                    if (text.contains(form.bytes())) {
                        found.add(form.word());
                    }
                }
                kept = text.substring(Math.max(0, text.length() - longest));
            }
        }
        return found;
    }
}
