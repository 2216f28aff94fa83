package io.septet.accounts.audit;

import io.septet.kit.deed.Deed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * One link of a workspace's chain.
 *
 * @param n its place, from 1
 * @param at when it was done, UTC
 * @param who a member's id, {@code service:} and a name, or {@code unknown}
 * @param from the network address; empty if nobody came from outside
 * @param facts by name, in the order of names
 * @param key of the deed
 * @param previous the hash of the record before; 64 zeros for the first
 * @param hash SHA-256, hex, over {@link #canonical()}
 */
record AuditRecord(
        long n,
        Instant at,
        String who,
        String from,
        String what,
        String on,
        TreeMap<String, String> facts,
        String key,
        String previous,
        String hash) {
    static final String NONE = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.shared();

    static AuditRecord after(long n, String previous, Instant at, Deed deed) {
        var open =
                new AuditRecord(
                        n,
                        at,
                        deed.who(),
                        deed.from(),
                        deed.what(),
                        deed.on(),
                        new TreeMap<>(deed.facts()),
                        deed.key(),
                        previous,
                        "");
        return open.sealed(open.digest());
    }

    /** Whether nothing of it has been changed. */
    boolean isWhole() {
        return MessageDigest.isEqual(
                digest().getBytes(StandardCharsets.US_ASCII),
                hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything but the hash, as a JSON array in one order, without spaces. */
    String canonical() {
        return JSON.writeValueAsString(
                new Object[] {n, at.toString(), who, from, what, on, facts, key, previous});
    }

    private String digest() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private AuditRecord sealed(String digest) {
        return new AuditRecord(n, at, who, from, what, on, facts, key, previous, digest);
    }

    /** The facts in words. */
    String told() {
        var words = new StringBuilder();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(fact.getKey())
                    .append('=')
                    .append(fact.getValue());
        }
        return words.toString();
    }
}
