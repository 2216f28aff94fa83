package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LinkedInTests {
    private static final byte[] PNG = Client.picture("png", 40);
    private static final String ORGANIZATION = "urn:li:organization:5583111";

    @TempDir static Path data;

    private static final MovingClock CLOCK = new MovingClock();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox;
    private static Account account;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(CLOCK));
        account = Client.first(sandbox, Platform.LINKEDIN);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void clear() {
        sandbox.faults().clear();
    }

    @Test
    void postWithDescribedPicturesIsAcceptedReadBackAndRemoved() throws Exception {
        String bridge = upload(PNG);
        String harbour = upload(Client.picture("jpg", 50));
        var content =
                Json.of(
                        "multiImage",
                        Json.of(
                                "images",
                                List.of(
                                        Json.of("id", bridge, "altText", "A bridge at night"),
                                        Json.of("id", harbour))));

        var created = create("Night \\(and day\\) #bridge", content);

        assertThat(created.statusCode()).as(text(created)).isEqualTo(201);
        assertThat(created.body()).isEmpty();
        String urn = created.headers().firstValue("x-restli-id").orElseThrow();
        assertThat(urn).matches("urn:li:share:[0-9]{19}");
        var listed =
                json(
                        get(
                                "/rest/posts?q=author&count=10&sortBy=CREATED&author="
                                        + encoded(ORGANIZATION)));
        var newest = listed.path("elements").path(0);
        assertThat(newest.path("id").asString()).isEqualTo(urn);
        assertThat(newest.path("commentary").asString()).isEqualTo("Night \\(and day\\) #bridge");
        assertThat(newest.at("/content/multiImage/images").size()).isEqualTo(2);
        assertThat(json(get("/rest/posts/" + encoded(urn))).path("id").asString()).isEqualTo(urn);
        String page =
                Client.of("").get(sandbox.address() + "/linkedin-web/feed/update/" + urn).text();
        assertThat(page).contains("Night (and day) #bridge", "A bridge at night");

        assertThat(delete("/rest/posts/" + encoded(urn)).statusCode()).isEqualTo(204);
        assertThat(delete("/rest/posts/" + encoded(urn)).statusCode()).isEqualTo(204);
        assertThat(get("/rest/posts/" + encoded(urn)).statusCode()).isEqualTo(404);
    }

    @Test
    void numbersGrowAndUnseenPostsAreLeftOut() throws Exception {
        String urn = urn(create("Numbers", null));
        String statistics =
                "/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity="
                        + encoded(ORGANIZATION)
                        + "&shares=List("
                        + encoded(urn)
                        + ",urn%3Ali%3Ashare%3A1)";
        assertThat(json(get(statistics)).path("elements").size()).isZero();

        CLOCK.move(Duration.ofHours(3));

        var elements = json(get(statistics)).path("elements");
        assertThat(elements.size()).isEqualTo(1);
        assertThat(elements.path(0).path("share").asString()).isEqualTo(urn);
        var total = elements.path(0).path("totalShareStatistics");
        assertThat(total.path("impressionCount").asInt()).isPositive();
        assertThat(total.path("likeCount").asInt()).isPositive();
        assertThat(
                        json(get("/rest/socialActions/" + encoded(urn)))
                                .at("/likesSummary/totalLikes")
                                .asInt())
                .isPositive();
        assertThat(get("/rest/socialActions/urn%3Ali%3Ashare%3A1").statusCode()).isEqualTo(404);
        assertThat(
                        json(get(
                                        "/rest/networkSizes/"
                                                + encoded(ORGANIZATION)
                                                + "?edgeType=COMPANY_FOLLOWED_BY_MEMBER"))
                                .path("firstDegreeSize")
                                .asInt())
                .isGreaterThan(account.followers());
    }

    @Test
    void theSameTextAgainIsADuplicateOfTheFirstForTenMinutes() throws Exception {
        String urn = urn(create("Twice", null));

        var again = create("Twice", null);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(json(again).path("message").asString()).endsWith("duplicate of " + urn);
        assertThat(json(again).at("/errorDetails/inputErrors/0/code").asString())
                .isEqualTo("DUPLICATE_POST");

        CLOCK.move(Duration.ofMinutes(11));
        assertThat(create("Twice", null).statusCode()).isEqualTo(201);
    }

    @Test
    void anUnescapedCharacterSilentlyCutsTheTextOff() throws Exception {
        String urn = urn(create("Ferries (new ones) leave at nine", null));

        assertThat(sandbox.ledger().find(account, urn))
                .satisfies(post -> assertThat(post.text()).isEqualTo("Ferries "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "author;urn:li:person:septet5583111;403;ACCESS_DENIED",
                "author;5583111;400;INVALID_URN_TYPE",
                "visibility;public;400;INVALID_VALUE_FOR_FIELD",
                "lifecycleState;DRAFT;400;INVALID_VALUE_FOR_FIELD",
                "distribution;MAIN_FEED;400;INVALID_VALUE_FOR_FIELD",
                "commentary;' ';400;MISSING_FIELD",
                "content;nothing;400;INVALID_VALUE_FOR_FIELD",
            })
    void whatDoesNotFitIsRefused(String field, String value, int status, String code)
            throws Exception {
        var post = post("Fits", null);
        post.put(field, value);

        var answer = send("POST", "/rest/posts", Json.bytes(post));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void backslashesCountTowardsTheLimit() throws Exception {
        assertThat(create("\\(".repeat(1500), null).statusCode()).isEqualTo(201);
        var tooLong = create("\\(".repeat(1500) + "x", null);
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(json(tooLong).path("code").asString()).isEqualTo("FIELD_LENGTH_TOO_LONG");
    }

    @Test
    void aPictureIsAskedForUntilItIsReady() throws Exception {
        sandbox.faults()
                .set(
                        Json.object(
                                Json.bytes(
                                        Json.of(
                                                "platform",
                                                "linkedin",
                                                "kind",
                                                "processing",
                                                "rate",
                                                1,
                                                "millis",
                                                5000))));
        var begun = initialize();
        String urn = begun.path("image").asString();
        assertThat(state(urn)).isEqualTo("WAITING_UPLOAD");
        assertThat(send("PUT", begun.path("uploadUrl").asString(), PNG).statusCode())
                .isEqualTo(201);
        assertThat(state(urn)).isEqualTo("PROCESSING");
        var early = create("Early", Json.of("media", Json.of("id", urn)));
        assertThat(json(early).path("code").asString()).isEqualTo("MEDIA_ASSET_WAITING_UPLOAD");

        CLOCK.move(Duration.ofSeconds(6));

        assertThat(state(urn)).isEqualTo("AVAILABLE");
        assertThat(create("Early", Json.of("media", Json.of("id", urn))).statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatIsNoPictureFailsInProcessing() throws Exception {
        String urn = upload(new byte[] {1, 2, 3});

        assertThat(state(urn)).isEqualTo("PROCESSING_FAILED");
        var post = create("Broken", Json.of("media", Json.of("id", urn)));
        assertThat(json(post).path("code").asString()).isEqualTo("MEDIA_ASSET_PROCESSING_FAILED");
        var unknown = create("Unknown", Json.of("media", Json.of("id", "urn:li:image:1")));
        assertThat(json(unknown).path("code").asString()).isEqualTo("INVALID_URN_ID");
    }

    @Test
    void tellsWhoTheMemberIsAndWhichOrganisationItMayPostFor() throws Exception {
        var member = json(get("/v2/userinfo"));
        var roles =
                json(get("/rest/organizationAcls?q=roleAssignee&state=APPROVED&start=0&count=100"));
        var organization = json(get("/rest/organizations/5583111"));

        assertThat(roles.at("/elements/0/roleAssignee").asString())
                .isEqualTo("urn:li:person:" + member.path("sub").asString());
        assertThat(roles.at("/elements/0/organization").asString()).isEqualTo(ORGANIZATION);
        assertThat(organization.path("localizedName").asString()).isEqualTo("Jiangcheng Business");
        assertThat(organization.path("vanityName").asString()).isEqualTo(account.handle());
        assertThat(get("/rest/organizations/1").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"'',400,VERSION_MISSING", "202401,426,NONEXISTENT_VERSION"})
    void aVersionMustBeNamedAndActive(String version, int status, String code) throws Exception {
        var answer =
                HTTP.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                sandbox.linkedin() + "/rest/organizations/5583111"))
                                .header("Authorization", "Bearer " + account.token())
                                .header("LinkedIn-Version", version)
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "429,429,TOO_MANY_REQUESTS",
        "token-revoked,401,REVOKED_ACCESS_TOKEN",
        "500-before,500,''",
        "duplicate,422,''"
    })
    void faultsAnswerInLinkedInsWords(String kind, int status, String code) throws Exception {
        int before = sandbox.ledger().count(account);
        sandbox.faults()
                .set(
                        Json.object(
                                Json.bytes(
                                        Json.of("platform", "linkedin", "kind", kind, "rate", 1))));

        var answer = create("Faulty " + kind, null);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("code").asString("")).isEqualTo(code);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(sandbox.ledger().count(account)).isEqualTo(before);
    }

    @Test
    void unknownTokenIs401() throws IOException {
        var answer = Client.of("wrong").get(sandbox.linkedin() + "/v2/userinfo");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("code").asString()).isEqualTo("INVALID_ACCESS_TOKEN");
    }

    @Test
    void theAccountIsWhatALauncherNeeds() throws IOException {
        var accounts = Client.of("").get(sandbox.address() + "/sandbox/accounts").json();

        var listed =
                accounts.valueStream()
                        .filter(one -> one.path("platform").asString().equals("linkedin"))
                        .toList();
        assertThat(listed).hasSize(2);
        assertThat(listed.getFirst().path("name").asString()).isEqualTo("Jiangcheng Business");
        assertThat(listed.getFirst().path("page").asString()).isEqualTo("5583111");
        assertThat(listed.getFirst().path("server").isNull()).isTrue();
        assertThat(listed.getLast().path("page").asString())
                .isEqualTo("urn:li:person:septet5583111");
    }

    private static Map<String, @Nullable Object> post(String commentary, @Nullable Object content) {
        var post =
                Json.of(
                        "author",
                        ORGANIZATION,
                        "commentary",
                        commentary,
                        "visibility",
                        "PUBLIC",
                        "distribution",
                        Json.of("feedDistribution", "MAIN_FEED"),
                        "lifecycleState",
                        "PUBLISHED");
        if (content != null) {
            post.put("content", content);
        }
        return post;
    }

    private static HttpResponse<byte[]> create(String commentary, @Nullable Object content)
            throws Exception {
        return send("POST", "/rest/posts", Json.bytes(post(commentary, content)));
    }

    private static String urn(HttpResponse<byte[]> created) {
        assertThat(created.statusCode()).as(text(created)).isEqualTo(201);
        return created.headers().firstValue("x-restli-id").orElseThrow();
    }

    private static JsonNode initialize() throws Exception {
        return json(send(
                        "POST",
                        "/rest/images?action=initializeUpload",
                        Json.bytes(
                                Json.of(
                                        "initializeUploadRequest",
                                        Json.of("owner", ORGANIZATION)))))
                .path("value");
    }

    private static String upload(byte[] bytes) throws Exception {
        var begun = initialize();
        var uploaded = send("PUT", begun.path("uploadUrl").asString(), bytes);
        assertThat(uploaded.statusCode()).as(text(uploaded)).isEqualTo(201);
        return begun.path("image").asString();
    }

    private static String state(String urn) throws Exception {
        return json(get("/rest/images/" + encoded(urn))).path("status").asString();
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, new byte[0]);
    }

    private static HttpResponse<byte[]> delete(String path) throws Exception {
        return send("DELETE", path, new byte[0]);
    }

    private static HttpResponse<byte[]> send(String method, String path, byte[] body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        path.startsWith("http") ? path : sandbox.linkedin() + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + account.token())
                        .header("LinkedIn-Version", "202608")
                        .header("X-Restli-Protocol-Version", "2.0.0")
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static String encoded(String urn) {
        return urn.replace(":", "%3A");
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.MAPPER.readTree(answer.body());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
