package io.septet.accounts.platform.graph;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The parts that Meta's APIs have in common; answers come back whatever their status. Tokens travel
 * in the header, so that no log of addresses holds one.
 */
@HttpExchange(accept = "application/json")
public interface GraphApi {
    /** Makes a container; nobody sees it. */
    @PostExchange(url = "/{account}/{edge}", contentType = "application/x-www-form-urlencoded")
    ResponseEntity<byte[]> create(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String account,
            @PathVariable String edge,
            @RequestBody MultiValueMap<String, String> form);

    /** Reads an object. */
    @GetExchange("/{id}")
    ResponseEntity<byte[]> node(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String id,
            @RequestParam String fields);

    /**
     * Lists what an account has posted, newest first.
     *
     * @param since in seconds since 1970
     * @param after where the list goes on; null = from the newest
     */
    @GetExchange("/{account}/{edge}")
    ResponseEntity<byte[]> list(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String account,
            @PathVariable String edge,
            @RequestParam String fields,
            @RequestParam long since,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String after);

    /** The pages of a person. */
    @GetExchange("/me/accounts")
    ResponseEntity<byte[]> pages(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam String fields,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String after);

    @DeleteExchange("/{id}")
    ResponseEntity<byte[]> delete(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer, @PathVariable String id);

    /** The numbers of an account. */
    @GetExchange("/{account}/{edge}")
    ResponseEntity<byte[]> accountInsights(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String account,
            @PathVariable String edge,
            @RequestParam String metric);

    /** The numbers of a post. */
    @GetExchange("/{post}/insights")
    ResponseEntity<byte[]> insights(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String post,
            @RequestParam String metric);

    /** The one call that makes something public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        /** Publishes a container. */
        @PostExchange(url = "/{account}/{edge}", contentType = "application/x-www-form-urlencoded")
        ResponseEntity<byte[]> publish(
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @PathVariable String account,
                @PathVariable String edge,
                @RequestBody MultiValueMap<String, String> form);
    }
}
