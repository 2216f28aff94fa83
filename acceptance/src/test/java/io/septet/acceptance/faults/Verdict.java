package io.septet.acceptance.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Septet says of each delivery against what the platforms really have. */
final class Verdict {
    private static final List<String> FINAL =
            List.of("PUBLISHED", "FAILED", "MISSED", "REVIEW", "CANCELLED", "DROPPED");

    /**
     * One delivery at the end.
     *
     * @param publishClass of its platform
     * @param state as Septet says
     * @param reason as Septet says
     * @param accepted when the platform accepted each post of it
     */
    record Outcome(
            String publishClass,
            String platform,
            String text,
            String state,
            @Nullable String reason,
            Instant due,
            List<Instant> accepted) {

        boolean lost() {
            return !FINAL.contains(state);
        }

        boolean doubled() {
            return accepted.size() > 1;
        }

        boolean early() {
            return accepted.stream().anyMatch(at -> at.isBefore(due));
        }

        boolean wrong() {
            return switch (state) {
                case "PUBLISHED" -> accepted.isEmpty();
                case "FAILED", "MISSED", "CANCELLED" -> !accepted.isEmpty();
                default -> false;
            };
        }
    }

    private final List<Outcome> outcomes;

    Verdict(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
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

    /** Those that wait for a person although their platform could have been asked. */
    List<Outcome> reviews(String... classes) {
        return outcomes.stream()
                .filter(outcome -> outcome.state().equals("REVIEW"))
                .filter(outcome -> List.of(classes).contains(outcome.publishClass()))
                .toList();
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
                        + "      p50      p99      max\n");
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
                "%-5s %8d %10d %7d %7d %7d %6d %8d %6d %6d %8d %8d %8d%n",
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
                at(late, 1));
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
