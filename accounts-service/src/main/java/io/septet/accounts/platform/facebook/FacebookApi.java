package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.http.UploadBody;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * What Pages alone have in the Graph API; answers come back whatever their status. Tokens travel in
 * the header, so that no log of addresses holds one.
 */
final class FacebookApi {
    private FacebookApi() {}

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
                @RequestBody FacebookWire.Create post);
    }
}
