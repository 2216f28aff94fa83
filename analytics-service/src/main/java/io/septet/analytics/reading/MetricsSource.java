package io.septet.analytics.reading;

import io.github.resilience4j.bulkhead.annotation.Bulkhead;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import io.septet.kit.trust.InternalClients;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Asks accounts-service for numbers. The order of the guards is
 * Retry(CircuitBreaker(Bulkhead(call))); their settings are in {@code application.yml}.
 */
@Component
class MetricsSource {
    /** The most ids in one question. */
    static final int MOST = 50;

    /** Two tries and the first age of a reading fit into the 60 s promised for it. */
    private static final Duration READ = Duration.ofSeconds(8);

    private final AccountsApi accounts;

    MetricsSource(InternalClients clients) {
        this.accounts = clients.create(AccountsApi.class, "accounts", READ);
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
}
