package io.septet.scheduler.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.septet.kit.content.ContentHash;
import io.septet.kit.trust.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted, and what was said to it. It stands for exactly this content on these feeds in
 * this time window: who changes any of it submits anew, and what was said before counts no more.
 *
 * @param hash digest of everything that it stands for
 * @param parts what goes to each feed
 * @param due when it goes out; nobody decides any more from then on
 * @param stages as they were when it was submitted
 * @param decisions one per stage decided, in the order of the stages; a refusal is the last
 * @param by the member who submitted it, or whose change did
 * @param voided what was said to earlier forms of it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Approval(
        String hash,
        Map<String, Part> parts,
        Instant due,
        Instant notAfter,
        List<Stage> stages,
        List<Decision> decisions,
        String by,
        Instant at,
        List<Voided> voided) {
    private static final int MOST_VOIDED = 20;

    /**
     * What goes to one feed.
     *
     * @param hash digest of its content: the one that is compared again before it is sent
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(String platform, String hash) {}

    /**
     * What somebody has said.
     *
     * @param stage its name
     * @param by the member; of an outside reader the one who made the link and answers for it
     * @param reader how the outside reader has called themselves; null if it was a member
     * @param from the outside reader's network address
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Decision(
            String stage,
            boolean approved,
            String by,
            @Nullable String reader,
            @Nullable String from,
            @Nullable String note,
            Instant at) {

        /** As the workspace's members see it. */
        public Decision shown() {
            return new Decision(stage, approved, by, reader, null, note, at);
        }
    }

    /**
     * Decisions that a change has made void.
     *
     * @param by the member who made the change
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Voided(Instant at, String by, List<Decision> decisions) {}

    /**
     * A new one.
     *
     * @param before what the post's earlier form was told; null if it was not submitted yet
     * @param labels a stop may depend on them, so they belong to it
     */
    public static Approval asked(
            String post,
            Map<String, Part> parts,
            Instant due,
            Instant notAfter,
            Collection<String> labels,
            List<Stage> stages,
            @Nullable Approval before,
            String by,
            Instant at) {
        var hashes = new LinkedHashMap<String, String>();
        parts.forEach((feed, part) -> hashes.put(feed, part.hash()));
        var hash =
                ContentHash.of(
                        post,
                        Map.of(
                                "parts",
                                hashes,
                                "due",
                                due.toString(),
                                "notAfter",
                                notAfter.toString(),
                                "labels",
                                List.copyOf(labels)));
        var voided = new ArrayList<Voided>();
        if (before != null) {
            voided.addAll(before.voided());
            if (!before.decisions().isEmpty()) {
                voided.add(new Voided(at, by, before.decisions()));
            }
        }
        return new Approval(
                hash,
                parts,
                due,
                notAfter,
                stages,
                List.of(),
                by,
                at,
                List.copyOf(
                        voided.subList(Math.max(0, voided.size() - MOST_VOIDED), voided.size())));
    }

    /** The same with one more decision. */
    public Approval with(Decision decision) {
        var all = new ArrayList<>(decisions);
        all.add(decision);
        return new Approval(hash, parts, due, notAfter, stages, List.copyOf(all), by, at, voided);
    }

    /** Which stage waits, counted from 0; empty if none does any more. */
    public Optional<Integer> waiting() {
        return refused() || decisions.size() >= stages.size()
                ? Optional.empty()
                : Optional.of(decisions.size());
    }

    /** Whether somebody has said no. */
    public boolean refused() {
        return decisions.stream().anyMatch(one -> !one.approved());
    }

    /** Whether every stage has said yes. */
    public boolean complete() {
        return !refused() && decisions.size() >= stages.size();
    }

    /** Why a member may not decide the stage that waits. */
    public enum WhyNot {
        /** They have written it, or changed it last. */
        OWN_WORK,
        /** They have decided an earlier stage of it. */
        DECIDED_BEFORE,
        /** The stage is for others. */
        NOT_ASKED
    }

    /**
     * Why this member may not decide the stage that waits; empty if they may.
     *
     * @param authors who has written the content, or changed it last
     */
    public Optional<WhyNot> whyNot(Caller caller, Collection<String> authors) {
        var stage = waiting().map(stages::get);
        if (stage.isEmpty() || !stage.get().isFor(caller)) {
            return Optional.of(WhyNot.NOT_ASKED);
        }
        return whyNot(caller.member(), authors);
    }

    /** The same of somebody whose right to decide the stage is known. */
    public Optional<WhyNot> whyNot(String member, Collection<String> authors) {
        if (authors.contains(member)) {
            return Optional.of(WhyNot.OWN_WORK);
        }
        return decisions.stream().anyMatch(one -> one.by().equals(member))
                ? Optional.of(WhyNot.DECIDED_BEFORE)
                : Optional.empty();
    }
}
