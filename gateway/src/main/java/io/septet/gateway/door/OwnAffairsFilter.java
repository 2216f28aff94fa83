package io.septet.gateway.door;

import io.septet.gateway.identity.Identity;
import io.septet.gateway.route.Paths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks of what the gateway answers itself about one's own sign-in what is asked of everything else:
 * a workspace that is named has to be the member's.
 */
final class OwnAffairsFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Paths.areOnesOwn(request)) {
            Identity.current().ifPresent(identity -> identity.workspace(request));
        }
        chain.doFilter(request, response);
    }
}
