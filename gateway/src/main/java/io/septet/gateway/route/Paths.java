package io.septet.gateway.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** The paths that the gateway answers itself, as clients write them. */
public final class Paths {
    /** Signing in and out. */
    public static final String SESSION = "/api/v1/session";

    /** Of one's own sign-in: all that are open, one of them below it. */
    public static final String SESSIONS = "/api/v1/sessions";

    /** Choosing another password. */
    public static final String PASSWORD = "/api/v1/session/password";

    /** In which ways people can sign in. */
    public static final String WAYS = "/api/v1/session/ways";

    /** Signing in with a passkey. */
    public static final String PASSKEY = "/api/v1/session/passkey";

    /** Links that let whoever holds them do one thing. */
    public static final String LINKS = "/api/v1/links";

    /** The description of the API. */
    public static final String OPENAPI = "/api/v1/openapi.json";

    /** The page on which the API can be tried, and its files below. */
    public static final String DOCS = "/api/docs";

    /** The pictures that platforms fetch, one below it for each link. */
    static final String MEDIA_LINKS = "/m";

    private static final Set<String> OURS =
            Set.of(
                    SESSION,
                    SESSIONS,
                    PASSWORD,
                    WAYS,
                    PASSKEY,
                    PASSKEY + "/options",
                    LINKS,
                    LINKS + "/look",
                    LINKS + "/use",
                    OPENAPI,
                    DOCS);

    private Paths() {}

    /**
     * Whether a request's path lies in the API or among the links, but the gateway has nothing
     * there itself.
     */
    static boolean isNotOurs(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (path.equals(MEDIA_LINKS) || path.startsWith(MEDIA_LINKS + "/")) {
            return true;
        }
        return (path.equals("/api") || path.startsWith("/api/"))
                && !OURS.contains(path)
                && !path.startsWith(SESSIONS + "/")
                && !path.startsWith(DOCS + "/");
    }

    /** Whether it is about one's own sign-in, so that the caller must be known. */
    public static boolean areOnesOwn(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals(PASSWORD) || path.equals(SESSIONS) || path.startsWith(SESSIONS + "/");
    }

    /** Whether a service answers a request's path, so that its caller must be known. */
    public static boolean leadToService(HttpServletRequest request) {
        return Destination.of(request.getRequestURI()).isPresent();
    }
}
