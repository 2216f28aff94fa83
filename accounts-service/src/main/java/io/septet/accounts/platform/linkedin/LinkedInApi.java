package io.septet.accounts.platform.linkedin;

import java.net.URI;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * The parts of LinkedIn's API that we use; answers come back whatever their status. Headers are
 * those of {@link Caller}.
 */
@HttpExchange(accept = "application/json")
interface LinkedInApi {
    @GetExchange("/v2/userinfo")
    ResponseEntity<byte[]> me(@RequestHeader Map<String, String> headers);

    @GetExchange("/rest/organizationAcls?q=roleAssignee&state=APPROVED")
    ResponseEntity<byte[]> roles(
            @RequestHeader Map<String, String> headers,
            @RequestParam int start,
            @RequestParam int count);

    @GetExchange("/rest/organizations/{id}")
    ResponseEntity<byte[]> organization(
            @RequestHeader Map<String, String> headers, @PathVariable String id);

    @GetExchange("/rest/images/{urn}")
    ResponseEntity<byte[]> image(
            @RequestHeader Map<String, String> headers, @PathVariable String urn);

    @GetExchange("/rest/socialActions/{urn}")
    ResponseEntity<byte[]> socialActions(
            @RequestHeader Map<String, String> headers, @PathVariable String urn);

    /** An organisation's posts, newest first. */
    @GetExchange("/rest/posts?q=author&sortBy=CREATED")
    ResponseEntity<byte[]> posts(
            @RequestHeader Map<String, String> headers,
            @RequestHeader("X-RestLi-Method") String method,
            @RequestParam String author,
            @RequestParam int start,
            @RequestParam int count);

    /** How many follow an organisation. */
    @GetExchange("/rest/networkSizes/{urn}?edgeType=COMPANY_FOLLOWED_BY_MEMBER")
    ResponseEntity<byte[]> followers(
            @RequestHeader Map<String, String> headers, @PathVariable String urn);

    @DeleteExchange("/rest/posts/{urn}")
    ResponseEntity<byte[]> delete(
            @RequestHeader Map<String, String> headers,
            @RequestHeader("X-RestLi-Method") String method,
            @PathVariable String urn);

    /**
     * @param address whole, since lists in a query must keep their brackets unencoded
     */
    @GetExchange
    ResponseEntity<byte[]> statistics(URI address, @RequestHeader Map<String, String> headers);

    @PostExchange(url = "/rest/images?action=initializeUpload", contentType = "application/json")
    ResponseEntity<byte[]> initializeUpload(
            @RequestHeader Map<String, String> headers, @RequestBody LinkedInWire.Initialize wish);

    /** Files alone. */
    @HttpExchange(accept = "application/json")
    interface Uploads {
        @PutExchange
        ResponseEntity<byte[]> put(
                URI address,
                @RequestHeader Map<String, String> headers,
                @RequestBody Resource picture);
    }

    /** The one call that makes something public. */
    @HttpExchange(accept = "application/json")
    interface Publishing {
        @PostExchange(url = "/rest/posts", contentType = "application/json")
        ResponseEntity<byte[]> create(
                @RequestHeader Map<String, String> headers, @RequestBody LinkedInWire.Create post);
    }

    /** Who calls, and in which version of the API. */
    record Caller(String version) {
        Map<String, String> with(String accessToken) {
            return Map.of(
                    "Authorization",
                    "Bearer " + accessToken,
                    "LinkedIn-Version",
                    version,
                    "X-Restli-Protocol-Version",
                    "2.0.0");
        }
    }
}
