package io.septet.gateway.session;

import io.septet.kit.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Refuses to sign somebody in on behalf of another site's page, the one write that has no session
 * and therefore no token against forged requests.
 */
final class SameSite {
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private SameSite() {}

    /**
     * @throws Problem 403 {@code csrf} if a browser says that another site's page is asking
     */
    static void check(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean ours =
                site != null
                        ? OURS.contains(site)
                        : origin == null || isOf(origin, request.getHeader(HttpHeaders.HOST));
        if (!ours) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "csrf",
                    "This request did not come from Septet's own page",
                    "Sign in on Septet's own page");
        }
    }

    private static boolean isOf(String origin, String host) {
        try {
            return host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
