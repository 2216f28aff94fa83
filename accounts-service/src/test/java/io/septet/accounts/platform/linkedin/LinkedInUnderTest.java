package io.septet.accounts.platform.linkedin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformUnderTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LinkedIn, as its pages describe it. */
interface LinkedInUnderTest extends PlatformUnderTest {
    String ORGANIZATION = "urn:li:organization:5583111";

    String MEMBER = "urn:li:person:782bbtaQ";

    String SHARE = "urn:li:share:6844785523593134080";

    String IMAGE = "urn:li:image:C4E10AQFoyyAjHPMQuQ";

    String IMAGE_PATH = "/rest/images/urn%3Ali%3Aimage%3AC4E10AQFoyyAjHPMQuQ";

    @Override
    default Platform platform(URI address, Parts parts) {
        return new LinkedInPlatform(
                new LinkedInProperties(address, URI.create("https://www.linkedin.com"), "202608"),
                parts.outbound(),
                parts.files(),
                clock());
    }

    @Override
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", ORGANIZATION, "jiangcheng", null, TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, "5583111");
    }

    @Override
    default MappingBuilder publish() {
        return post(urlPathEqualTo("/rest/posts"));
    }

    @Override
    default String folder() {
        return "linkedin";
    }

    @Override
    default ResponseDefinitionBuilder created() {
        return body(201, "created.json").withHeader("x-restli-id", SHARE);
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json");
    }

    /** LinkedIn names no time; this is our own pause. */
    @Override
    default Instant tooManyUntil() {
        return NOW.plus(Duration.ofSeconds(60));
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(401, "invalid-token.json");
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    @Override
    default void showsIt() {
        own("own.json");
    }

    @Override
    default MappingBuilder deletes() {
        return delete(urlPathEqualTo("/rest/posts/urn%3Ali%3Ashare%3A6844785523593134080"))
                .withHeader("X-RestLi-Method", equalTo("DELETE"));
    }

    @Override
    default ResponseDefinitionBuilder isGone() {
        return body(404, "gone.json");
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/rest/networkSizes/urn%3Ali%3Aorganization%3A5583111"))
                .withQueryParam("edgeType", equalTo("COMPANY_FOLLOWED_BY_MEMBER"));
    }

    @Override
    default Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    @Override
    default String postId() {
        return SHARE;
    }

    @Override
    default ResponseDefinitionBuilder deleted() {
        return aResponse().withStatus(204);
    }

    @Override
    default String shownAs() {
        return SHARE;
    }

    @Override
    default void doesNotShowIt() {
        own("own-none.json");
    }

    default void own(String file) {
        server().stubFor(get(urlPathEqualTo("/rest/posts")).willReturn(body(200, file)));
    }

    default io.septet.accounts.platform.ConnectedAccount connect(@Nullable String page) {
        return at(address()).connect(new ConnectRequest(TOKEN, null, page));
    }

    default MetricsOutcome memberMetrics(String... ids) {
        return at(address())
                .metrics(new FeedAccess("feed", MEMBER, "Lin Wei", null, TOKEN), List.of(ids));
    }

    default void roles() {
        server().stubFor(
                        get(urlPathEqualTo("/rest/organizationAcls"))
                                .willReturn(body(200, "roles.json")));
    }

    default void statistics(String list, String file) {
        server().stubFor(
                        get(urlEqualTo(
                                        "/rest/organizationalEntityShareStatistics?q=organizationalEntity"
                                                + "&organizationalEntity=urn%3Ali%3Aorganization%3A5583111&"
                                                + list))
                                .willReturn(body(200, "statistics-" + file + ".json")));
    }

    default void initialize(String uploadHost) {
        server().stubFor(
                        post(urlEqualTo("/rest/images?action=initializeUpload"))
                                .willReturn(
                                        aResponse()
                                                .withBody(
                                                        read("initialized.json")
                                                                .formatted(uploadHost))));
    }
}
