package io.septet.accounts.platform.instagram;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.graph.ContainerUnderTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Instagram in the Graph API v26. */
interface InstagramUnderTest extends ContainerUnderTest {
    String ACCOUNT = "17841405309211844";

    String PAGE = "1353269864728879";

    @Override
    default Platform platform(URI address, Parts parts) {
        return new InstagramPlatform(
                new InstagramProperties(
                        URI.create(address + "/v26.0"),
                        URI.create(address + "/own/v26.0"),
                        URI.create("https://www.instagram.com")),
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
        return post(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media_publish"));
    }

    @Override
    default String emptyFault() {
        return "media-missing";
    }

    @Override
    default String pictureType() {
        return "image/jpeg";
    }

    @Override
    default String folder() {
        return "instagram";
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(400, "rate-limited.json")
                .withHeader(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"instagram\",\"call_count\":100,\"estimated_time_to_regain_access\":7}]}");
    }

    @Override
    default Instant tooManyUntil() {
        return NOW.plus(Duration.ofMinutes(7));
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(400, "caption-too-long.json");
    }

    @Override
    default Content shown() {
        return pictured(null);
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/v26.0/" + ACCOUNT))
                .withQueryParam("fields", equalTo("followers_count,follows_count,media_count"));
    }

    default List<ContentFault> faults(String caption) {
        var platform = at(address());
        return platform.check(
                platform.capabilities(), new Content(caption, pictured(null).media(), null, null));
    }

    default PrepareOutcome.NotYet notYet(PrepareOutcome outcome) {
        assertThat(outcome).isInstanceOf(PrepareOutcome.NotYet.class);
        return Objects.requireNonNull((PrepareOutcome.NotYet) outcome);
    }

    default void insights(String metric, int status, String file) {
        server().stubFor(
                        get(urlPathEqualTo("/v26.0/11/insights"))
                                .withQueryParam("metric", equalTo(metric))
                                .willReturn(body(status, file)));
    }

    @Override
    default String base() {
        return "/v26.0";
    }

    @Override
    default String account() {
        return ACCOUNT;
    }

    @Override
    default String edge() {
        return "media";
    }

    @Override
    default String status() {
        return "status_code,status";
    }
}
