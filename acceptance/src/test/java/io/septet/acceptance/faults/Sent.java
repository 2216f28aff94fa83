package io.septet.acceptance.faults;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the platforms accepted of a plan, by their ledger, and how late. */
final class Sent {
    private final Map<String, Instant> planned;
    private final Map<String, Instant> accepted;

    private Sent(Map<String, Instant> planned, Map<String, Instant> accepted) {
        this.planned = planned;
        this.accepted = accepted;
    }

    /** Asks until everything planned was accepted, or the time is over. */
    static Sent await(Fleet fleet, Map<String, Instant> planned, Instant until)
            throws InterruptedException {
        while (true) {
            var sent = new Sent(planned, ledger(fleet));
            if (sent.missing().isEmpty() || Instant.now().isAfter(until)) {
                return sent;
            }
            // Seldom: listing the ledger costs the sandbox time that it needs for posts.
            Thread.sleep(3_000);
        }
    }

    /** When each post was accepted, by account and the tag in its text. */
    static Map<String, Instant> ledger(Fleet fleet) throws InterruptedException {
        var accepted = new HashMap<String, Instant>();
        for (var post : new Api(fleet.sandbox(), "none").get("/sandbox/posts").must()) {
            accepted.put(
                    "%s %s %s"
                            .formatted(
                                    post.path("platform").asString(),
                                    post.path("account").asString(),
                                    marker(post.path("text").asString())),
                    Instant.parse(post.path("acceptedAt").asString()));
        }
        return accepted;
    }

    Map<String, Instant> planned() {
        return planned;
    }

    List<String> missing() {
        return planned.keySet().stream().filter(place -> !accepted.containsKey(place)).toList();
    }

    /** How late those were that are asked for, in milliseconds, least first. */
    List<Long> lateness(Predicate<String> place) {
        return planned.entrySet().stream()
                .filter(plan -> place.test(plan.getKey()))
                .flatMap(plan -> {
                    var at = accepted.get(plan.getKey());
                    return at == null
                            ? Stream.<Long>of()
                            : Stream.of(Duration.between(plan.getValue(), at).toMillis());
                })
                .sorted()
                .toList();
    }

    /** One line of numbers: lateness in milliseconds, and how busy this machine is. */
    String line(String what, Predicate<String> place) {
        var late = lateness(place);
        return String.format(
                Locale.ROOT,
                "%-34s %5d sent, %d missing; late ms: least %d  p50 %d  p99 %d  max %d; load %.1f",
                what,
                late.size(),
                planned.keySet().stream().filter(place).count() - late.size(),
                at(late, 0),
                at(late, 0.5),
                at(late, 0.99),
                at(late, 1),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    static long at(List<Long> sorted, double share) {
        return sorted.isEmpty()
                ? -1
                : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    private static String marker(String text) {
        int tag = text.indexOf("#m");
        // Mastodon's text is HTML, with the tag's sign before an element of its own.
        return tag < 0 ? text : text.substring(tag + 1).split("\\s|<", 2)[0];
    }
}
