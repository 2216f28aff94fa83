package io.septet.accounts.platform.mastodon;

import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.util.UriBuilderFactory;

/** How a server gets to know us, and lets people in; answers come back whatever their status. */
@HttpExchange(accept = "application/json", contentType = "application/x-www-form-urlencoded")
interface MastodonLoginApi {
    @PostExchange("/api/v1/apps")
    ResponseEntity<byte[]> register(
            UriBuilderFactory server, @RequestBody MultiValueMap<String, String> app);

    @PostExchange("/oauth/token")
    ResponseEntity<byte[]> token(
            UriBuilderFactory server, @RequestBody MultiValueMap<String, String> form);
}
