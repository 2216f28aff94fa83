package io.septet.accounts.platform.threads;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.kit.SeptetProperties;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsPlatformTests extends PlatformContract {
    private static final String ACCOUNT = "17841400000000077";
    private static final String CONTAINER = "17800000000000001";
    private static final String LINK = "https://post\\.example/m/[A-Za-z0-9_-]{100,400}";
    private static final String METRICS = "likes,quotes,replies,reposts,views";

    @Override
    protected Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files) {
        var septet = new SeptetProperties("accounts", data, 1, 1, address, address, address);
        return new ThreadsPlatform(
                new ThreadsProperties(
                        URI.create(address + "/v1.0"), URI.create("https://www.threads.net")),
                outbound,
                files,
                new MediaLinks(
                        new MediaLinkProperties(
                                URI.create("https://post.example"), Duration.ofHours(24)),
                        septet,
                        clock),
                clock);
    }

    @Override
    protected FeedAccess feed(URI address) {
        return new FeedAccess("feed", ACCOUNT, "myaccount", null, TOKEN);
    }

    @Override
    protected ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, null);
    }

    @Override
    protected MappingBuilder publish() {
        return post(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads_publish"));
    }

    @Override
    protected Map<String, String> preparedText() {
        return Map.of("container", CONTAINER);
    }

    @Override
    protected String folder() {
        return "threads";
    }

    @Override
    protected ResponseDefinitionBuilder tooMany() {
        return body(400, "rate-limited.json")
                .withHeader(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"threads\",\"call_count\":100,\"estimated_time_to_regain_access\":7}]}");
    }

    @Override
    protected Instant tooManyUntil() {
        return NOW.plus(Duration.ofMinutes(7));
    }

    @Override
    protected ResponseDefinitionBuilder tokenDead() {
        return body(400, "expired.json");
    }

    @Override
    protected ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    @Override
    protected Content shown() {
        return text("Hello");
    }

    @Override
    protected void showsIt() {
        status(CONTAINER, "published.json");
        own("own.json");
    }

    @Override
    protected MappingBuilder deletes() {
        return delete(urlPathEqualTo("/v1.0/11"));
    }

    @Override
    protected ResponseDefinitionBuilder isGone() {
        return body(400, "gone.json");
    }

    @Override
    protected MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads_insights"))
                .withQueryParam("metric", equalTo("followers_count"));
    }

    @Override
    protected Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    @Override
    protected String shownAs() {
        return "17900000000000001";
    }

    @Override
    protected void doesNotShowIt() {
        status(CONTAINER, "finished.json");
    }

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

    @Test
    void aPublishedContainerIsRecognisedAmongTheAccountsPosts() {
        showsIt();

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("since", equalTo("1772355540")));
    }

    @Test
    void aPublishedContainerThatIsNotListedYetIsStillWaitedFor() {
        status(CONTAINER, "published.json");
        own("own-none.json");
        assertThat(readBack()).isInstanceOf(ReadBack.InProgress.class);

        server.stubFor(
                get(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .willReturn(aResponse().withStatus(503)));
        assertThat(readBack()).isInstanceOf(ReadBack.InProgress.class);
    }

    @Test
    void ofSeveralThatLookAlikeNoneIsTaken() {
        status(CONTAINER, "published.json");
        own("own-twice.json");

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Other.class, other -> assertThat(other.seen()).hasSize(2));
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
                get(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .willReturn(aResponse().withStatus(503)));
        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void aContainerThatIsNotKnownProvesNothing() {
        server.stubFor(
                get(urlPathEqualTo("/v1.0/" + CONTAINER)).willReturn(body(400, "gone.json")));
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
                get(urlPathEqualTo("/v1.0/17900000000000001"))
                        .withQueryParam("fields", equalTo("permalink"))
                        .willReturn(
                                okJson(
                                        "{\"permalink\":\"https://www.threads.net/@user/post/DCkk\",\"id\":\"17900000000000001\"}")));

        assertThat(at(address()).link(feed(address()), "17900000000000001"))
                .contains(URI.create("https://www.threads.net/@user/post/DCkk"));
        assertThat(at(address()).link(feed(address()), "12")).isEmpty();
    }

    private void own(String file) {
        server.stubFor(
                get(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads")).willReturn(body(200, file)));
    }

    private void container(String status) {
        server.stubFor(
                post(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .willReturn(body(200, "container.json")));
        status(CONTAINER, status);
    }

    private void created(String id, String field, String value) {
        server.stubFor(
                post(urlPathEqualTo("/v1.0/" + ACCOUNT + "/threads"))
                        .withFormParam(field, equalTo(value))
                        .willReturn(okJson("{\"id\":\"" + id + "\"}")));
    }

    private void status(String container, String file) {
        server.stubFor(
                get(urlPathEqualTo("/v1.0/" + container))
                        .withQueryParam("fields", equalTo("status,error_message"))
                        .willReturn(body(200, file)));
    }

    private void insights(int status, String file) {
        server.stubFor(
                get(urlPathEqualTo("/v1.0/11/insights"))
                        .withQueryParam("metric", equalTo(METRICS))
                        .willReturn(body(status, file)));
    }
}
