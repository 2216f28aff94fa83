package io.septet.scheduler.post;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * A post as stored.
 *
 * @param version rises with each change of this record, not with those of its deliveries
 * @param author id of the member who wrote it
 * @param deliveries the present delivery per feed; also of feeds that were taken out later
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
        Map<String, Sent> deliveries) {

    /** The delivery that stands for a feed now. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sent(String id, int take) {}

    Post with(PostState state, Draft draft, Map<String, Sent> deliveries) {
        return new Post(
                schema,
                version + 1,
                id,
                workspace,
                state,
                draft,
                author,
                createdAt,
                Map.copyOf(deliveries));
    }

    Post done() {
        return with(PostState.DONE, draft, deliveries);
    }
}
