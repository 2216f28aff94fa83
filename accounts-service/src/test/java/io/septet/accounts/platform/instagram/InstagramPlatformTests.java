package io.septet.accounts.platform.instagram;

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
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.DeleteOutcome;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstagramPlatformTests extends PlatformContract {
    private static final String ACCOUNT = "17841405309211844";
    private static final String PAGE = "1353269864728879";
    private static final String CONTAINER = "17800000000000001";
    private static final String LINK = "https://post\\.example/m/[A-Za-z0-9_-]{100,400}";

    @Override
    protected Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files) {
        var septet = new SeptetProperties("accounts", data, 1, 1, address, address, address);
        return new InstagramPlatform(
                new InstagramProperties(
                        URI.create(address + "/v26.0"),
                        URI.create(address + "/own/v26.0"),
                        URI.create("https://www.instagram.com")),
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
        return post(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media_publish"));
    }

    @Override
    protected Map<String, String> preparedText() {
        return Map.of("container", CONTAINER);
    }

    @Override
    protected String emptyFault() {
        return "media-missing";
    }

    @Override
    protected String pictureType() {
        return "image/jpeg";
    }

    @Override
    protected String folder() {
        return "instagram";
    }

    @Override
    protected ResponseDefinitionBuilder tooMany() {
        return body(400, "rate-limited.json")
                .withHeader(
                        "X-Business-Use-Case-Usage",
                        "{\"1\":[{\"type\":\"instagram\",\"call_count\":100,\"estimated_time_to_regain_access\":7}]}");
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
        return body(400, "caption-too-long.json");
    }

    @Override
    protected Content shown() {
        return pictured(null);
    }

    @Override
    protected void showsIt() {
        status(CONTAINER, "published.json");
        own("own.json");
    }

    @Override
    protected MappingBuilder deletes() {
        return delete(urlPathEqualTo("/v26.0/11"));
    }

    @Override
    protected ResponseDefinitionBuilder isGone() {
        return body(400, "gone.json");
    }

    @Override
    protected MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/v26.0/" + ACCOUNT))
                .withQueryParam("fields", equalTo("followers_count,follows_count,media_count"));
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
        assertThat(at(address()).preparesText()).isTrue();
        assertThat(prepare(Map.of(), text("Hello"))).isInstanceOf(PrepareOutcome.Refused.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void publishesTheContainerInOneRequest() {
        server.stubFor(publish().willReturn(body(200, "created.json")));

        assertThat(send()).isEqualTo(new SendOutcome.Accepted("17900000000000001", null));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media_publish"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("access_token", absent())
                        .withFormParam("creation_id", equalTo(CONTAINER)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, action-blocked.json, Unclear",
        "400, app-limit.json, Unclear",
        "400, day-limit.json, Unclear",
        "429, undocumented.json, Unclear",
        "400, server.json, Unclear",
        "500, server.json, Unclear",
        "400, server-part.json, Unclear",
        "400, container-expired.json, Unclear",
        "400, unknown-1.json, Unclear",
        "500, caption-too-long.json, Unclear",
        "400, no-media.json, Unclear",
        "400, gone.json, Unclear",
        "400, undocumented.json, Unclear",
        "200, created-without-id.json, Unclear",
        "400, not-ready.json, NotSent",
        "400, unknown-container.json, NotSent",
        "400, expired.json, Reconnect",
        "400, caption-too-long.json, Refused",
        "400, ratio.json, Refused",
        "400, restricted.json, Refused",
        "400, no-permission.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aPictureIsMadeAContainerFromItsLink() {
        container("finished.json");

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("container", CONTAINER)));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withFormParam("image_url", matching(LINK))
                        .withFormParam("caption", equalTo("Hello"))
                        .withFormParam("alt_text", equalTo("A bridge")));
        server.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void severalPicturesAreMadeACarousel() {
        created("18", "is_carousel_item", "true");
        created(CONTAINER, "media_type", "CAROUSEL");
        status("18", "finished.json");
        status(CONTAINER, "finished.json");
        var one = pictured("A bridge").media().getFirst();

        var outcome = prepare(Map.of(), new Content("Hello", List.of(one, one), null, null));

        assertThat(outcome).isEqualTo(new PrepareOutcome.Ready(Map.of("container", CONTAINER)));
        server.verify(
                2,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withFormParam("is_carousel_item", equalTo("true"))
                        .withFormParam("image_url", matching(LINK))
                        .withFormParam("alt_text", equalTo("A bridge")));
        server.verify(
                1,
                postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withFormParam("media_type", equalTo("CAROUSEL"))
                        .withFormParam("children", equalTo("18,18"))
                        .withFormParam("caption", equalTo("Hello")));
    }

    @Test
    void aContainerInProcessingIsWaitedForEverLonger() {
        container("in-progress.json");

        var first = notYet(prepare(Map.of(), pictured(null)));
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(1));
        clock.advance(Duration.ofSeconds(60));
        // Due is past by now, so it is asked for more often again.
        var later = notYet(prepare(first.handles(), pictured(null)));
        assertThat(later.notBefore()).isEqualTo(NOW.plusSeconds(62));
        status(CONTAINER, "finished.json");

        assertThat(prepare(later.handles(), pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("container", CONTAINER)));
        server.verify(1, postRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media")));
    }

    @ParameterizedTest
    @CsvSource({"error.json, 2207005", "expired-container.json, thrown away"})
    void aContainerThatFailedIsMadeAnewOnce(String file, String words) {
        container(file);

        var first = notYet(prepare(Map.of(), pictured(null)));
        assertThat(first.notBefore()).isEqualTo(NOW.plusSeconds(5));
        assertThat(first.handles()).doesNotContainKey("container");
        assertThat(prepare(first.handles(), pictured(null)))
                .isInstanceOfSatisfying(
                        PrepareOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "caption-too-long.json, Refused",
        "ratio.json, Refused",
        "restricted.json, Refused",
        "no-permission.json, Refused",
        "expired.json, Reconnect",
        "action-blocked.json, NotYet",
        "day-limit.json, NotYet",
        "not-fetched.json, NotYet",
        "server.json, NotYet",
        "server-part.json, NotYet",
        "unknown-container.json, NotYet",
        "gone.json, NotYet",
        "undocumented.json, NotYet",
    })
    void whatIsAnsweredToANewContainerHarmsNobody(String file, String outcome) {
        server.stubFor(
                post(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media")).willReturn(body(400, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aContainerThatIsNotKnownForMinutesIsMadeAnew() {
        container("finished.json");
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + CONTAINER)).willReturn(body(400, "gone.json")));

        var first = notYet(prepare(Map.of(), pictured(null)));
        assertThat(first.handles()).containsKey("container");
        clock.advance(Duration.ofMinutes(3));
        var second = notYet(prepare(first.handles(), pictured(null)));
        assertThat(second.handles()).doesNotContainKey("container");
    }

    @Test
    void readsInsightsByOurNames() {
        insights("comments,likes,reach,saved,shares,views", 200, "insights.json");

        assertThat(metrics("11"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(
                                        "11",
                                        Map.of(
                                                "views",
                                                900L,
                                                "reach",
                                                700L,
                                                "likes",
                                                31L,
                                                "comments",
                                                4L,
                                                "shares",
                                                2L,
                                                "saves",
                                                5L)),
                                List.of()));
    }

    @Test
    void aMetricThatIsNotOfferedCostsOnlyItself() {
        insights("comments,likes,reach,saved,shares,views", 400, "bad-metric.json");
        insights("views", 200, "insights-views.json");
        insights("reach", 200, "insights-empty.json");

        assertThat(metrics("11"))
                .isEqualTo(new MetricsOutcome.Read(Map.of("11", Map.of("views", 900L)), List.of()));
    }

    @Test
    void aPostThatIsGoneIsNamed() {
        insights("comments,likes,reach,saved,shares,views", 400, "gone.json");

        assertThat(metrics("11")).isEqualTo(new MetricsOutcome.Read(Map.of(), List.of("11")));
    }

    @Test
    void connectsTheAccountThatIsLinkedToAPagesOwnToken() {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me"))
                        .withQueryParam(
                                "fields",
                                equalTo(
                                        "id,name,instagram_business_account{id,username,name,profile_picture_url}"))
                        .willReturn(body(200, "page.json")));

        for (var page : new String[] {null, PAGE, ACCOUNT}) {
            var account = at(address()).connect(new ConnectRequest(TOKEN, null, page));
            assertThat(account.platformAccount()).isEqualTo(ACCOUNT);
            assertThat(account.username()).isEqualTo("myaccount");
            assertThat(account.name()).isEqualTo("My account");
            assertThat(account.link()).isEqualTo(URI.create("https://www.instagram.com/myaccount"));
            assertThat(account.avatar()).isEqualTo(URI.create("https://scontent.example/a.jpg"));
            assertThat(account.accessToken()).isEqualTo(TOKEN);
        }
        assertThat(
                        catchThrowable(() ->
                                at(address()).connect(new ConnectRequest(TOKEN, null, "404"))))
                .hasMessageContaining("not to 404");
    }

    @Test
    void connectsTheAccountOfAPersonWithThePagesOwnToken() {
        server.stubFor(get(urlPathEqualTo("/v26.0/me")).willReturn(body(400, "no-field.json")));
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me/accounts"))
                        .withQueryParam("after", absent())
                        .willReturn(body(200, "accounts-1.json")));
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me/accounts"))
                        .withQueryParam("after", equalTo("b"))
                        .willReturn(body(200, "accounts-2.json")));

        for (var page : new String[] {null, PAGE, ACCOUNT}) {
            var account = at(address()).connect(new ConnectRequest(TOKEN, null, page));
            assertThat(account.platformAccount()).isEqualTo(ACCOUNT);
            assertThat(account.accessToken()).isEqualTo("EAAPage");
        }
        for (var page : new String[] {"55", "404"}) {
            assertThat(
                            catchThrowable(() ->
                                    at(address()).connect(new ConnectRequest(TOKEN, null, page))))
                    .hasMessageMatching(".*(no Instagram account linked|no account with id).*");
        }
    }

    @Test
    void aPageWithoutALinkedAccountIsToldSo() {
        server.stubFor(get(urlPathEqualTo("/v26.0/me")).willReturn(body(200, "page-without.json")));

        assertThat(connectFails(address()))
                .hasMessageContaining("no Instagram account linked")
                .satisfies(refused -> assertThat(refused.unreachable()).isFalse());
    }

    @Test
    void countsCharactersHashtagsAndMentions() {
        assertThat(faults("汉".repeat(2_200))).isEmpty();
        assertThat(faults("𠀀".repeat(2_201)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("text-too-long");
                    assertThat(fault.length()).isEqualTo(2_201);
                });
        assertThat(faults("#one ".repeat(30) + "a#b #1 &#39; @a@b x@y.example")).isEmpty();
        assertThat(faults("#城市 ".repeat(31)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("too-many-hashtags");
                    assertThat(fault.limit()).isEqualTo(30);
                    assertThat(fault.length()).isEqualTo(31);
                    assertThat(fault.detail()).contains("30", "31");
                });
        assertThat(faults("@a.b ".repeat(20))).isEmpty();
        assertThat(faults("@a.b ".repeat(21)))
                .extracting(ContentFault::type)
                .containsExactly("too-many-mentions");
    }

    @ParameterizedTest
    @CsvSource({
        "1080, 1350, true",
        "1080, 1351, false",
        "1910, 1000, true",
        "1911, 1000, false",
        "1080, 1080, true",
        "1080, 1920, false",
        "0, 0, true",
    })
    void takesShapesFromFourByFiveTo191ByOne(int width, int height, boolean fits) {
        var picture = new Content.MediaItem(DIGEST, "image/jpeg", 6, width, height, null);
        var platform = at(address());

        var faults =
                platform.check(
                        platform.capabilities(),
                        new Content("Hello", List.of(picture), null, null));

        if (fits) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults)
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.type()).isEqualTo("image-ratio-unsupported");
                        assertThat(fault.detail()).contains("4:5", width + " x " + height);
                    });
        }
    }

    @Test
    void aTextWithoutAPictureIsAFault() {
        var platform = at(address());

        assertThat(platform.check(platform.capabilities(), text("Hello")))
                .extracting(ContentFault::type)
                .containsExactly("media-missing");
    }

    @Test
    void aPublishedContainerIsRecognisedAmongTheAccountsPosts() {
        showsIt();

        readBack();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withQueryParam("since", equalTo("1772355540")));
    }

    @Test
    void aPublishedContainerThatIsNotListedYetIsStillWaitedFor() {
        status(CONTAINER, "published.json");
        own("own-none.json");
        assertThat(readBack()).isInstanceOf(ReadBack.InProgress.class);

        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
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
                get(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .willReturn(aResponse().withStatus(503)));
        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void aContainerThatIsNotKnownProvesNothing() {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + CONTAINER)).willReturn(body(400, "gone.json")));
        own("own-none.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void withoutAContainerNothingWasSent() {
        assertThat(readBack(address(), Map.of(), shown())).isEqualTo(new ReadBack.Absent(NOW));
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void whatInstagramLetsNoProgramDeleteIsSaidToBeSo() {
        server.stubFor(deletes().willReturn(body(400, "not-deletable.json")));

        assertThat(deletion()).isInstanceOf(DeleteOutcome.Unsupported.class);
    }

    @Test
    void tellsAfterwardsWherePeopleSeeAPost() {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/17900000000000001"))
                        .withQueryParam("fields", equalTo("permalink"))
                        .willReturn(
                                okJson(
                                        "{\"permalink\":\"https://www.instagram.com/p/DCkk/\",\"id\":\"17900000000000001\"}")));

        assertThat(at(address()).link(feed(address()), "17900000000000001"))
                .contains(URI.create("https://www.instagram.com/p/DCkk/"));
        assertThat(at(address()).link(feed(address()), "12")).isEmpty();
    }

    private void own(String file) {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media")).willReturn(body(200, file)));
    }

    private List<ContentFault> faults(String caption) {
        var platform = at(address());
        return platform.check(
                platform.capabilities(), new Content(caption, pictured(null).media(), null, null));
    }

    private static PrepareOutcome.NotYet notYet(PrepareOutcome outcome) {
        assertThat(outcome).isInstanceOf(PrepareOutcome.NotYet.class);
        return Objects.requireNonNull((PrepareOutcome.NotYet) outcome);
    }

    private void container(String status) {
        server.stubFor(
                post(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .willReturn(body(200, "container.json")));
        status(CONTAINER, status);
    }

    private void created(String id, String field, String value) {
        server.stubFor(
                post(urlPathEqualTo("/v26.0/" + ACCOUNT + "/media"))
                        .withFormParam(field, equalTo(value))
                        .willReturn(okJson("{\"id\":\"" + id + "\"}")));
    }

    private void status(String container, String file) {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/" + container))
                        .withQueryParam("fields", equalTo("status_code,status"))
                        .willReturn(body(200, file)));
    }

    private void insights(String metric, int status, String file) {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/11/insights"))
                        .withQueryParam("metric", equalTo(metric))
                        .willReturn(body(status, file)));
    }
}
