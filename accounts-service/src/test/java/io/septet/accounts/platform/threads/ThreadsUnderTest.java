package io.septet.accounts.platform.threads;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.graph.ContainerUnderTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Threads, by its own API v1.0. */
interface ThreadsUnderTest extends ContainerUnderTest {
    String ACCOUNT = "17841400000000077";

    String METRICS = "likes,quotes,replies,reposts,views";

    @Override
    default Platform platform(URI address, Parts parts) {
        return new ThreadsPlatform(
                new ThreadsProperties(
                        URI.create(address + "/v1.0"), URI.create("https://www.threads.net")),
                parts.outbound(),
                parts.files(),
                parts.links(),
                clock());
    }

    @Override
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", ACCOUNT, "myaccount", null, TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, null);
    }

    @Override
    default MappingBuilder publish() {
        return post(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads_publish"));
    }

    @Override
    default String folder() {
        return "threads";
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(400, "rate-limited.json")
                .withHeader(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"threads\",\"call_count\":100,\"estimated_time_to_regain_access\":7}]}");
    }

    @Override
    default Instant tooManyUntil() {
        return NOW.plus(Duration.ofMinutes(7));
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    @Override
    default Content shown() {
        return text("Hello");
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads_insights"))
                .withQueryParam("metric", equalTo("followers_count"));
    }

    @Override
    default Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    default void insights(int status, String file) {
        server().stubFor(
                        get(urlPathEqualTo("/v1.0/11/insights"))
                                .withQueryParam("metric", equalTo(METRICS))
                                .willReturn(body(status, file)));
    }

    @Override
    default String base() {
        return "/v1.0";
    }

    @Override
    default String account() {
        return ACCOUNT;
    }

    @Override
    default String edge() {
        return "threads";
    }

    @Override
    default String status() {
        return "status,error_message";
    }
}
