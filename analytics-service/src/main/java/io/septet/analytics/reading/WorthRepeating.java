package io.septet.analytics.reading;

import java.net.http.HttpTimeoutException;
import java.util.function.Predicate;
import org.springframework.web.client.ResourceAccessException;

/**
 * Whether a question that failed is asked once more at once: a connection may just have been
 * closed, but whoever was too slow will not be faster now. Named in {@code application.yml}.
 */
public final class WorthRepeating implements Predicate<Throwable> {
    @Override
    public boolean test(Throwable failure) {
        return failure instanceof ResourceAccessException
                && !(failure.getCause() instanceof HttpTimeoutException);
    }
}
