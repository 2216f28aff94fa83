package io.septet.gateway.identity;

import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Who is asking.
 *
 * @param workspaces those the member may ask for, the first being the default; for a bearer token
 *     only its own
 * @param bySession whether a cookie said so, which a browser sends without being asked to
 */
public record Identity(Member member, List<Membership> workspaces, boolean bySession) {
    private static final String HEADER = "Septet-Workspace";
    private static final String ME = "/api/v1/me";
    private static final String PARAMETER = "workspace";

    /** Who is asking in the present request; empty if nobody is signed in. */
    public static Optional<Identity> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    private static Optional<Identity> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof Identity identity
                ? Optional.of(identity)
                : Optional.empty();
    }

    /**
     * The workspace that a request is about: the one it names, else the first; empty for a member
     * of none.
     *
     * @throws Problem 404 {@code workspace-not-found} if it names one that is not the member's
     */
    public Optional<Membership> workspace(HttpServletRequest request) {
        var named = named(request);
        if (named == null) {
            return workspaces.stream().findFirst();
        }
        var found = workspaces.stream().filter(one -> one.id().equals(named)).findFirst();
        if (found.isEmpty()) {
            throw Problem.notFound("workspace", named);
        }
        return found;
    }

    /** 401: nobody is signed in. */
    public static Problem nobody() {
        return Problem.unauthorized(
                "not-signed-in", "Nobody is signed in", "Sign in, or send a bearer token");
    }

    /** The caller as a service is told. */
    public Caller caller(HttpServletRequest request) {
        var workspace =
                workspace(request)
                        .orElseThrow(() ->
                                Problem.forbidden(
                                        "You are a member of no workspace; ask an owner to"
                                                + " add you"));
        if (Boolean.TRUE.equals(workspace.closed()) && !isOwnAffair(request.getRequestURI())) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "second-factor-needed",
                    "This workspace asks for a second factor",
                    "Set one up: POST /api/v1/me/second-factor");
        }
        return new Caller(member.id(), workspace.id(), workspace.role(), request.getRemoteAddr());
    }

    /** What members may do to set their second factor up, before anything else is open to them. */
    private static boolean isOwnAffair(String path) {
        return path.equals(ME) || path.startsWith(ME + "/");
    }

    private static @Nullable String named(HttpServletRequest request) {
        var header = request.getHeader(HEADER);
        if (header != null) {
            return header;
        }
        // Not by getParameter, which would read the body of a form.
        var query = request.getQueryString();
        if (query == null || !query.contains(PARAMETER)) {
            return null;
        }
        var value =
                UriComponentsBuilder.newInstance()
                        .query(query)
                        .build()
                        .getQueryParams()
                        .getFirst(PARAMETER);
        return value == null ? null : UriUtils.decode(value, StandardCharsets.UTF_8);
    }
}
