package io.septet.gateway.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.septet.gateway.GatewayProperties;
import io.septet.kit.problem.Problem;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;

/**
 * A circuit breaker per service. A service that leaves half of the last 20 calls without a proper
 * answer is not asked for a while, so that its callers hear at once that it is down. Time limits
 * are the HTTP client's, and a call stays on its own thread. Nothing is ever sent twice from here.
 */
@Component
public class ServiceBreakers {
    private static final Logger log = LoggerFactory.getLogger(ServiceBreakers.class);

    private final CircuitBreakerRegistry breakers;
    private final Duration open;

    ServiceBreakers(GatewayProperties gateway) {
        open = gateway.breakerOpen();
        breakers =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(10)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(open)
                                .permittedNumberOfCallsInHalfOpenState(3)
                                .build());
    }

    /**
     * Calls a service.
     *
     * @param service its name
     * @param improper whether an answer shows that the service itself is broken
     * @throws Problem 503 {@code service-unavailable} if there was no proper answer
     */
    public <T> T call(String service, Supplier<T> call, Predicate<T> improper) {
        var breaker = breakers.circuitBreaker(service);
        if (!breaker.tryAcquirePermission()) {
            throw unavailable(service, false);
        }
        long start = breaker.getCurrentTimestamp();
        try {
            var answer = call.get();
            if (!improper.test(answer)) {
                breaker.onSuccess(
                        breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
                return answer;
            }
        } catch (ResourceAccessException e) {
            failed(breaker, start, e);
            throw unavailable(service, !neverConnected(e));
        } catch (RuntimeException e) {
            // Says nothing of the service: a body that was too large, a client that went away.
            breaker.releasePermission();
            throw e;
        }
        failed(breaker, start, new ImproperAnswer());
        throw unavailable(service, true);
    }

    /**
     * 503: a service does not answer.
     *
     * @param reached whether the request may have reached it, and so may have been carried out
     */
    public Problem unavailable(String service, boolean reached) {
        return Problem.unavailable(
                        "service-unavailable",
                        "A part of Septet does not answer",
                        "The "
                                + service
                                + " service does not answer properly. "
                                + (reached
                                        ? "Whether the request was carried out is not known: look"
                                                + " before you repeat it, or repeat it with the same"
                                                + " Idempotency-Key"
                                        : "Nothing was changed; try again in a moment"),
                        open)
                .with("service", service);
    }

    private static void failed(CircuitBreaker breaker, long start, Exception e) {
        log.warn("{} failed: {}", breaker.getName(), rootOf(e).toString());
        breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
    }

    private static Throwable rootOf(Throwable e) {
        var root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private static boolean neverConnected(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static final class ImproperAnswer extends RuntimeException {
        ImproperAnswer() {
            super("an error that it did not explain", null, false, false);
        }
    }
}
