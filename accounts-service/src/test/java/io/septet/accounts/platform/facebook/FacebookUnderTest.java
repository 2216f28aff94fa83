package io.septet.accounts.platform.facebook;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Facebook Pages in the Graph API v26. */
interface FacebookUnderTest extends PlatformUnderTest {
    String PAGE = "1353269864728879";

    @Override
    default Platform platform(URI address, Parts parts) {
        return new FacebookPlatform(
                new FacebookProperties(URI.create(address + "/v26.0")),
                parts.outbound(),
                parts.files(),
                clock());
    }

    @Override
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", PAGE, "mypage", null, TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, null);
    }

    @Override
    default MappingBuilder publish() {
        return post(urlPathEqualTo("/v26.0/" + PAGE + "/feed"));
    }

    @Override
    default String folder() {
        return "facebook";
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(400, "rate-limited.json")
                .withHeader(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"pages\",\"call_count\":100,\"estimated_time_to_regain_access\":19}]}");
    }

    @Override
    default Instant tooManyUntil() {
        return NOW.plus(Duration.ofMinutes(19));
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(400, "expired.json");
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(400, "abusive.json");
    }

    @Override
    default void showsIt() {
        own("own.json");
    }

    @Override
    default MappingBuilder deletes() {
        return delete(urlPathEqualTo("/v26.0/11"));
    }

    @Override
    default ResponseDefinitionBuilder isGone() {
        return body(400, "gone.json");
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/v26.0/" + PAGE))
                .withQueryParam("fields", equalTo("followers_count"));
    }

    @Override
    default Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    @Override
    default String shownAs() {
        return PAGE + "_1353";
    }

    @Override
    default void doesNotShowIt() {
        own("own-none.json");
    }

    default void own(String file) {
        server().stubFor(
                        get(urlPathEqualTo("/v26.0/" + PAGE + "/published_posts"))
                                .willReturn(body(200, file)));
    }

    default void counts(String post, String file) {
        server().stubFor(get(urlPathEqualTo("/v26.0/" + post)).willReturn(body(200, file)));
    }

    default void insights(String post, String metric, int status, String file) {
        server().stubFor(
                        get(urlPathEqualTo("/v26.0/" + post + "/insights"))
                                .withQueryParam("metric", equalTo(metric))
                                .willReturn(body(status, file)));
    }
}
