package io.septet.scheduler.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which stages a workspace's posts pass. Labels and feeds can ask for stages of their own. Of all
 * lists that concern a post - one per label and feed of it, and the workspace's - the one with the
 * most stages counts, for the whole post; of equally long ones a feed's before a label's before the
 * workspace's, in the order in which they were set. So nothing that an author chooses takes a stage
 * away.
 *
 * @param stages of every post; empty = who schedules a post approves it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Rules(int schema, long version, List<Stage> stages, List<Special> overrides) {
    static final int SCHEMA = 1;

    /** What a workspace has that has never said anything: no stages. */
    static final Rules NONE = new Rules(SCHEMA, 0, List.of(), List.of());

    /** What overrides are for. */
    public enum Scope {
        /** One feed. */
        feed,
        /** One label. */
        label
    }

    /**
     * Stages of one feed or label.
     *
     * @param id the feed's id, or the label itself
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Special(Scope scope, String id, List<Stage> stages) {}

    /** The stages that a post to these feeds with these labels passes, in their order. */
    public List<Stage> stagesFor(Collection<String> feeds, Collection<String> labels) {
        var lists =
                Stream.of(
                                overrides.stream()
                                        .filter(one ->
                                                one.scope() == Scope.feed
                                                        && feeds.contains(one.id()))
                                        .map(Special::stages),
                                overrides.stream()
                                        .filter(one ->
                                                one.scope() == Scope.label
                                                        && labels.contains(one.id()))
                                        .map(Special::stages),
                                Stream.of(stages))
                        .flatMap(each -> each)
                        .sorted(Comparator.comparing((List<Stage> list) -> -list.size()))
                        .toList();
        return lists.getFirst();
    }
}
