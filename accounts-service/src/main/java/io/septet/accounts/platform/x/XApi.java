package io.septet.accounts.platform.x;

import io.septet.accounts.platform.http.UploadBody;
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

/** The parts of X's API v2 that we use; answers come back whatever their status. */
@HttpExchange(accept = "application/json")
interface XApi {
    @GetExchange("/2/users/me")
    ResponseEntity<byte[]> me(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam("user.fields") String fields);

    @GetExchange("/2/tweets")
    ResponseEntity<byte[]> posts(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam("ids") String ids,
            @RequestParam("tweet.fields") String fields);

    /**
     * @param start nothing before this moment, in whole seconds
     * @param next where the list goes on; null = from the newest
     */
    @GetExchange("/2/users/{user}/tweets")
    ResponseEntity<byte[]> own(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @PathVariable String user,
            @RequestParam("max_results") int most,
            @RequestParam("start_time") String start,
            @RequestParam("tweet.fields") String fields,
            @RequestParam(name = "pagination_token", required = false) @Nullable String next);

    @GetExchange("/2/media/upload?command=STATUS")
    ResponseEntity<byte[]> mediaStatus(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam("media_id") String id);

    @PostExchange(url = "/2/media/metadata", contentType = "application/json")
    ResponseEntity<byte[]> describe(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestBody XWire.Description description);

    @DeleteExchange("/2/tweets/{id}")
    ResponseEntity<byte[]> delete(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer, @PathVariable String id);

    /** Files alone. */
    @HttpExchange(accept = "application/json")
    interface Uploads {
        @PostExchange("/2/media/upload")
        ResponseEntity<byte[]> upload(
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @RequestBody UploadBody picture);
    }

    /** The one call that makes something public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        @PostExchange(url = "/2/tweets", contentType = "application/json")
        ResponseEntity<byte[]> create(
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @RequestBody XWire.Create post);
    }
}
