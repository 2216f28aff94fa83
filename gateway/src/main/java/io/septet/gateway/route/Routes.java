package io.septet.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;

import io.septet.gateway.GatewayProperties;
import io.septet.gateway.breaker.ServiceBreakers;
import io.septet.kit.SeptetProperties;
import io.septet.kit.problem.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchangeHandlerFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Where requests go: each path of the API to one service, under the same path there. Uploads and
 * the stream of events have time limits of their own. Nobody has to sign in for two things:
 * pictures that platforms fetch, and a post to which one has a link.
 */
@Configuration(proxyBeanMethods = false)
class Routes {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Bean
    Exchange exchange(
            ServiceBreakers breakers, GatewayMvcProperties mvc, GatewayProperties gateway) {
        return new Exchange(breakers, mvc, gateway.connect(), gateway.read());
    }

    @Bean
    Exchange uploadExchange(
            ServiceBreakers breakers, GatewayMvcProperties mvc, GatewayProperties gateway) {
        return new Exchange(breakers, mvc, gateway.connect(), gateway.uploadRead());
    }

    @Bean
    Exchange eventsExchange(
            ServiceBreakers breakers, GatewayMvcProperties mvc, GatewayProperties gateway) {
        return new Exchange(breakers, mvc, gateway.connect(), gateway.streamLife());
    }

    @Bean
    ProxyExchangeHandlerFunction proxyExchangeHandlerFunction(
            Exchange exchange,
            ObjectProvider<RequestHttpHeadersFilter> requestHeaders,
            ObjectProvider<ResponseHttpHeadersFilter> responseHeaders) {
        return new ProxyExchangeHandlerFunction(exchange, requestHeaders, responseHeaders);
    }

    @Bean
    ProxyExchangeHandlerFunction uploadHandlerFunction(
            Exchange uploadExchange,
            ObjectProvider<RequestHttpHeadersFilter> requestHeaders,
            ObjectProvider<ResponseHttpHeadersFilter> responseHeaders) {
        return new ProxyExchangeHandlerFunction(uploadExchange, requestHeaders, responseHeaders);
    }

    @Bean
    ProxyExchangeHandlerFunction eventsHandlerFunction(
            Exchange eventsExchange,
            ObjectProvider<RequestHttpHeadersFilter> requestHeaders,
            ObjectProvider<ResponseHttpHeadersFilter> responseHeaders) {
        return new ProxyExchangeHandlerFunction(eventsExchange, requestHeaders, responseHeaders);
    }

    @Bean
    RouterFunction<ServerResponse> api(
            SeptetProperties septet,
            Forwarding forwarding,
            ProxyExchangeHandlerFunction proxyExchangeHandlerFunction,
            ProxyExchangeHandlerFunction uploadHandlerFunction,
            ProxyExchangeHandlerFunction eventsHandlerFunction) {
        var special =
                to(
                                Destination.SCHEDULER,
                                "upload",
                                exactly("/api/v1/media").and(method(HttpMethod.POST)),
                                uploadHandlerFunction,
                                septet,
                                forwarding)
                        .and(
                                to(
                                        Destination.SCHEDULER,
                                        "events",
                                        exactly("/api/v1/events").and(method(HttpMethod.GET)),
                                        eventsHandlerFunction,
                                        septet,
                                        forwarding));
        return Arrays.stream(Destination.values())
                .map(one ->
                        to(
                                one,
                                one.service(),
                                leadingTo(one),
                                proxyExchangeHandlerFunction,
                                septet,
                                forwarding))
                .reduce(special, RouterFunction::and)
                .and(mediaLinks(septet, forwarding, uploadHandlerFunction))
                .and(outside(septet, forwarding, proxyExchangeHandlerFunction))
                .and(nowhere());
    }

    /** What somebody without an account sees and says with a link to one post. */
    private static RouterFunction<ServerResponse> outside(
            SeptetProperties septet, Forwarding forwarding, ProxyExchangeHandlerFunction how) {
        return route("outside")
                .route(OutsideLink::in, how)
                .before(uri(septet.urlOf(Destination.SCHEDULER.service())))
                .before(OutsideLink::opened)
                .before(request -> forwarding.unnamed(request, Destination.SCHEDULER))
                .filter(forwarding.guarded(Destination.SCHEDULER))
                .build();
    }

    /**
     * Pictures for whoever has a link to one: each to the one address where links are opened, asked
     * for by the gateway itself.
     */
    private static RouterFunction<ServerResponse> mediaLinks(
            SeptetProperties septet, Forwarding forwarding, ProxyExchangeHandlerFunction how) {
        return route("media-links")
                .route(request -> READS.contains(request.method()) && MediaLink.in(request), how)
                .before(uri(septet.urlOf(Destination.ACCOUNTS.service())))
                .before(MediaLink::opened)
                .before(request -> forwarding.unnamed(request, Destination.ACCOUNTS))
                .filter(forwarding.guarded(Destination.ACCOUNTS))
                .build();
    }

    private static RouterFunction<ServerResponse> to(
            Destination destination,
            String name,
            RequestPredicate which,
            ProxyExchangeHandlerFunction how,
            SeptetProperties septet,
            Forwarding forwarding) {
        return route(name)
                .route(which, how)
                .before(uri(septet.urlOf(destination.service())))
                .before(request -> forwarding.identify(request, destination))
                .filter(forwarding.guarded(destination))
                .build();
    }

    /** Whatever else is asked of the API does not exist, with any method. */
    private static RouterFunction<ServerResponse> nowhere() {
        return route("nowhere")
                .route(
                        request -> Paths.isNotOurs(request.servletRequest()),
                        request -> {
                            throw new Problem(
                                    HttpStatus.NOT_FOUND,
                                    "not-found",
                                    "There is nothing here",
                                    "The API is described at /api/v1/openapi.json");
                        })
                .build();
    }

    private static RequestPredicate leadingTo(Destination destination) {
        return request -> Destination.of(raw(request)).equals(Optional.of(destination));
    }

    private static RequestPredicate exactly(String path) {
        return request -> path.equals(raw(request));
    }

    private static RequestPredicate method(HttpMethod method) {
        return request -> request.method().equals(method);
    }

    private static String raw(org.springframework.web.servlet.function.ServerRequest request) {
        return request.servletRequest().getRequestURI();
    }
}
