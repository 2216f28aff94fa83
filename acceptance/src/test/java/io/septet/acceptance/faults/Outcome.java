package io.septet.acceptance.faults;

import io.septet.acceptance.faults.Feeds.Feed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One delivery at the end: what Septet says of it, what the platform really has, and what was done
 * to it.
 *
 * @param publishClass of its platform
 * @param state as Septet says
 * @param reason as Septet says
 * @param accepted when the platform accepted each post of it
 * @param struckAccount which faults that may end with a person struck its account
 * @param struckPost which of them struck this very post
 * @param doubt how long it was not known whether it is public, from the send that was unclear; null
 *     if it always was known
 * @param delay why it was late, as far as is known
 */
record Outcome(
        String publishClass,
        String platform,
        String text,
        String state,
        @Nullable String reason,
        Instant due,
        List<Instant> accepted,
        Set<String> struckAccount,
        Set<String> struckPost,
        @Nullable Duration doubt,
        String delay) {
    private static final List<String> FINAL =
            List.of("PUBLISHED", "FAILED", "MISSED", "REVIEW", "CANCELLED", "DROPPED");
    private static final List<String> SETTLED = List.of("published", "failed", "missed", "review");

    static Outcome of(
            Feed feed,
            JsonNode story,
            List<Instant> accepted,
            Set<String> struckAccount,
            Set<String> struckPost,
            Chaos chaos) {
        var due = Instant.parse(story.path("due").asString());
        return new Outcome(
                feed.publishClass(),
                feed.platform(),
                story.path("text").asString(),
                story.path("state").asString(),
                story.path("reason").asString(null),
                due,
                accepted,
                struckAccount,
                struckPost,
                doubt(story.path("log")),
                accepted.isEmpty()
                        ? ""
                        : delay(story.path("log"), due, accepted.getFirst(), chaos));
    }

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

    /** What explains that a person is asked although the platform can be; null if nothing does. */
    @Nullable String cause() {
        var why = String.valueOf(reason);
        if (struckAccount.contains("token-revoked-after")
                && why.startsWith("Nobody can look whether it is public")) {
            return "its token was revoked";
        }
        if (struckPost.contains("processing-forever")
                && why.startsWith("The platform does not end processing")) {
            return "processing never ended";
        }
        if (struckPost.contains("key-500") || struckPost.contains("key-ignored")) {
            return "its key was not honoured";
        }
        return null;
    }

    private static @Nullable Duration doubt(JsonNode log) {
        Instant sent = null;
        Instant unclear = null;
        Instant settled = null;
        for (var entry : log) {
            var at = Instant.parse(entry.path("at").asString());
            var step = entry.path("step").asString();
            if (step.equals("armed") && unclear == null) {
                sent = at;
            } else if (step.equals("unclear") && unclear == null) {
                unclear = sent == null ? at : sent;
            } else if (SETTLED.contains(step)) {
                settled = at;
            }
        }
        return unclear == null
                ? null
                : Duration.between(unclear, settled == null ? Instant.now() : settled);
    }

    /** The last thing that kept it from being sent; else what was killed around its time. */
    private static String delay(JsonNode log, Instant due, Instant accepted, Chaos chaos) {
        var last = "";
        for (var entry : log) {
            var step = entry.path("step").asString();
            if ((step.equals("waiting") || step.equals("unclear"))
                    && Instant.parse(entry.path("at").asString()).isBefore(accepted)) {
                last = entry.path("detail").asString(step);
            }
        }
        if (!last.isEmpty()) {
            return last;
        }
        var killed = chaos.killedIn(due, accepted);
        return killed.isEmpty() ? "not known" : "killed " + killed;
    }
}
