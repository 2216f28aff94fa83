package io.septet.analytics.reading;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What we ask of accounts-service. */
@HttpExchange("/internal/v1")
interface AccountsApi {
    /** The present numbers of a feed's publications, at most 50 of them. */
    @PostExchange("/workspaces/{workspace}/feeds/{feed}/metrics")
    Answer metrics(
            @PathVariable("workspace") String workspace,
            @PathVariable("feed") String feed,
            @RequestBody Question question);

    /** The present numbers of a feed's account. */
    @GetExchange("/workspaces/{workspace}/feeds/{feed}/account-metrics")
    AccountAnswer account(
            @PathVariable("workspace") String workspace, @PathVariable("feed") String feed);

    /**
     * @param at when the platform was asked, UTC
     * @param metrics what it reported of the account, such as {@code followers}
     * @param retryAfterSeconds how long it wants no more questions about this feed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AccountAnswer(
            Instant at, Map<String, @Nullable Long> metrics, @Nullable Integer retryAfterSeconds) {
        /** An answer without its time is none; one without numbers reports nothing. */
        public AccountAnswer {
            Objects.requireNonNull(at, "at");
            metrics = Objects.requireNonNullElse(metrics, Map.of());
        }
    }

    /**
     * @param ids what the platform calls the publications
     */
    record Question(List<String> ids) {}

    /**
     * @param at when the platform was asked, UTC
     * @param items what it reported; an id that is missing here and in {@code gone} was not read
     * @param gone ids that it has no more
     * @param retryAfterSeconds how long it wants no more questions about this feed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            Instant at, List<Item> items, List<String> gone, @Nullable Integer retryAfterSeconds) {
        /** An answer without its time is none. */
        public Answer {
            Objects.requireNonNull(at, "at");
            items = Objects.requireNonNullElse(items, List.of());
            gone = Objects.requireNonNullElse(gone, List.of());
        }
    }

    /** The numbers of one publication. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(String id, Map<String, @Nullable Long> metrics) {
        /** Nothing reported is a report of nothing. */
        public Item {
            metrics = Objects.requireNonNullElse(metrics, Map.of());
        }
    }
}
