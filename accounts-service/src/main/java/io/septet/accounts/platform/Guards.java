package io.septet.accounts.platform;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Keeps a platform that hangs or fails from taking the others along: one circuit breaker and one
 * bulkhead per platform and server, apart for sending and for reading (settings {@code
 * resilience4j.*}, instances {@code send} and {@code read}).
 */
@Component
public class Guards {
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final Places places;

    Guards(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, Places places) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.places = places;
    }

    /** A place for one call; close it with the call's outcome. */
    public final class Permit {
        private final CircuitBreaker breaker;
        private final Bulkhead bulkhead;
        private final long began = System.nanoTime();

        private Permit(CircuitBreaker breaker, Bulkhead bulkhead) {
            this.breaker = breaker;
            this.bulkhead = bulkhead;
        }

        /** The call begins: it may last as long as the platform likes. */
        public void calling() {
            places.leave();
        }

        /** The platform answered, whatever it said. */
        public void answered() {
            breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            bulkhead.onComplete();
        }

        /** The platform did not answer, or with a fault of its own. */
        public void failed() {
            breaker.onError(
                    System.nanoTime() - began,
                    TimeUnit.NANOSECONDS,
                    new IllegalStateException("no good answer"));
            bulkhead.onComplete();
        }

        /** The call was not made after all. */
        public void unused() {
            breaker.releasePermission();
            bulkhead.releasePermission();
        }
    }

    /**
     * Asks for a place for a call, without waiting.
     *
     * @param kind {@code send} or {@code read}
     * @param where platform, and server where there are many
     * @return empty if the circuit is open or all places are taken
     */
    public Optional<Permit> enter(String kind, String where) {
        var bulkhead = bulkheads.bulkhead(kind + "-" + where, kind);
        if (!bulkhead.tryAcquirePermission()) {
            return Optional.empty();
        }
        var breaker = breakers.circuitBreaker(kind + "-" + where, kind);
        if (!breaker.tryAcquirePermission()) {
            bulkhead.releasePermission();
            return Optional.empty();
        }
        return Optional.of(new Permit(breaker, bulkhead));
    }
}
