package io.septet.gateway.route;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;

/**
 * Which headers pass. Both lists name what may pass rather than what may not, so that nobody can
 * claim an identity with a header we never heard of, and no service tells what it is made of.
 */
@Configuration(proxyBeanMethods = false)
class Headers {
    private static final Set<String> TO_SERVICES =
            names(
                    HttpHeaders.ACCEPT,
                    HttpHeaders.ACCEPT_LANGUAGE,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.IF_MATCH,
                    HttpHeaders.IF_NONE_MATCH,
                    HttpHeaders.IF_MODIFIED_SINCE,
                    HttpHeaders.IF_RANGE,
                    HttpHeaders.RANGE,
                    "Idempotency-Key",
                    "Last-Event-ID",
                    OutsideLink.TOKEN);

    private static final Set<String> TO_CLIENTS =
            names(
                    HttpHeaders.ACCEPT_RANGES,
                    HttpHeaders.ALLOW,
                    HttpHeaders.CACHE_CONTROL,
                    HttpHeaders.CONTENT_DISPOSITION,
                    HttpHeaders.CONTENT_LANGUAGE,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_RANGE,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.ETAG,
                    HttpHeaders.LAST_MODIFIED,
                    HttpHeaders.RETRY_AFTER);

    @Bean
    @Order
    static RequestHttpHeadersFilter onlyWhatServicesNeed() {
        return (headers, request) -> {
            var passed = only(TO_SERVICES, headers);
            // As the client wrote it, without what Spring adds on reading.
            var type = request.servletRequest().getHeader(HttpHeaders.CONTENT_TYPE);
            if (type != null) {
                passed.set(HttpHeaders.CONTENT_TYPE, type);
            }
            passed.setBearerAuth(
                    (String)
                            Objects.requireNonNull(
                                    request.servletRequest().getAttribute(Forwarding.TOKEN)));
            if (request.servletRequest().getAttribute(OutsideLink.FROM) instanceof String from) {
                passed.set(OutsideLink.FROM, from);
            }
            return passed;
        };
    }

    @Bean
    @Order
    static ResponseHttpHeadersFilter onlyWhatClientsNeed() {
        return (headers, response) -> {
            var passed = only(TO_CLIENTS, headers);
            var location = headers.getLocation();
            if (location != null) {
                passed.setLocation(withoutHost(location));
            }
            return passed;
        };
    }

    private static HttpHeaders only(Set<String> names, HttpHeaders headers) {
        var passed = new HttpHeaders();
        headers.forEach((name, values) -> {
            if (names.contains(name)) {
                passed.put(name, List.copyOf(values));
            }
        });
        return passed;
    }

    /** A service knows itself under an address that clients must not learn. */
    private static URI withoutHost(URI location) {
        var query = location.getRawQuery();
        return URI.create(location.getRawPath() + (query == null ? "" : "?" + query));
    }

    private static Set<String> names(String... names) {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(List.of(names));
        return all;
    }
}
