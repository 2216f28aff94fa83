package io.septet.accounts.platform.graph;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.PlatformFixture;
import io.septet.accounts.platform.ReadBack;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How it is found out what became of a container, and where its post can be seen. */
public abstract class ContainerReadBackContract extends PlatformFixture
        implements ContainerUnderTest {
    @Test
    void aPublishedContainerIsRecognisedAmongTheAccountsPosts() {
        showsIt();

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo(base() + "/" + account() + "/" + edge()))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("since", equalTo("1772355540")));
    }

    @Test
    void aPublishedContainerIsPublicWhateverTheListOfPostsSays() {
        status(CONTAINER, "published.json");
        own("own-none.json");
        assertThat(readBack()).isInstanceOf(ReadBack.Public.class);

        server.stubFor(
                get(urlPathEqualTo(base() + "/" + account() + "/" + edge()))
                        .willReturn(aResponse().withStatus(503)));
        assertThat(readBack()).isInstanceOf(ReadBack.Public.class);
    }

    @Test
    void ofSeveralThatLookAlikeNoneIsTaken() {
        status(CONTAINER, "published.json");
        own("own-twice.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Public.class);
    }

    @Test
    void aContainerInProcessingMayYetBecomePublic() {
        status(CONTAINER, "in-progress.json");

        assertThat(readBack()).isInstanceOf(ReadBack.InProgress.class);
    }

    @ParameterizedTest
    @CsvSource({"expired-container.json", "error.json"})
    void aLostContainerIsGoneUnlessThePostIsThereAllTheSame(String file) {
        status(CONTAINER, file);
        own("own-none.json");
        assertThat(readBack()).isInstanceOf(ReadBack.Gone.class);

        own("own.json");
        assertThat(readBack()).isInstanceOf(ReadBack.Other.class);

        server.stubFor(
                get(urlPathEqualTo(base() + "/" + account() + "/" + edge()))
                        .willReturn(aResponse().withStatus(503)));
        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void aContainerThatIsNotKnownProvesNothing() {
        server.stubFor(
                get(urlPathEqualTo(base() + "/" + CONTAINER)).willReturn(body(400, "gone.json")));
        own("own-none.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void withoutAContainerNothingWasSent() {
        assertThat(readBack(address(), Map.of(), shown())).isEqualTo(new ReadBack.Absent(NOW));
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void tellsAfterwardsWherePeopleSeeAPost() {
        server.stubFor(
                get(urlPathEqualTo(base() + "/17900000000000001"))
                        .withQueryParam("fields", equalTo("permalink"))
                        .willReturn(
                                okJson(
                                        "{\"permalink\":\"https://www.instagram.com/p/DCkk/\",\"id\":\"17900000000000001\"}")));

        assertThat(at(address()).link(feed(address()), "17900000000000001"))
                .contains(URI.create("https://www.instagram.com/p/DCkk/"));
        assertThat(at(address()).link(feed(address()), "12")).isEmpty();
    }
}
