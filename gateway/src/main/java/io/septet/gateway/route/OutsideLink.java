package io.septet.gateway.route;

import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * {@code /api/v1/outside}, where somebody without an account sees one post and may decide a stage
 * of it. The link's token comes in a header; what it says is not looked at here.
 */
final class OutsideLink {
    /** The header with a link's token. */
    static final String TOKEN = "Septet-Link";

    /** Header and request attribute: the address that the request comes from. */
    static final String FROM = "Septet-From";

    private static final Map<String, HttpMethod> ALL =
            Map.of(
                    "/api/v1/outside", HttpMethod.GET,
                    "/api/v1/outside/picture", HttpMethod.GET,
                    "/api/v1/outside/decision", HttpMethod.POST);

    private OutsideLink() {}

    /** Whether a request is one of these. */
    static boolean in(ServerRequest request) {
        return request.method().equals(ALL.get(request.servletRequest().getRequestURI()));
    }

    /** The same request at the address where links are opened, with where it comes from. */
    static ServerRequest opened(ServerRequest request) {
        var servlet = request.servletRequest();
        servlet.setAttribute(FROM, servlet.getRemoteAddr());
        var path = servlet.getRequestURI().replaceFirst("^/api/", "/internal/");
        var query = request.uri().getRawQuery();
        return ServerRequest.from(request)
                .uri(request.uri().resolve(path + (query == null ? "" : "?" + query)))
                .build();
    }
}
