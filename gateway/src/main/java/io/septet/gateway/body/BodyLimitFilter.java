package io.septet.gateway.body;

import io.septet.gateway.GatewayProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes no more of a body than its path allows. */
public final class BodyLimitFilter extends OncePerRequestFilter {
    private static final String UPLOADS = "/api/v1/media";

    private final long body;
    private final long media;

    /**
     * @param gateway has the limits
     */
    public BodyLimitFilter(GatewayProperties gateway) {
        this.body = gateway.bodyLimit().toBytes();
        this.media = gateway.mediaLimit().toBytes();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit =
                UPLOADS.equals(request.getRequestURI()) && "POST".equals(request.getMethod())
                        ? media
                        : body;
        if (request.getContentLengthLong() > limit) {
            throw ClientBody.tooLarge(limit);
        }
        var counted = new ClientBody(request, limit);
        try {
            chain.doFilter(counted, response);
        } finally {
            counted.close();
            if (!response.isCommitted() && !request.getInputStream().isFinished()) {
                // Somebody may still be reading on another thread; no other request must follow.
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
        }
    }
}
