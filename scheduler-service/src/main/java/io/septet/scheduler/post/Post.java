package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.scheduler.approval.Approval;
import io.septet.scheduler.media.Rendition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A post as stored.
 *
 * @param version rises with each change of this record, not with those of its deliveries
 * @param author id of the member who wrote it
 * @param deliveries the present delivery per feed; also of feeds that were taken out later
 * @param editor id of the member who changed the draft last; null if nobody has
 * @param approval what was submitted and what was said to it; null if nobody has to be asked
 * @param renditions what is sent instead of the post's pictures, by feed; null of posts stored
 *     before there were any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Post(
        int schema,
        long version,
        String id,
        String workspace,
        PostState state,
        Draft draft,
        String author,
        Instant createdAt,
        Map<String, Sent> deliveries,
        @Nullable Map<String, List<Rendition>> renditions,
        @Nullable String editor,
        @Nullable Approval approval) {

    /** The delivery that stands for a feed now. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sent(String id, int take) {}

    /** What is sent instead of its pictures, by feed. */
    Map<String, List<Rendition>> allRenditions() {
        return renditions == null ? Map.of() : renditions;
    }

    Post with(
            PostState state,
            Draft draft,
            Map<String, Sent> deliveries,
            Map<String, List<Rendition>> renditions) {
        return new Post(
                schema,
                version + 1,
                id,
                workspace,
                state,
                draft,
                author,
                createdAt,
                Map.copyOf(deliveries),
                renditions,
                editor,
                approval);
    }

    /** The same version as changed by a member, with what is asked of approvers. */
    Post by(@Nullable String editor, @Nullable Approval approval) {
        return new Post(
                schema,
                version,
                id,
                workspace,
                state,
                draft,
                author,
                createdAt,
                deliveries,
                renditions,
                editor,
                approval);
    }

    /** Whose work it is: nobody approves their own. */
    Set<String> authors() {
        return editor == null ? Set.of(author) : Set.copyOf(List.of(author, editor));
    }

    Post done() {
        return with(PostState.DONE, draft, deliveries, allRenditions());
    }
}
