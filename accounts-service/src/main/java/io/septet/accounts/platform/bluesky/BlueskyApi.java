package io.septet.accounts.platform.bluesky;

import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.util.UriBuilderFactory;

/** The parts of the AT Protocol that we use; answers come back whatever their status. */
@HttpExchange(accept = "application/json")
interface BlueskyApi {
    @PostExchange(url = "/xrpc/com.atproto.server.createSession", contentType = "application/json")
    ResponseEntity<byte[]> signIn(UriBuilderFactory server, @RequestBody BlueskyWire.SignIn who);

    @GetExchange("/xrpc/app.bsky.actor.getProfile")
    ResponseEntity<byte[]> profile(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam String actor);

    @GetExchange("/xrpc/com.atproto.identity.resolveHandle")
    ResponseEntity<byte[]> resolve(UriBuilderFactory server, @RequestParam String handle);

    @GetExchange("/xrpc/app.bsky.feed.getPosts")
    ResponseEntity<byte[]> posts(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestParam("uris") List<String> uris);

    @GetExchange("/xrpc/com.atproto.repo.getRecord")
    ResponseEntity<byte[]> record(
            UriBuilderFactory server,
            @RequestParam String repo,
            @RequestParam String collection,
            @RequestParam String rkey);

    /** What is not there is deleted just the same. */
    @PostExchange(url = "/xrpc/com.atproto.repo.deleteRecord", contentType = "application/json")
    ResponseEntity<byte[]> delete(
            UriBuilderFactory server,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
            @RequestBody BlueskyWire.Delete which);

    /** Files alone. */
    @HttpExchange(accept = "application/json")
    interface Uploads {
        @PostExchange("/xrpc/com.atproto.repo.uploadBlob")
        ResponseEntity<byte[]> upload(
                UriBuilderFactory server,
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @RequestHeader(HttpHeaders.CONTENT_TYPE) String type,
                @RequestBody Resource picture);
    }

    /** The one call that makes something public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        @PostExchange(url = "/xrpc/com.atproto.repo.createRecord", contentType = "application/json")
        ResponseEntity<byte[]> create(
                UriBuilderFactory server,
                @RequestHeader(HttpHeaders.AUTHORIZATION) String bearer,
                @RequestBody BlueskyWire.Create record);
    }
}
