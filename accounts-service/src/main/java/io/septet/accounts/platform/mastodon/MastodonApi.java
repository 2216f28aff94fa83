package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.http.UploadBody;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.util.UriBuilderFactory;

/** The parts of Mastodon's API that we use; answers come back whatever their status. */
@HttpExchange(accept = "application/json")
interface MastodonApi {
    @GetExchange("/api/v1/accounts/verify_credentials")
    ResponseEntity<byte[]> me(
            UriBuilderFactory server, @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer);

    @GetExchange("/api/v2/instance")
    ResponseEntity<byte[]> instance(UriBuilderFactory server);

    @GetExchange("/api/v1/media/{id}")
    ResponseEntity<byte[]> media(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String id);

    @GetExchange("/api/v1/statuses")
    ResponseEntity<byte[]> statuses(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam("id[]") List<String> ids);

    /**
     * @param before only posts older than this one; null = from the newest
     */
    @GetExchange("/api/v1/accounts/{account}/statuses?exclude_reblogs=true")
    ResponseEntity<byte[]> posts(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String account,
            @RequestParam int limit,
            @RequestParam(name = "max_id", required = false) @Nullable String before);

    @GetExchange("/api/v1/statuses/{id}")
    ResponseEntity<byte[]> status(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String id);

    @DeleteExchange("/api/v1/statuses/{id}")
    ResponseEntity<byte[]> delete(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String id);

    /** Files alone. */
    @HttpExchange(accept = "application/json")
    interface Uploads {
        @PostExchange("/api/v2/media")
        ResponseEntity<byte[]> upload(
                UriBuilderFactory server,
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @RequestBody UploadBody picture);
    }

    /** The one call that makes something public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        @PostExchange(url = "/api/v1/statuses", contentType = "application/json")
        ResponseEntity<byte[]> create(
                UriBuilderFactory server,
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @RequestHeader("Idempotency-Key") String key,
                @RequestBody MastodonWire.Create status);
    }
}
