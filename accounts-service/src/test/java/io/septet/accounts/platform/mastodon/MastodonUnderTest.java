package io.septet.accounts.platform.mastodon;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformUnderTest;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Mastodon 4.6 and its errors. */
interface MastodonUnderTest extends PlatformUnderTest {
    Map<String, String> PROCESSING = Map.of("media.0", "22348641", "media.0.processing", "true");

    @Override
    default Platform platform(URI address, Parts parts) {
        return new MastodonPlatform(parts.outbound(), parts.allowed(), parts.files(), clock());
    }

    @Override
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", "14715", "trwnh@inst", address, TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, address, null);
    }

    @Override
    default MappingBuilder publish() {
        return post("/api/v1/statuses");
    }

    @Override
    default String folder() {
        return "mastodon";
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json")
                .withHeader("X-RateLimit-Limit", "300")
                .withHeader("X-RateLimit-Remaining", "0")
                .withHeader("X-RateLimit-Reset", "2026-03-01T09:05:00.250000Z");
    }

    @Override
    default Instant tooManyUntil() {
        return Instant.parse("2026-03-01T09:05:00.250Z");
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(401, "revoked.json");
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(422, "too-long.json");
    }

    @Override
    default void showsIt() {
        own("own.json");
    }

    @Override
    default MappingBuilder deletes() {
        return delete(urlPathEqualTo("/api/v1/statuses/11"));
    }

    @Override
    default ResponseDefinitionBuilder isGone() {
        return body(404, "not-found.json");
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/api/v1/accounts/verify_credentials"));
    }

    @Override
    default String shownAs() {
        return "103254962155278888";
    }

    @Override
    default void doesNotShowIt() {
        own("own-none.json");
    }

    default void own(String file) {
        server().stubFor(
                        get(urlPathEqualTo("/api/v1/accounts/14715/statuses"))
                                .willReturn(body(200, file)));
    }

    default void media(int status, String file) {
        server().stubFor(get("/api/v1/media/22348641").willReturn(body(status, file)));
    }
}
