package io.septet.accounts.platform.threads;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsPlatformTests extends PlatformContract implements ThreadsUnderTest {
    @Test
    @Override
    protected void aTextAloneIsPrepared() {
        container("finished.json");

        assertThat(at(address()).preparesText()).isTrue();
        assertThat(prepare(Map.of(), text("Hello")))
                .isEqualTo(new PrepareOutcome.Ready(preparedText()));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("access_token", absent())
                        .withFormParam("media_type", equalTo("TEXT"))
                        .withFormParam("text", equalTo("Hello")));
        server.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void publishesTheContainerInOneRequest() {
        server.stubFor(publish().willReturn(body(200, "created.json")));

        assertThat(send()).isEqualTo(new SendOutcome.Accepted("17900000000000001", null));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads_publish"))
                        .withFormParam("creation_id", equalTo(CONTAINER)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, app-limit.json, Unclear",
        "400, rate-limited.json, Unclear",
        "429, undocumented.json, Unclear",
        "500, server.json, Unclear",
        "400, server.json, Unclear",
        "400, unknown-1.json, Unclear",
        "400, gone.json, Unclear",
        "400, undocumented.json, Unclear",
        "200, created-without-id.json, Unclear",
        "400, too-early.json, NotSent",
        "400, not-fetched.json, NotSent",
        "400, expired.json, Reconnect",
        "400, too-long.json, Refused",
        "400, link-limit.json, Refused",
        "400, no-permission.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aContainerThatIsPublishedTooEarlyIsPublishedAgainSoon() {
        server.stubFor(publish().willReturn(body(400, "too-early.json")));

        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.notBefore()).isEqualTo(NOW.plusSeconds(5)));
    }

    @Test
    void aPictureIsMadeAContainerFromItsLink() {
        container("finished.json");

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(new PrepareOutcome.Ready(preparedText()));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .withFormParam("media_type", equalTo("IMAGE"))
                        .withFormParam("image_url", matching(LINK))
                        .withFormParam("text", equalTo("Hello"))
                        .withFormParam("alt_text", equalTo("A bridge")));
    }

    @Test
    void twentyPicturesAreMadeACarousel() {
        created("18", "media_type", "IMAGE");
        created(CONTAINER, "media_type", "CAROUSEL");
        status("18", "finished.json");
        status(CONTAINER, "finished.json");
        var one = pictured(null).media().getFirst();

        var outcome = prepare(Map.of(), new Content("", Collections.nCopies(20, one), null, null));

        assertThat(outcome).isEqualTo(new PrepareOutcome.Ready(preparedText()));
        server.verify(
                20,
                postRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .withFormParam("is_carousel_item", equalTo("true")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .withFormParam("media_type", equalTo("CAROUSEL"))
                        .withFormParam(
                                "children",
                                equalTo(String.join(",", Collections.nCopies(20, "18")))));
    }

    @Test
    void whatAnItemHasAchievedIsKeptForTheNextTry() {
        created("18", "media_type", "IMAGE");
        status("18", "in-progress.json");
        var one = pictured(null).media().getFirst();
        var two = new Content("Hello", List.of(one, one), null, null);

        var first = (PrepareOutcome.NotYet) prepare(Map.of(), two);

        assertThat(first.handles()).containsEntry("item.0", "18").containsEntry("item.1", "18");
        status("18", "finished.json");
        created(CONTAINER, "media_type", "CAROUSEL");
        status(CONTAINER, "finished.json");
        assertThat(prepare(first.handles(), two))
                .isEqualTo(new PrepareOutcome.Ready(preparedText()));
        server.verify(3, postRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads")));
    }

    @Test
    void whatIsWrongWithAContainerIsToldInThePlatformsWords() {
        container("error.json");
        var first = (PrepareOutcome.NotYet) prepare(Map.of(), pictured(null));

        assertThat(prepare(first.handles(), pictured(null)))
                .isInstanceOfSatisfying(
                        PrepareOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("INVALID_ASPEC_RATIO"));
    }

    @Test
    void readsInsightsByOurNames() {
        insights(200, "insights.json");

        assertThat(metrics("11"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(
                                        "11",
                                        Map.of(
                                                "views",
                                                900L,
                                                "likes",
                                                31L,
                                                "comments",
                                                4L,
                                                "shares",
                                                3L,
                                                "quotes",
                                                1L)),
                                List.of()));
    }

    @Test
    void aPostThatIsGoneIsNamed() {
        insights(400, "gone.json");

        assertThat(metrics("11")).isEqualTo(new MetricsOutcome.Read(Map.of(), List.of("11")));
    }

    @Test
    void connectsTheOneAccountOfALogin() {
        server.stubFor(
                get(urlPathEqualTo("/v1.0/me"))
                        .withQueryParam(
                                "fields", equalTo("id,username,name,threads_profile_picture_url"))
                        .willReturn(body(200, "me.json")));

        var account = at(address()).connect(new ConnectRequest(TOKEN, null, null));

        assertThat(account.platformAccount()).isEqualTo(ACCOUNT);
        assertThat(account.username()).isEqualTo("myaccount");
        assertThat(account.link()).isEqualTo(URI.create("https://www.threads.net/@myaccount"));
        assertThat(account.avatar()).isEqualTo(URI.create("https://scontent.example/t.jpg"));
        assertThat(account.accessToken()).isEqualTo(TOKEN);
    }

    @Test
    void countsCharactersButOfEmojiTheirBytes() {
        assertTextLimit("汉".repeat(500), "𠀀".repeat(501), 500, 501);
        assertTextLimit("😀".repeat(125), "😀".repeat(125) + "a", 500, 501);
    }

    @ParameterizedTest
    @CsvSource({
        "Hello, 5",
        "北京, 2",
        "é, 1",
        "e\u0301, 2",
        "😀, 4",
        "👩‍👩‍👧, 18",
        "👍🏽, 8",
        "❤️, 6",
        "1️⃣, 7",
        "🇨🇳, 8",
        "© 2026, 6",
        "#1 *, 4",
    })
    void countsAsThreadsDoes(String text, int length) {
        assertThat(ThreadsText.length(text)).isEqualTo(length);
    }

    @Test
    void takesFiveDifferentLinks() {
        var five = "https://ax.com https://bx.com https://cx.com/x https://dx.com";
        var platform = at(address());

        assertThat(
                        platform.check(
                                platform.capabilities(),
                                text(five + " https://ex.com https://ax.com no.com")))
                .isEmpty();
        assertThat(
                        platform.check(
                                platform.capabilities(),
                                text(five + " https://ex.com https://fx.com")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("too-many-links");
                    assertThat(fault.limit()).isEqualTo(5);
                    assertThat(fault.length()).isEqualTo(6);
                });
    }

    @ParameterizedTest
    @CsvSource({"1000, 100, true", "1001, 100, false", "100, 1000, true", "100, 1001, false"})
    void takesShapesUpToTenToOne(int width, int height, boolean fits) {
        var picture = new Content.MediaItem(DIGEST, "image/png", 6, width, height, null);
        var platform = at(address());

        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("", List.of(picture), null, null)))
                .extracting(ContentFault::type)
                .isEqualTo(fits ? List.of() : List.of("image-ratio-unsupported"));
    }
}
