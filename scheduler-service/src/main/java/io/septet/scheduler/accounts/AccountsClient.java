package io.septet.scheduler.accounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.InternalClients;
import io.septet.scheduler.SchedulerProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls accounts-service. Checks, for which a person waits, and deliveries have bulkheads and
 * circuit breakers of their own, so that a burst of one does not stop the other. Nothing is
 * repeated in here: the due list repeats what got no answer.
 */
@Component
public class AccountsClient {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** It passes a platform's answer on, and the gateway waits no longer than 20 s. */
    private static final Duration DELETE_WITHIN = Duration.ofSeconds(15);

    /** Some platforms take many calls to be read. */
    private static final Duration READ_WITHIN = Duration.ofMinutes(2);

    private final JsonMapper json;
    private final RestClient checking;
    private final RestClient publishing;
    private final RestClient reading;
    private final CircuitBreaker checkBreaker = breaker("accounts-checks");
    private final CircuitBreaker publicationBreaker = breaker("accounts-publications");
    private final CircuitBreaker deletionBreaker = breaker("accounts-deletions");
    private final CircuitBreaker readBreaker = breaker("accounts-readings");
    private final Bulkhead checkBulkhead;
    private final Bulkhead readBulkhead = bulkhead("accounts-readings", 4, Duration.ofSeconds(1));
    private final Bulkhead publicationBulkhead;
    private final Bulkhead deletionBulkhead =
            bulkhead("accounts-deletions", 8, Duration.ofSeconds(1));
    private final RestClient deleting;

    AccountsClient(InternalClients clients, SchedulerProperties properties, JsonMapper json) {
        this.json = json;
        this.checking = clients.client("accounts", properties.checkWithin());
        this.publishing = clients.client("accounts", properties.answerWithin());
        this.deleting = clients.client("accounts", DELETE_WITHIN);
        this.reading = clients.client("accounts", READ_WITHIN);
        this.checkBulkhead = bulkhead("accounts-checks", 32, Duration.ofSeconds(1));
        // Members' recalls come on top of the hand-overs.
        this.publicationBulkhead =
                bulkhead(
                        "accounts-publications",
                        properties.handOvers() + 32,
                        Duration.ofSeconds(1));
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Checks(List<FeedCheck> results) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Refusal(String type, String title, String detail) {}

    /**
     * Asks whether this content can go out on these feeds, in the order of the items.
     *
     * @throws Problem 503 if accounts-service does not answer
     */
    public List<FeedCheck> check(String workspace, List<FeedCheck.Item> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        try {
            return guarded(
                            checkBreaker,
                            checkBulkhead,
                            () ->
                                    checking.post()
                                            .uri("/internal/v1/workspaces/{ws}/checks", workspace)
                                            .body(Map.of("items", items))
                                            .exchange((request, response) -> {
                                                serverErrorsFail(response);
                                                return read(response, Checks.class);
                                            }))
                    .results();
        } catch (NotReached e) {
            throw Problem.unavailable(
                    "accounts-unavailable",
                    "The feeds cannot be checked right now",
                    "accounts-service does not answer, so nothing was stored; try again in a moment",
                    RETRY_AFTER);
        }
    }

    /**
     * What each of these takes that is a feed of the workspace, whatever is sent.
     *
     * @throws Problem 503 if accounts-service does not answer
     */
    public Map<String, FeedCheck> feeds(String workspace, Collection<String> feeds) {
        var known = new LinkedHashMap<String, FeedCheck>();
        check(workspace, feeds.stream().map(FeedCheck.Item::of).toList()).stream()
                .filter(check -> !check.unknown())
                .forEach(check -> known.put(check.feed(), check));
        return known;
    }

    /** What is handed over: everything that will be sent, and when. */
    public record HandOver(
            String workspace,
            String feed,
            int revision,
            String contentHash,
            Object content,
            List<String> labels,
            String due,
            String notAfter) {}

    /** Hands a delivery over; the same revision again is answered the same. */
    public PublicationAnswer handOver(String delivery, HandOver what) {
        return call(HttpMethod.PUT, "/internal/v1/publications/{id}", what, delivery);
    }

    /** Takes a delivery back before it is armed. */
    public PublicationAnswer recall(String delivery, String workspace, int revision) {
        return call(
                HttpMethod.POST,
                "/internal/v1/publications/{id}/recall",
                Map.of("workspace", workspace, "revision", revision),
                delivery);
    }

    /**
     * What a member has decided about a delivery of which nobody else knows whether it is public.
     *
     * @param choice {@code live}, {@code again} or {@code drop}
     */
    public record Decision(
            String workspace,
            String choice,
            @Nullable String link,
            @Nullable String notAfter,
            String by) {}

    /** Has a decision carried out. */
    public PublicationAnswer resolve(String delivery, Decision decision) {
        return call(HttpMethod.POST, "/internal/v1/publications/{id}/resolve", decision, delivery);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Holding(@Nullable String scope) {}

    /**
     * The hold that stops a post now; empty if there is none, or nobody knows: accounts-service
     * looks again when it arms.
     */
    public Optional<String> hold(String workspace, String feed, List<String> labels) {
        try {
            return Optional.ofNullable(
                    guarded(
                                    publicationBreaker,
                                    publicationBulkhead,
                                    () ->
                                            publishing
                                                    .post()
                                                    .uri(
                                                            "/internal/v1/workspaces/{ws}/holds/ask",
                                                            workspace)
                                                    .body(
                                                            Map.of(
                                                                    "feed", feed,
                                                                    "labels", labels))
                                                    .exchange((request, response) -> {
                                                        serverErrorsFail(response);
                                                        return read(response, Holding.class);
                                                    }))
                            .scope());
        } catch (NotReached e) {
            return Optional.empty();
        }
    }

    /**
     * What accounts-service has on record of a delivery.
     *
     * @param armedAt when its last attempt was armed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Kept(
            String deliveryId,
            String state,
            int revision,
            long version,
            String contentHash,
            @Nullable Instant armedAt,
            @Nullable Instant sentAt,
            @Nullable String platformId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record AllKept(List<Kept> items) {}

    /**
     * Asks after many deliveries, at most 500.
     *
     * @throws Problem 503 if accounts-service does not answer
     */
    public List<Kept> kept(String workspace, List<String> deliveries) {
        try {
            return guarded(
                            checkBreaker,
                            checkBulkhead,
                            () ->
                                    checking.post()
                                            .uri(
                                                    "/internal/v1/workspaces/{ws}/publications/ask",
                                                    workspace)
                                            .body(Map.of("ids", deliveries))
                                            .exchange((request, response) -> {
                                                serverErrorsFail(response);
                                                return read(response, AllKept.class);
                                            }))
                    .items();
        } catch (NotReached e) {
            throw Problem.unavailable(
                    "accounts-unavailable",
                    "That cannot be checked right now",
                    "accounts-service does not answer; try again in a moment",
                    RETRY_AFTER);
        }
    }

    /**
     * What became of deleting a post on its platform.
     *
     * @param outcome {@code deleted}, {@code gone}, {@code unsupported}, {@code refused}, {@code
     *     reconnect}, {@code later} or {@code unclear}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Deletion(
            String outcome, @Nullable String reason, @Nullable Long retryAfterSeconds) {}

    /**
     * Has a post deleted on its platform. May be repeated; without an answer it is unclear.
     *
     * @param platformId what the platform calls the post
     */
    public Deletion delete(String workspace, String feed, String platformId) {
        try {
            return guarded(
                    deletionBreaker,
                    deletionBulkhead,
                    () ->
                            deleting.post()
                                    .uri(
                                            "/internal/v1/workspaces/{ws}/feeds/{feed}/deletions",
                                            workspace,
                                            feed)
                                    .body(Map.of("id", platformId))
                                    .exchange((request, response) -> {
                                        serverErrorsFail(response);
                                        return response.getStatusCode().value() == 404
                                                ? new Deletion(
                                                        "reconnect",
                                                        "The feed is not connected any more",
                                                        null)
                                                : read(response, Deletion.class);
                                    }));
        } catch (NotReached e) {
            return new Deletion("unclear", "accounts-service did not answer", null);
        }
    }

    /**
     * What a feed shows of deliveries.
     *
     * @param why it could not be compared, or not all of it; null = it was
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Shown(List<Found> items, @Nullable String why) {}

    /**
     * What it shows of one of them.
     *
     * @param there whether its post is there
     * @param more posts that its sends must have made besides
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Found(String delivery, boolean there, List<String> more) {}

    /** Has a feed read and compared with at most 500 deliveries; nothing is changed by it. */
    public Shown compare(String workspace, String feed, List<String> deliveries) {
        try {
            return guarded(
                    readBreaker,
                    readBulkhead,
                    () ->
                            reading.post()
                                    .uri(
                                            "/internal/v1/workspaces/{ws}/feeds/{feed}/comparison",
                                            workspace,
                                            feed)
                                    .body(Map.of("ids", deliveries))
                                    .exchange((request, response) -> {
                                        serverErrorsFail(response);
                                        return response.getStatusCode().is2xxSuccessful()
                                                ? read(response, Shown.class)
                                                : new Shown(List.of(), "The feed is not known");
                                    }));
        } catch (NotReached e) {
            return new Shown(List.of(), "accounts-service does not answer");
        }
    }

    /** Asks after a delivery. */
    public PublicationAnswer find(String delivery, String workspace) {
        return call(
                HttpMethod.GET,
                "/internal/v1/publications/{id}?workspace={ws}",
                null,
                delivery,
                workspace);
    }

    private PublicationAnswer call(
            HttpMethod method, String path, @Nullable Object body, Object... variables) {
        try {
            return guarded(
                    publicationBreaker,
                    publicationBulkhead,
                    () -> {
                        var request = publishing.method(method).uri(path, variables);
                        if (body != null) {
                            request.body(body);
                        }
                        return request.exchange((sent, response) -> answer(response));
                    });
        } catch (NotReached e) {
            return new PublicationAnswer.NoAnswer(String.valueOf(e.getMessage()));
        }
    }

    private PublicationAnswer answer(ClientHttpResponse response) throws IOException {
        serverErrorsFail(response);
        int status = response.getStatusCode().value();
        return switch (status) {
            case 200, 201 -> new PublicationAnswer.Done(read(response, Publication.class));
            case 409 -> new PublicationAnswer.Conflict(read(response, Publication.class));
            case 400, 404, 422 -> refusal(status, read(response, Refusal.class));
            default -> new PublicationAnswer.NoAnswer("accounts-service answered " + status);
        };
    }

    /**
     * Only what is clearly said of this delivery counts; a wrong path or proxy says nothing of it.
     */
    private static PublicationAnswer refusal(int status, Refusal refusal) {
        var type = String.valueOf(refusal.type());
        if (type.endsWith("/publication-not-found")) {
            return new PublicationAnswer.Absent();
        }
        if (type.endsWith("/feed-not-found") || status == 422) {
            return new PublicationAnswer.Refused(
                    refusal.title() + (refusal.detail() == null ? "" : ": " + refusal.detail()));
        }
        return new PublicationAnswer.NoAnswer("accounts-service answered " + status + " " + type);
    }

    private <T> T read(ClientHttpResponse response, Class<T> type) throws IOException {
        return json.readValue(response.getBody().readAllBytes(), type);
    }

    private static void serverErrorsFail(ClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is5xxServerError() || status.value() == 429) {
            throw new IOException("accounts-service answered " + status.value());
        }
    }

    private static <T> T guarded(CircuitBreaker breaker, Bulkhead bulkhead, Supplier<T> call) {
        try {
            return breaker.executeSupplier(() -> bulkhead.executeSupplier(call));
        } catch (CallNotPermittedException
                | BulkheadFullException
                | RestClientException
                | JacksonException
                | UncheckedIOException e) {
            throw new NotReached(e);
        }
    }

    private static CircuitBreaker breaker(String name) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        // Short: a delivery must not be late because of an outage that is over.
                        .waitDurationInOpenState(Duration.ofSeconds(2))
                        .permittedNumberOfCallsInHalfOpenState(5)
                        .ignoreExceptions(BulkheadFullException.class)
                        .build());
    }

    private static Bulkhead bulkhead(String name, int calls, Duration wait) {
        return Bulkhead.of(
                name,
                BulkheadConfig.custom().maxConcurrentCalls(calls).maxWaitDuration(wait).build());
    }

    private static final class NotReached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReached(Exception cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }
}
