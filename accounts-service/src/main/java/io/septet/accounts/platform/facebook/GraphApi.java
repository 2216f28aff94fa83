package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.http.UploadBody;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The parts of the Graph API that we use; answers come back whatever their status. Tokens travel in
 * the header, so that no log of addresses holds one.
 */
@HttpExchange(accept = "application/json")
interface GraphApi {
    @GetExchange("/{id}")
    ResponseEntity<byte[]> node(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String id,
            @RequestParam String fields);

    @GetExchange("/me/accounts")
    ResponseEntity<byte[]> pages(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam String fields,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String after);

    @GetExchange("/{post}/insights")
    ResponseEntity<byte[]> insights(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String post,
            @RequestParam String metric);

    /** Files alone. */
    @HttpExchange(accept = "application/json")
    interface Uploads {
        @PostExchange("/{page}/photos")
        ResponseEntity<byte[]> photo(
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @PathVariable String page,
                @RequestBody UploadBody photo);
    }

    /** The one call that makes something public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        /**
         * @param fields what the answer shall hold; that a POST honours it was only observed
         */
        @PostExchange(url = "/{page}/feed", contentType = "application/json")
        ResponseEntity<byte[]> create(
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @PathVariable String page,
                @RequestParam String fields,
                @RequestBody GraphWire.Create post);
    }
}
