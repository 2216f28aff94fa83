package io.septet.gateway.route;

import java.util.regex.Pattern;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * {@code /m/{token}}, a link to a picture that accounts-service has signed. What it says is not
 * looked at here.
 */
final class MediaLink {
    /** Long enough for any token, short enough for any line of a request. */
    private static final Pattern PATH =
            Pattern.compile(Paths.MEDIA_LINKS + "/([A-Za-z0-9_-]{100,400})");

    private static final String OPENED = "/internal/v1/media-links/";

    private MediaLink() {}

    /** Whether a request's path has the form of such a link. */
    static boolean in(ServerRequest request) {
        return PATH.matcher(request.servletRequest().getRequestURI()).matches();
    }

    /** The same request, without its query, at the address where links are opened. */
    static ServerRequest opened(ServerRequest request) {
        var path = PATH.matcher(request.servletRequest().getRequestURI());
        if (!path.matches()) {
            throw new IllegalStateException("Not the path of a link");
        }
        return ServerRequest.from(request)
                .uri(request.uri().resolve(OPENED + path.group(1)))
                .params(MultiValueMap::clear)
                .build();
    }
}
