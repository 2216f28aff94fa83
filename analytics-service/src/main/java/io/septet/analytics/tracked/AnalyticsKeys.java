package io.septet.analytics.tracked;

import io.septet.kit.redis.Partitions;
import org.springframework.stereotype.Component;

/**
 * The keys of this service, all with the tag of their workspace's partition.
 *
 * <pre>
 * SET   analytics:{p00}:publication:7f3c  {"schema":1,"version":3,"delivery":"7f3c","workspace":"w1","post":"51aa","feed":"0a9e",
 *         "platform":"x","platformId":"1790","text":"Good morning","publishedAt":"2026-03-01T09:00:01Z",
 *         "metrics":{"likes":{"value":4,"at":"2026-03-01T09:01:02Z"}},"readings":2,"lastReadAt":"2026-03-01T09:01:02Z","summed":2}
 * ZADD  analytics:{p00}:published:w1       1772355601000  7f3c
 * ZADD  analytics:{p00}:published:w1:0a9e  1772355601000  7f3c
 * ZADD  analytics:{p00}:collect            1772355901000  7f3c
 * HSET  analytics:{p00}:sums2:w1:0a9e:2026-03  01T09  "3 0 0 ...;1772355671000 0 ..."
 * HSET  analytics:{p00}:feeds:w1           0a9e  x
 * SET   analytics:{p00}:feed:0a9e          {"schema":1,"version":3,"id":"0a9e","workspace":"w1","platform":"x","name":"River",...}
 * ZADD  analytics:{p00}:account:0a9e:followers  1772438402000  1772438402000:1204
 * ZADD  analytics:{p00}:collect-accounts   1772524800000  0a9e
 * SET   analytics:{p00}:summed             2
 * RPUSH analytics:{p00}:readings:7f3c      {"at":"2026-03-01T09:01:02Z","metrics":{"likes":4}}
 * SET   analytics:{p00}:pause:0a9e         1772356800000  PX 900000
 * XADD  analytics:{p00}:events * e         {"v":1,"type":"reading.taken","workspace":"w1","id":"7f3c",...}
 * </pre>
 *
 * Scores are milliseconds since 1970-01-01T00:00Z: of publication in {@code published}, of the next
 * reading in {@code collect}, from which a publication leaves when it is read no more. {@code
 * pause} holds until when a platform wants no more questions about a feed. {@link RollUps} explains
 * the sums.
 */
@Component
public class AnalyticsKeys {
    private final Partitions partitions;

    AnalyticsKeys(Partitions partitions) {
        this.partitions = partitions;
    }

    /** The document of a delivery's publication. */
    public String publication(String tag, String delivery) {
        return key(tag, "publication:" + delivery);
    }

    /** All readings of a publication, oldest first. */
    public String readings(String tag, String delivery) {
        return key(tag, "readings:" + delivery);
    }

    /** A workspace's publications by time of publication. */
    public String published(String workspace) {
        return key(tag(workspace), "published:" + workspace);
    }

    /** A feed's publications by time of publication. */
    public String published(String workspace, String feed) {
        return key(tag(workspace), "published:" + workspace + ":" + feed);
    }

    /** The document of a feed. */
    public String feed(String tag, String feed) {
        return key(tag, "feed:" + feed);
    }

    /** All readings of one number of a feed's account. */
    public String account(String tag, String feed, String word) {
        return key(tag, "account:" + feed + ":" + word);
    }

    /** A partition's feeds by time of the next reading of their account. */
    public String collectAccounts(String tag) {
        return key(tag, "collect-accounts");
    }

    /** A partition's publications by time of their next reading. */
    public String collect(String tag) {
        return key(tag, "collect");
    }

    /** Until when a feed is left alone. */
    public String pause(String tag, String feed) {
        return key(tag, "pause:" + feed);
    }

    /**
     * A month's sums of a feed, or of all feeds together.
     *
     * @param month as {@code 2026-03}, UTC
     */
    String sums(String workspace, String feed, String month) {
        return key(
                tag(workspace),
                "sums" + RollUps.LAYOUT + ":" + workspace + ":" + feed + ":" + month);
    }

    /** The platforms of a workspace's feeds. */
    public String feeds(String workspace) {
        return key(tag(workspace), "feeds:" + workspace);
    }

    /** The layout in which everything of a partition is summed up. */
    String summed(String tag) {
        return key(tag, "summed");
    }

    /** The tag of a workspace's keys. */
    public String tag(String workspace) {
        return partitions.tag(workspace);
    }

    private static String key(String tag, String rest) {
        return "analytics:" + tag + ":" + rest;
    }
}
