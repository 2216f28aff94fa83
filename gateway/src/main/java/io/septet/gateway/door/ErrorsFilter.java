package io.septet.gateway.door;

import io.septet.gateway.route.Exchange;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Outermost: what goes wrong in a filter, where no controller is in reach, leaves as a problem
 * detail too. Redis is asked for the session in filters, so its failure shows here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ErrorsFilter extends OncePerRequestFilter {
    private final HandlerExceptionResolver problems;

    ErrorsFilter(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            var cause =
                    e instanceof ServletException && e.getCause() instanceof Exception inner
                            ? inner
                            : e;
            if (response.isCommitted()) {
                throw e;
            }
            write(request, response, cause);
        }
        if (request.getAttribute(Exchange.BROKEN_OFF) != null) {
            // Half an answer must not look like a whole one: this ends the connection.
            throw new IOException("The answer broke off");
        }
    }

    /** Answers with a problem. */
    void write(HttpServletRequest request, HttpServletResponse response, Exception problem) {
        response.resetBuffer();
        if (problems.resolveException(request, response, null, problem) == null) {
            throw new IllegalStateException(problem);
        }
    }
}
