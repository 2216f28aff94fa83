package io.septet.gateway.route;

import io.septet.gateway.body.ClientBody;
import io.septet.gateway.breaker.ServiceBreakers;
import io.septet.gateway.identity.Identity;
import io.septet.kit.trust.InternalTokens;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What is done to every request on its way to a service. */
@Component
class Forwarding {
    /** Request attribute: the internal token with which the request goes on. */
    static final String TOKEN = Forwarding.class.getName() + ".token";

    /** Request attribute: the name of the service it goes to. */
    static final String SERVICE = Forwarding.class.getName() + ".service";

    private final ServiceBreakers breakers;
    private final InternalTokens tokens;

    Forwarding(ServiceBreakers breakers, InternalTokens tokens) {
        this.breakers = breakers;
        this.tokens = tokens;
    }

    /** Names the member to the service. */
    ServerRequest identify(ServerRequest request, Destination to) {
        var servlet = request.servletRequest();
        var caller = Identity.current().orElseThrow(Identity::nobody).caller(servlet);
        servlet.setAttribute(TOKEN, tokens.forMember(caller, to.service()));
        servlet.setAttribute(SERVICE, to.service());
        return request;
    }

    /** Names nobody but the gateway itself to the service. */
    ServerRequest unnamed(ServerRequest request, Destination to) {
        var servlet = request.servletRequest();
        servlet.setAttribute(TOKEN, tokens.forService(to.service()));
        servlet.setAttribute(SERVICE, to.service());
        return request;
    }

    /** Calls the service under its circuit breaker, once. */
    HandlerFilterFunction<ServerResponse, ServerResponse> guarded(Destination to) {
        return (request, next) ->
                breakers.call(to.service(), () -> call(request, next), Forwarding::improper);
    }

    private static ServerResponse call(
            ServerRequest request,
            org.springframework.web.servlet.function.HandlerFunction<ServerResponse> next) {
        try {
            return next.handle(request);
        } catch (ResourceAccessException e) {
            ClientBody.of(request.servletRequest()).ifPresent(ClientBody::throwIfAtFault);
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A service that is in order explains its errors; what does not comes from something else. */
    private static boolean improper(ServerResponse answer) {
        return answer.statusCode().is5xxServerError()
                && !MediaType.APPLICATION_PROBLEM_JSON.isCompatibleWith(
                        answer.headers().getContentType());
    }
}
