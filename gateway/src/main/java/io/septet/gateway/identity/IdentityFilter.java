package io.septet.gateway.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who is asking. A request with an {@code Authorization} header is what that header says
 * and nothing else: a cookie beside it is not looked at, so it needs no protection against forged
 * requests.
 */
public final class IdentityFilter extends OncePerRequestFilter {
    private static final String BEARER = "bearer ";

    private final Accounts accounts;
    private final Sessions sessions;

    /**
     * @param accounts knows members and tokens
     * @param sessions knows who has signed in where
     */
    public IdentityFilter(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        identify(request)
                .ifPresent(identity -> {
                    var context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(
                            UsernamePasswordAuthenticationToken.authenticated(
                                    identity, null, List.of()));
                    SecurityContextHolder.setContext(context);
                });
        chain.doFilter(request, response);
    }

    private Optional<Identity> identify(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                    ? accounts.bearer(
                            authorization.substring(BEARER.length()).strip(),
                            request.getRemoteAddr())
                    : Optional.empty();
        }
        return sessions.of(request)
                .flatMap(session ->
                        accounts.member(session.member())
                                .filter(known -> known.sessions() == session.epoch())
                                .map(known ->
                                        new Identity(
                                                known.member(),
                                                known.workspaces(session.factors()),
                                                true)));
    }
}
