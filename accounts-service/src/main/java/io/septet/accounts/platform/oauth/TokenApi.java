package io.septet.accounts.platform.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Where tokens are given; answers come back whatever their status. */
@HttpExchange(accept = "application/json")
interface TokenApi {
    @PostExchange(contentType = "application/x-www-form-urlencoded")
    ResponseEntity<byte[]> post(
            URI address,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
                    @Nullable String authorization,
            @RequestBody MultiValueMap<String, String> form);

    @GetExchange
    ResponseEntity<byte[]> get(
            URI address,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
                    @Nullable String authorization);
}
