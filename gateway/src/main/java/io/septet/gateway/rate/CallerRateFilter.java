package io.septet.gateway.rate;

import io.septet.gateway.identity.Identity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts requests by the member whose session it is, or by bearer token: a member's screens go on
 * working while one of the member's scripts is told to wait.
 */
public final class CallerRateFilter extends OncePerRequestFilter {
    private final Rates rates;

    /**
     * @param rates counts
     */
    public CallerRateFilter(Rates rates) {
        this.rates = rates;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Identity.current().ifPresent(identity -> rates.caller(request, who(identity, request)));
        chain.doFilter(request, response);
    }

    private static String who(Identity identity, HttpServletRequest request) {
        return identity.bySession()
                ? "member:" + identity.member().id()
                : "token:" + digest(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    /** So that the bearer's secret is not kept in Redis. */
    private static String digest(String authorization) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            authorization
                                                    .substring("Bearer ".length())
                                                    .strip()
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
