package io.septet.acceptance.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Septet says of each delivery against what the platforms really have. */
final class Verdict {
    private static final Duration LATE = Duration.ofSeconds(60);

    private final List<Outcome> outcomes;
    private final Duration longestDoubt;

    /**
     * @param longestDoubt how long it may be unknown whether a post of class N is public
     */
    Verdict(List<Outcome> outcomes, Duration longestDoubt) {
        this.outcomes = List.copyOf(outcomes);
        this.longestDoubt = longestDoubt;
    }

    /** Everything that must never happen, each in one line; empty if nothing did. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        for (var outcome : outcomes) {
            if (outcome.lost() || outcome.doubled() || outcome.early() || outcome.wrong()) {
                faults.add(
                        "%s%s%s%s %s"
                                .formatted(
                                        outcome.lost() ? "LOST " : "",
                                        outcome.doubled() ? "DOUBLED " : "",
                                        outcome.early() ? "EARLY " : "",
                                        outcome.wrong() ? "WRONG " : "",
                                        outcome));
            }
        }
        return faults;
    }

    /**
     * Those of classes K, C and T that wait for a person, and nothing that was done explains it.
     */
    List<Outcome> unexplainedReviews() {
        return asked().filter(outcome -> outcome.cause() == null).toList();
    }

    /** What explains that a person is asked of classes K, C and T, with how many of them. */
    Map<String, Integer> explained() {
        var causes = new TreeMap<String, Integer>();
        asked().forEach(outcome ->
                causes.merge(outcome.publishClass() + ": " + outcome.cause(), 1, Integer::sum));
        return causes;
    }

    private Stream<Outcome> asked() {
        return outcomes.stream()
                .filter(outcome -> outcome.state().equals("REVIEW"))
                .filter(outcome -> List.of("K", "C", "T").contains(outcome.publishClass()));
    }

    /** Those of which nobody knew for too long whether they are public. */
    List<Outcome> doubtedTooLong() {
        return doubted().filter(outcome -> doubt(outcome).compareTo(longestDoubt) > 0).toList();
    }

    /** How long it was unknown whether posts of class N are public. */
    String doubts() {
        var millis = doubted().map(outcome -> doubt(outcome).toMillis()).sorted().toList();
        return "%d of class N unclear, settled after p50 %d, p99 %d, max %d ms; allowed %d"
                .formatted(
                        millis.size(),
                        at(millis, 0.5),
                        at(millis, 0.99),
                        at(millis, 1),
                        longestDoubt.toMillis());
    }

    private Stream<Outcome> doubted() {
        return outcomes.stream()
                .filter(outcome -> List.of("N", "N0").contains(outcome.publishClass()))
                .filter(outcome -> outcome.doubt() != null);
    }

    private static Duration doubt(Outcome outcome) {
        return Objects.requireNonNull(outcome.doubt());
    }

    /** Why posts came more than a minute late, with how many of them. */
    Map<String, Integer> delays() {
        var delays = new TreeMap<String, Integer>();
        outcomes.stream()
                .filter(outcome ->
                        outcome.accepted().stream()
                                .anyMatch(at -> at.isAfter(outcome.due().plus(LATE))))
                .forEach(outcome -> delays.merge(outcome.delay(), 1, Integer::sum));
        return delays;
    }

    /** Why deliveries are in a state, with how many of them. */
    Map<String, Integer> causes(String state) {
        var causes = new TreeMap<String, Integer>();
        outcomes.stream()
                .filter(outcome -> outcome.state().equals(state))
                .forEach(outcome ->
                        causes.merge(
                                outcome.publishClass() + ": " + outcome.reason(), 1, Integer::sum));
        return causes;
    }

    /** The table: one line for each class, lateness in milliseconds. */
    String table() {
        var table = new StringBuilder();
        table.append(
                "class      all  published  missed  review  failed   lost  doubled  early  wrong"
                        + "      p50      p99      max    >60s\n");
        outcomes.stream()
                .map(Outcome::publishClass)
                .distinct()
                .sorted()
                .forEach(name -> table.append(line(name)));
        return table.toString();
    }

    private String line(String name) {
        var all = outcomes.stream().filter(o -> o.publishClass().equals(name)).toList();
        var late =
                all.stream()
                        .flatMap(o ->
                                o.accepted().stream()
                                        .map(at -> Duration.between(o.due(), at).toMillis()))
                        .sorted()
                        .toList();
        return String.format(
                Locale.ROOT,
                "%-5s %8d %10d %7d %7d %7d %6d %8d %6d %6d %8d %8d %8d %7d%n",
                name,
                all.size(),
                count(all, "PUBLISHED"),
                count(all, "MISSED"),
                count(all, "REVIEW"),
                count(all, "FAILED"),
                all.stream().filter(Outcome::lost).count(),
                all.stream().filter(Outcome::doubled).count(),
                all.stream().filter(Outcome::early).count(),
                all.stream().filter(Outcome::wrong).count(),
                at(late, 0.5),
                at(late, 0.99),
                at(late, 1),
                late.stream().filter(millis -> millis > LATE.toMillis()).count());
    }

    private static long count(List<Outcome> all, String state) {
        return all.stream().filter(outcome -> outcome.state().equals(state)).count();
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }
}
