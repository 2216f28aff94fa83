package io.septet.accounts.platform.linkedin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.MetricsOutcome;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.ReadBack;
import io.septet.accounts.platform.Seen;
import io.septet.accounts.platform.SendOutcome;
import io.septet.accounts.platform.SendRequest;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedInPlatformTests extends PlatformContract {
    private static final String ORGANIZATION = "urn:li:organization:5583111";
    private static final String MEMBER = "urn:li:person:782bbtaQ";
    private static final String SHARE = "urn:li:share:6844785523593134080";
    private static final String IMAGE = "urn:li:image:C4E10AQFoyyAjHPMQuQ";
    private static final String IMAGE_PATH = "/rest/images/urn%3Ali%3Aimage%3AC4E10AQFoyyAjHPMQuQ";

    @Override
    protected Platform platform(
            URI address, Outbound outbound, OutboundProperties properties, MediaFiles files) {
        return new LinkedInPlatform(
                new LinkedInProperties(address, URI.create("https://www.linkedin.com"), "202608"),
                outbound,
                files,
                clock);
    }

    @Override
    protected FeedAccess feed(URI address) {
        return new FeedAccess("feed", ORGANIZATION, "jiangcheng", null, TOKEN);
    }

    @Override
    protected ConnectRequest connection(URI address) {
        return new ConnectRequest(TOKEN, null, "5583111");
    }

    @Override
    protected MappingBuilder publish() {
        return post(urlPathEqualTo("/rest/posts"));
    }

    @Override
    protected String folder() {
        return "linkedin";
    }

    @Override
    protected ResponseDefinitionBuilder created() {
        return body(201, "created.json").withHeader("x-restli-id", SHARE);
    }

    @Override
    protected ResponseDefinitionBuilder tooMany() {
        return body(429, "too-many.json");
    }

    /** LinkedIn names no time; this is our own pause. */
    @Override
    protected Instant tooManyUntil() {
        return NOW.plus(Duration.ofSeconds(60));
    }

    @Override
    protected ResponseDefinitionBuilder tokenDead() {
        return body(401, "invalid-token.json");
    }

    @Override
    protected ResponseDefinitionBuilder contentRefused() {
        return body(400, "too-long.json");
    }

    @Override
    protected void showsIt() {
        own("own.json");
    }

    @Override
    protected MappingBuilder deletes() {
        return delete(urlPathEqualTo("/rest/posts/urn%3Ali%3Ashare%3A6844785523593134080"))
                .withHeader("X-RestLi-Method", equalTo("DELETE"));
    }

    @Override
    protected ResponseDefinitionBuilder isGone() {
        return body(404, "gone.json");
    }

    @Override
    protected MappingBuilder asksForAccount() {
        return get(urlPathEqualTo("/rest/networkSizes/urn%3Ali%3Aorganization%3A5583111"))
                .withQueryParam("edgeType", equalTo("COMPANY_FOLLOWED_BY_MEMBER"));
    }

    @Override
    protected Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L);
    }

    @Override
    protected String postId() {
        return SHARE;
    }

    @Override
    protected ResponseDefinitionBuilder deleted() {
        return aResponse().withStatus(204);
    }

    @Override
    protected String shownAs() {
        return SHARE;
    }

    @Override
    protected void doesNotShowIt() {
        own("own-none.json");
    }

    @Test
    void sendsEscapedTextInOneRequestWithTheVersion() {
        server.stubFor(
                publish().willReturn(aResponse().withStatus(201).withHeader("x-restli-id", SHARE)));

        var outcome = send(address(), Map.of(), text("Ferry (new) #ferry"));

        assertThat(outcome)
                .isEqualTo(
                        new SendOutcome.Accepted(
                                SHARE,
                                URI.create("https://www.linkedin.com/feed/update/" + SHARE)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/posts"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("LinkedIn-Version", equalTo("202608"))
                        .withHeader("X-Restli-Protocol-Version", equalTo("2.0.0"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                        {"author":"urn:li:organization:5583111",
                                         "commentary":"Ferry \\\\(new\\\\) #ferry",
                                         "visibility":"PUBLIC",
                                         "distribution":{"feedDistribution":"MAIN_FEED",
                                           "targetEntities":[],"thirdPartyDistributionChannels":[]},
                                         "lifecycleState":"PUBLISHED",
                                         "isReshareDisabledByAuthor":false}\
                                        """)));
    }

    @Test
    void onePictureIsMediaAndSeveralAreAMultiImage() {
        server.stubFor(publish().willReturn(created()));
        var picture = pictured("A bridge").media().getFirst();
        var two =
                new Content(
                        "Hello", List.of(picture, pictured(" ").media().getFirst()), null, null);

        send(address(), Map.of("image.0", IMAGE), pictured("A bridge"));
        send(address(), Map.of("image.0", IMAGE, "image.1", "urn:li:image:2"), two);

        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/posts"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"content\":{\"media\":{\"id\":\""
                                                + IMAGE
                                                + "\",\"altText\":\"A bridge\"}}}",
                                        true,
                                        true)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/posts"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"content\":{\"multiImage\":{\"images\":[{\"id\":\""
                                                + IMAGE
                                                + "\",\"altText\":\"A bridge\"},{\"id\":\"urn:li:image:2\"}]}}}",
                                        true,
                                        true)));
    }

    @Test
    void aPostWhosePicturesAreNotPreparedIsNotSent() {
        assertThat(send(address(), Map.of(), pictured(null)))
                .isInstanceOf(SendOutcome.NotSent.class);
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void theOlderHeaderNamesTheIdToo() {
        server.stubFor(
                publish()
                        .willReturn(
                                aResponse()
                                        .withStatus(201)
                                        .withHeader("x-linkedin-id", "urn:li:ugcPost:9")));

        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.Accepted.class,
                        accepted ->
                                assertThat(accepted.platformId()).isEqualTo("urn:li:ugcPost:9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7141138937766391808", "urn:li:share:", "urn:li:share:a b"})
    void anIdThatIsNoUrnLeavesItUnclear(String id) {
        server.stubFor(
                publish().willReturn(aResponse().withStatus(201).withHeader("x-restli-id", id)));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @ParameterizedTest
    @CsvSource({
        "422, duplicate.json, Unclear",
        "422, duplicate-without-urn.json, Unclear",
        "400, duplicate.json, Unclear",
        "403, undocumented.json, Unclear",
        "400, undocumented.json, Unclear",
        "409, undocumented.json, Unclear",
        "500, access-denied.json, Unclear",
        "504, too-long.json, Unclear",
        "401, invalid-token.json, Reconnect",
        "401, expired.json, Reconnect",
        "401, revoked.json, Reconnect",
        "429, too-many.json, NotSent",
        "426, dead-version.json, NotSent",
        "400, waiting-upload.json, NotSent",
        "403, access-denied.json, Refused",
        "400, too-long.json, Refused",
        "400, input-error.json, Refused",
        "400, processing-failed.json, Refused",
        "422, unprocessable.json, Refused",
        "404, gone.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aDuplicateKeepsTheUrnAsEvidence() {
        server.stubFor(publish().willReturn(body(422, "duplicate.json")));

        assertThat(send())
                .isEqualTo(
                        new SendOutcome.Unclear(
                                "LinkedIn says that it is a duplicate of urn:li:share:7141138937766391808"));
    }

    @Test
    void aRetryAfterIsHonouredIfThereEverIsOne() {
        server.stubFor(publish().willReturn(tooMany().withHeader("Retry-After", "7")));

        assertThat(send())
                .isInstanceOfSatisfying(
                        SendOutcome.NotSent.class,
                        notSent -> assertThat(notSent.notBefore()).isEqualTo(NOW.plusSeconds(7)));
    }

    @Test
    void uploadsPicturesAndAsksWhetherTheyAreReady() {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-available.json")));

        assertThat(prepare(Map.of(), pictured("A bridge")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("image.0", IMAGE)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo("/rest/images?action=initializeUpload"))
                        .withHeader("LinkedIn-Version", equalTo("202608"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"initializeUploadRequest\":{\"owner\":\""
                                                + ORGANIZATION
                                                + "\"}}")));
        server.verify(
                1,
                putRequestedFor(urlEqualTo("/dms-uploads/C4E10AQ?ca=vector&cn=uploads&m=AQJ%2B"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("Content-Type", equalTo("image/png"))
                        .withHeader("Content-Length", equalTo("6"))
                        .withHeader("Transfer-Encoding", absent())
                        .withRequestBody(equalTo("pixels")));
    }

    @Test
    void aPictureInProcessingIsAskedForAgainAndNotUploadedAgain() {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-processing.json")));
        var handles = Map.of("image.0", IMAGE, "image.0.processing", "true");

        var first = prepare(Map.of(), pictured(null));
        assertThat(first)
                .isInstanceOfSatisfying(
                        PrepareOutcome.NotYet.class,
                        notYet -> {
                            assertThat(notYet.handles()).isEqualTo(handles);
                            assertThat(notYet.notBefore()).isEqualTo(NOW.plusSeconds(2));
                        });
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-available.json")));
        assertThat(prepare(handles, pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("image.0", IMAGE)));
        server.verify(1, putRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({
        "403, access-denied.json, Ready",
        "200, image-failed.json, Refused",
        "404, gone.json, NotYet",
        "500, gone.json, NotYet",
        "401, expired.json, Reconnect",
    })
    void whatTheStatusOfAPictureMeans(int status, String file, String outcome) {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(status, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aForgottenPictureIsUploadedAgain() {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(aResponse().withStatus(201)));
        server.stubFor(
                get(urlEqualTo("/rest/images/urn%3Ali%3Aimage%3Aold"))
                        .willReturn(body(404, "gone.json")));
        server.stubFor(get(urlEqualTo(IMAGE_PATH)).willReturn(body(200, "image-available.json")));

        assertThat(
                        prepare(
                                Map.of("image.0", "urn:li:image:old", "image.0.processing", "true"),
                                pictured(null)))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("image.0", IMAGE)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, expired-upload.json, NotYet",
        "413, gone.json, Refused",
        "401, expired.json, Reconnect",
        "403, access-denied.json, Refused",
        "302, gone.json, NotYet",
    })
    void whatTheAnswerToAnUploadMeans(int status, String file, String outcome) {
        initialize(server.baseUrl());
        server.stubFor(put(anyUrl()).willReturn(body(status, file)));

        assertThat(prepare(Map.of(), pictured(null)).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.linkedin.com.example.org",
                "https://notlinkedin.com",
                "http://www.linkedin.com",
                "https://www.linkedin.com:8443",
                "https://www.linkedin.com@example.org",
                "http://127.0.0.1:1",
                "file:///etc",
                "no address",
            })
    void aTokenIsNeverSentToSomebodyElsesAddress(String elsewhere) {
        initialize(elsewhere);

        assertThat(prepare(Map.of(), pictured(null)))
                .isInstanceOfSatisfying(
                        PrepareOutcome.NotYet.class,
                        notYet -> assertThat(notYet.reason()).contains("not its own"));
        server.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void readsTheStatisticsOfAnOrganisationsPosts() {
        statistics("shares=List(urn%3Ali%3Ashare%3A1,urn%3Ali%3Ashare%3A2)", "shares");
        statistics("ugcPosts=List(urn%3Ali%3AugcPost%3A3)", "ugc");

        assertThat(metrics("urn:li:share:1", "urn:li:share:2", "urn:li:ugcPost:3"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(
                                        "urn:li:share:1",
                                        Map.of(
                                                "impressions",
                                                10L,
                                                "reach",
                                                7L,
                                                "clicks",
                                                2L,
                                                "likes",
                                                3L,
                                                "comments",
                                                1L,
                                                "shares",
                                                0L),
                                        "urn:li:ugcPost:3",
                                        Map.of("impressions", 5L)),
                                List.of()));
    }

    @Test
    void numbersThatMayNotBeReadAreAbsent() {
        server.stubFor(get(anyUrl()).willReturn(body(403, "access-denied.json")));

        assertThat(metrics("urn:li:share:1"))
                .isEqualTo(new MetricsOutcome.Read(Map.of(), List.of()));
        assertThat(memberMetrics("urn:li:share:1"))
                .isEqualTo(new MetricsOutcome.Read(Map.of(), List.of()));
    }

    @Test
    void readsReactionsAndCommentsOfAMembersPosts() {
        server.stubFor(
                get(urlEqualTo("/rest/socialActions/urn%3Ali%3Ashare%3A1"))
                        .willReturn(body(200, "social.json")));
        server.stubFor(
                get(urlEqualTo("/rest/socialActions/urn%3Ali%3Ashare%3A2"))
                        .willReturn(body(404, "gone.json")));

        assertThat(memberMetrics("urn:li:share:1", "urn:li:share:2"))
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of("urn:li:share:1", Map.of("likes", 11L, "comments", 4L)),
                                List.of("urn:li:share:2")));
    }

    @Test
    void readingIsPutOffWhenAnAnswerCannotBeRead() {
        server.stubFor(get(anyUrl()).willReturn(aResponse().withBody("<html>")));

        assertThat(metrics("urn:li:share:1")).isInstanceOf(MetricsOutcome.Later.class);
        assertThat(memberMetrics("urn:li:share:1")).isInstanceOf(MetricsOutcome.Later.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5583111", ORGANIZATION})
    void connectsAnOrganisationOnWhichTheMemberMayPost(String page) {
        roles();
        server.stubFor(
                get(urlEqualTo("/rest/organizations/5583111"))
                        .willReturn(body(200, "organization.json")));

        var account = connect(page);

        assertThat(account.platformAccount()).isEqualTo(ORGANIZATION);
        assertThat(account.username()).isEqualTo("jiangcheng");
        assertThat(account.name()).isEqualTo("Jiangcheng International");
        assertThat(account.link())
                .isEqualTo(URI.create("https://www.linkedin.com/company/jiangcheng"));
        assertThat(account.accessToken()).isEqualTo(TOKEN);
        assertThat(account.capabilities().publishClass()).isEqualTo(PublishClass.N);
        server.verify(
                getRequestedFor(
                                urlEqualTo(
                                        "/rest/organizationAcls?q=roleAssignee&state=APPROVED&start=0&count=100"))
                        .withHeader("LinkedIn-Version", equalTo("202608")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"77", "404"})
    void anOrganisationOnWhichTheMemberMayNotPostIsNotConnected(String page) {
        roles();

        assertThatThrownBy(() -> connect(page))
                .isInstanceOf(ConnectRefused.class)
                .hasMessageContaining("may not post for urn:li:organization:" + page);
    }

    @Test
    void connectsTheMember() {
        server.stubFor(get(urlEqualTo("/v2/userinfo")).willReturn(body(200, "userinfo.json")));

        for (String page : new String[] {null, MEMBER}) {
            var account = connect(page);
            assertThat(account.platformAccount()).isEqualTo(MEMBER);
            assertThat(account.name()).isEqualTo("Lin Wei");
            assertThat(account.avatar()).isEqualTo(URI.create("https://media.licdn.com/a.jpg"));
            assertThat(account.capabilities().publishClass()).isEqualTo(PublishClass.N0);
            assertThat(account.capabilities().metrics()).containsExactly("likes", "comments");
        }
        assertThatThrownBy(() -> connect("urn:li:person:other"))
                .hasMessageContaining("another member");
        assertThatThrownBy(() -> connect("jiangcheng")).hasMessageContaining("number");
    }

    @Test
    void aVersionThatIsNotActiveSaysNothingAboutTheToken() {
        server.stubFor(get(anyUrl()).willReturn(body(426, "dead-version.json")));

        assertThat(connectFails(address()).unreachable()).isTrue();
        assertThat(connectFails(address())).hasMessageContaining("not active");
    }

    @Test
    void anAccountThatMayNotBeReadIsNotConnected() {
        server.stubFor(get(anyUrl()).willReturn(body(403, "access-denied.json")));

        assertThat(connectFails(address()).unreachable()).isFalse();
    }

    @Test
    void capabilitiesDependOnTheKindOfAccount() {
        var platform = at(address());

        assertThat(platform.capabilities(ORGANIZATION).publishClass()).isEqualTo(PublishClass.N);
        assertThat(platform.capabilities(MEMBER).publishClass()).isEqualTo(PublishClass.N0);
    }

    @Test
    void countsWhatIsSent() {
        assertTextLimit("汉".repeat(3000), "汉".repeat(2999) + "(", 3000, 3001);
    }

    @Test
    void aPictureOfTooManyPixelsIsAFault() {
        var platform = at(address());
        var picture = new Content.MediaItem(DIGEST, "image/png", 6, 6000, 6026, null);

        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("", Collections.nCopies(2, picture), null, null)))
                .extracting(ContentFault::type)
                .containsExactly("image-too-large", "image-too-large");
    }

    @Test
    void looksThroughTheOrganisationsOwnPosts() {
        own("own.json");

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class,
                        found ->
                                assertThat(found.different())
                                        .as("without drafts")
                                        .extracting(Seen::text)
                                        .containsExactly("Hello again", "Hello"));
        server.verify(
                1,
                getRequestedFor(
                                urlEqualTo(
                                        "/rest/posts?q=author&sortBy=CREATED&author=urn%3Ali%3Aorganization%3A5583111&start=0&count=50"))
                        .withHeader("Authorization", equalTo("Bearer " + TOKEN))
                        .withHeader("LinkedIn-Version", equalTo("202608"))
                        .withHeader("X-RestLi-Method", equalTo("FINDER")));
    }

    @Test
    void recognisesAPostBehindTheBackslashes() {
        own("own-marked-up.json");
        var picture = pictured(null).media().getFirst();
        var sent =
                new Content(
                        "Ferry (new) #ferry with @[Jiangcheng Desk](urn:li:organization:241)",
                        List.of(picture, picture),
                        null,
                        null);

        assertThat(readBack(address(), Map.of(), sent))
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void looksPageByPageToTheEnd() {
        own("own-page.json");
        server.stubFor(
                get(urlPathEqualTo("/rest/posts"))
                        .withQueryParam("start", equalTo("50"))
                        .willReturn(body(200, "own.json")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Candidates.class, found -> assertThat(found.equal()).hasSize(1));
    }

    @Test
    void aListWithoutEndIsNoAnswer() {
        own("own-page.json");

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
        server.verify(5, getRequestedFor(urlPathEqualTo("/rest/posts")));
    }

    @Test
    void whatMembersHavePostedNobodyMayLook() {
        var request = new SendRequest(DELIVERY, WORKSPACE, text("Hello"), NOW, Map.of());

        assertThat(
                        at(address())
                                .readBack(
                                        new FeedAccess("feed", MEMBER, "lin", null, TOKEN),
                                        request,
                                        NOW))
                .isInstanceOf(ReadBack.Impossible.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void aTokenThatMayNotReadCannotLook() {
        server.stubFor(
                get(urlPathEqualTo("/rest/posts")).willReturn(body(403, "access-denied.json")));

        assertThat(readBack()).isInstanceOf(ReadBack.Impossible.class);
    }

    @Test
    void ofMembersTheApiTellsNoFollowers() {
        assertThat(at(address()).accountMetrics(new FeedAccess("feed", MEMBER, "lin", null, TOKEN)))
                .isEqualTo(new MetricsOutcome.Read(Map.of(), List.of()));
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    private void own(String file) {
        server.stubFor(get(urlPathEqualTo("/rest/posts")).willReturn(body(200, file)));
    }

    private io.septet.accounts.platform.ConnectedAccount connect(@Nullable String page) {
        return at(address()).connect(new ConnectRequest(TOKEN, null, page));
    }

    private MetricsOutcome memberMetrics(String... ids) {
        return at(address())
                .metrics(new FeedAccess("feed", MEMBER, "Lin Wei", null, TOKEN), List.of(ids));
    }

    private void roles() {
        server.stubFor(
                get(urlPathEqualTo("/rest/organizationAcls")).willReturn(body(200, "roles.json")));
    }

    private void statistics(String list, String file) {
        server.stubFor(
                get(urlEqualTo(
                                "/rest/organizationalEntityShareStatistics?q=organizationalEntity"
                                        + "&organizationalEntity=urn%3Ali%3Aorganization%3A5583111&"
                                        + list))
                        .willReturn(body(200, "statistics-" + file + ".json")));
    }

    private void initialize(String uploadHost) {
        server.stubFor(
                post(urlEqualTo("/rest/images?action=initializeUpload"))
                        .willReturn(
                                aResponse()
                                        .withBody(read("initialized.json").formatted(uploadHost))));
    }
}
