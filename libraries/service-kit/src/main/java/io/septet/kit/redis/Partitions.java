package io.septet.kit.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Spreads workspaces over hash-tagged key groups. All keys of one workspace carry the same tag, so
 * that one script can change them together, on one Redis or on a cluster.
 */
public final class Partitions {
    /** The tag of what belongs to no workspace. */
    public static final String GLOBAL = "{global}";

    private final int count;

    /**
     * @param count from 1 to 100, never to be changed once data exist
     */
    public Partitions(int count) {
        this.count = count;
    }

    /** The tag of a workspace's keys, such as <code>{p00}</code>. */
    public String tag(String workspace) {
        var crc = new CRC32();
        crc.update(workspace.getBytes(StandardCharsets.UTF_8));
        return tag((int) (crc.getValue() % count));
    }

    /** Every partition's tag, in order. */
    public List<String> all() {
        return IntStream.range(0, count).mapToObj(Partitions::tag).toList();
    }

    private static String tag(int number) {
        return String.format(Locale.ROOT, "{p%02d}", number);
    }
}
