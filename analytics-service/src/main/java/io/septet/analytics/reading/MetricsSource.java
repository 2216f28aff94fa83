package io.septet.analytics.reading;

import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import io.septet.kit.trust.InternalClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpServerErrorException;

/**
 * Asks accounts-service for numbers. The order of the guards is
 * Retry(CircuitBreaker(Bulkhead(call))); their settings are in {@code application.yml}.
 */
@Component
class MetricsSource {
    /** The most ids in one question. */
    static final int MOST = 50;

    /**
     * Long enough for a platform that must be asked id by id; and the first reading, due at an age
     * of 30 s, still happens within 60 s.
     */
    private static final Duration READ = Duration.ofSeconds(20);

    private final AccountsApi accounts;

    @Autowired
    MetricsSource(InternalClients clients) {
        this(clients, READ);
    }

    MetricsSource(InternalClients clients, Duration read) {
        this.accounts = clients.create(AccountsApi.class, "accounts", read);
    }

    /**
     * The present numbers of a feed's publications.
     *
     * @throws RuntimeException if there was no answer, for whatever reason
     */
    @Retry(name = "accounts")
    @CircuitBreaker(name = "accounts")
    @Bulkhead(name = "accounts")
    public AccountsApi.Answer read(String workspace, String feed, List<String> platformIds) {
        return accounts.metrics(workspace, feed, new AccountsApi.Question(platformIds));
    }

    /**
     * The present numbers of a feed's account.
     *
     * @throws RuntimeException if there was no answer, for whatever reason
     */
    @Retry(name = "accounts")
    @CircuitBreaker(name = "accounts")
    @Bulkhead(name = "accounts")
    public AccountsApi.AccountAnswer readAccount(String workspace, String feed) {
        return accounts.account(workspace, feed);
    }

    /** What a 503 says of the time to wait, in seconds. */
    static Optional<Duration> retryAfter(RuntimeException e) {
        if (!(e instanceof HttpServerErrorException error) || error.getResponseHeaders() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(error.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
