package io.septet.accounts.platform.x;

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
import java.time.Instant;

/** X's API v2. */
interface XUnderTest extends PlatformUnderTest {
    String MEDIA = "1880028106020515840";

    @Override
    default Platform platform(URI address, Parts parts) {
        return new XPlatform(
                new XProperties(address, URI.create("https://x.com")),
                parts.outbound(),
                parts.files(),
                clock());
    }

    @Override
    default FeedAccess feed(URI address) {
        return new FeedAccess("feed", "2244994945", "XDevelopers", null, TOKEN);
    }

    @Override
    default ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, null);
    }

    @Override
    default MappingBuilder publish() {
        return post("/2/tweets");
    }

    @Override
    default String folder() {
        return "x";
    }

    @Override
    default ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json")
                .withHeader("x-rate-limit-limit", "100")
                .withHeader("x-rate-limit-remaining", "0")
                .withHeader("x-rate-limit-reset", "" + tooManyUntil().getEpochSecond());
    }

    @Override
    default Instant tooManyUntil() {
        return NOW.plusSeconds(417);
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(401, "unauthorized.json");
    }

    @Override
    default ResponseDefinitionBuilder contentRefused() {
        return body(403, "not-permitted.json");
    }

    @Override
    default void showsIt() {
        own("own.json");
    }

    @Override
    default MappingBuilder deletes() {
        return delete(urlPathEqualTo("/2/tweets/11"));
    }

    @Override
    default ResponseDefinitionBuilder isGone() {
        return body(404, "not-found.json");
    }

    @Override
    default MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/2/users/me"))
                .withQueryParam("user.fields", equalTo("public_metrics"));
    }

    @Override
    default String shownAs() {
        return "1445880548472328192";
    }

    @Override
    default void doesNotShowIt() {
        own("own-none.json");
    }

    default void own(String file) {
        server().stubFor(
                        get(urlPathEqualTo("/2/users/2244994945/tweets"))
                                .willReturn(body(200, file)));
    }
}
