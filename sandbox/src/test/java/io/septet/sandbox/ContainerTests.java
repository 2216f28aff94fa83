package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instagram and Threads, where a post is a container first. */
class ContainerTests {
    @TempDir Path data;

    private final MovingClock clock = new MovingClock();
    private Sandbox sandbox;
    private Account account;
    private Client client;
    private String root;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(clock));
        as(Platform.INSTAGRAM);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void as(Platform platform) {
        account = Client.first(sandbox, platform);
        client = Client.of(account);
        root = platform == Platform.INSTAGRAM ? sandbox.instagram() : sandbox.threads();
    }

    private static boolean isThreads(Platform platform) {
        return platform == Platform.THREADS;
    }

    private String edge(String instagram, String threads) {
        return root
                + "/"
                + account.id()
                + "/"
                + (isThreads(account.platform()) ? threads : instagram);
    }

    private Client.Answer create(String form) throws IOException {
        return client.form(edge("media", "threads"), form);
    }

    private Client.Answer publish(String container) throws IOException {
        return client.form(edge("media_publish", "threads_publish"), "creation_id=" + container);
    }

    private static String id(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").asString();
    }

    private static int part(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().path("error").path("error_subcode").asInt();
    }

    private static int code(Client.Answer answer) {
        return answer.json().path("error").path("code").asInt();
    }

    private String status(String container) throws IOException {
        var field = isThreads(account.platform()) ? "status" : "status_code";
        return client.get(root + "/" + container + "?fields=" + field)
                .json()
                .path(field)
                .asString();
    }

    /** Where a picture can be fetched: another platform of this sandbox serves it. */
    private String picture(String format) throws IOException {
        var page = Client.first(sandbox, Platform.FACEBOOK);
        var facebook = Client.of(page);
        String photo =
                id(
                        facebook.upload(
                                sandbox.facebook() + "/" + page.id() + "/photos",
                                "source",
                                Client.picture(format, 40),
                                "published",
                                "false"));
        String address =
                facebook.get(sandbox.facebook() + "/" + photo + "?fields=images")
                        .json()
                        .path("images")
                        .path(0)
                        .path("source")
                        .asString();
        return URLEncoder.encode(address, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = Platform.class,
            names = {"INSTAGRAM", "THREADS"})
    void aPictureIsFetchedProcessedAndPublishedOnce(Platform platform) throws IOException {
        as(platform);
        String container =
                id(
                        create(
                                (isThreads(platform) ? "media_type=IMAGE&text=" : "caption=")
                                        + "Lanterns&alt_text=Red&image_url="
                                        + picture("jpg")));
        assertThat(status(container)).isEqualTo("IN_PROGRESS");
        assertThat(part(publish(container))).isEqualTo(isThreads(platform) ? 4279009 : 2207027);
        assertThat(sandbox.ledger().all()).isEmpty();

        clock.move(Duration.ofSeconds(1));
        assertThat(status(container)).isEqualTo("FINISHED");
        String post = id(publish(container));

        assertThat(status(container)).isEqualTo("PUBLISHED");
        assertThat(part(publish(container))).isEqualTo(isThreads(platform) ? 4279009 : 2207006);
        assertThat(sandbox.ledger().all())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.id()).isEqualTo(post);
                    assertThat(kept.text()).isEqualTo("Lanterns");
                    assertThat(kept.media().getFirst().altText()).isEqualTo("Red");
                    assertThat(kept.media().getFirst().type()).isEqualTo("image/jpeg");
                });
        var read =
                client.get(
                                root
                                        + "/"
                                        + post
                                        + "?fields=id,caption,text,permalink,timestamp,media_type")
                        .json();
        assertThat(read.path("media_type").asString()).isEqualTo("IMAGE");
        assertThat(read.path("timestamp").asString()).endsWith("+0000");
        assertThat(client.get(read.path("permalink").asString()).text()).contains("Lanterns");
        assertThat(
                        client.get(edge("media", "threads") + "?fields=id&limit=1")
                                .json()
                                .path("data")
                                .path(0)
                                .path("id")
                                .asString())
                .isEqualTo(post);
        assertThat(client.delete(root + "/" + post).status()).isEqualTo(200);
        assertThat(sandbox.ledger().all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Platform.class,
            names = {"INSTAGRAM", "THREADS"})
    void aCarouselIsMadeOfProcessedItems(Platform platform) throws IOException {
        as(platform);
        String item = "media_type=IMAGE&is_carousel_item=true&image_url=" + picture("jpg");
        String first = id(create(item));
        String second = id(create(item));
        String parent = "media_type=CAROUSEL&children=" + first + "," + second;
        assertThat(create(parent).status()).isEqualTo(400);
        clock.move(Duration.ofSeconds(1));

        String container = id(create(parent));
        clock.move(Duration.ofSeconds(1));
        assertThat(publish(first).status()).as("an item alone").isEqualTo(400);
        id(publish(container));

        assertThat(sandbox.ledger().all())
                .singleElement()
                .satisfies(kept -> assertThat(kept.media()).hasSize(2));
        assertThat(create("media_type=CAROUSEL&children=" + first).status()).isEqualTo(400);
    }

    @Test
    void threadsTakesTextAloneAndInstagramDoesNot() throws IOException {
        assertThat(code(create("media_type=TEXT&caption=Hello"))).isEqualTo(100);
        as(Platform.THREADS);
        String container = id(create("media_type=TEXT&text=Hello"));
        clock.move(Duration.ofSeconds(1));
        id(publish(container));

        assertThat(sandbox.ledger().all())
                .singleElement()
                .satisfies(kept -> assertThat(kept.text()).isEqualTo("Hello"));
    }

    @Test
    void whatCannotBeFetchedOrIsOfTheWrongKindIsRefused() throws IOException {
        assertThat(part(create("image_url=http%3A%2F%2Flocalhost%3A1%2Fnone"))).isEqualTo(2207052);
        assertThat(part(create("image_url=" + sandbox.address() + "/none"))).isEqualTo(2207052);
        assertThat(part(create("image_url=file%3A%2F%2F%2Fetc%2Fhosts"))).isEqualTo(2207052);
        assertThat(part(create("image_url=" + picture("png")))).isEqualTo(2207005);
        assertThat(part(create("caption=" + "a".repeat(2_201) + "&image_url=x")))
                .isEqualTo(2207010);
        assertThat(code(create("caption=a"))).isEqualTo(100);
        as(Platform.THREADS);
        assertThat(create("media_type=IMAGE&image_url=" + picture("png")).status()).isEqualTo(200);
        assertThat(code(create("media_type=TEXT&text=" + "a".repeat(501)))).isEqualTo(100);
    }

    @Test
    void aContainerExpiresAfterADay() throws IOException {
        String container = id(create("image_url=" + picture("jpg")));
        clock.move(Duration.ofHours(25));

        assertThat(status(container)).isEqualTo("EXPIRED");
        assertThat(part(publish(container))).isEqualTo(2207020);
    }

    @Test
    void processingTakesAsLongAsTheFaultSays() throws IOException {
        client.put(
                sandbox.address() + "/sandbox/faults",
                Json.of("platform", "instagram", "kind", "processing", "rate", 1, "millis", 5000));
        String container = id(create("image_url=" + picture("jpg")));

        clock.move(Duration.ofMillis(4_999));
        assertThat(status(container)).isEqualTo("IN_PROGRESS");
        clock.move(Duration.ofMillis(1));
        assertThat(status(container)).isEqualTo("FINISHED");
    }

    @Test
    void faultsStrikePublishingOnly() throws IOException {
        String container = id(create("image_url=" + picture("jpg")));
        clock.move(Duration.ofSeconds(1));
        client.put(
                sandbox.address() + "/sandbox/faults",
                Json.of("platform", "instagram", "kind", "500-after-accept", "rate", 1));

        assertThat(create("image_url=" + picture("jpg")).status()).isEqualTo(200);
        assertThat(publish(container).status()).isEqualTo(500);
        assertThat(status(container)).isEqualTo("PUBLISHED");
    }

    @Test
    void aDaysPostsAreLimited() throws IOException {
        as(Platform.THREADS);
        for (int i = 0; i < 250; i++) {
            String container = id(create("media_type=TEXT&text=" + i));
            clock.move(Duration.ofSeconds(1));
            id(publish(container));
        }
        String container = id(create("media_type=TEXT&text=more"));
        clock.move(Duration.ofSeconds(1));

        assertThat(part(publish(container))).isEqualTo(2207042);
        assertThat(
                        client.get(root + "/me/threads_publishing_limit?fields=quota_usage,config")
                                .json()
                                .path("data")
                                .path(0)
                                .path("quota_usage")
                                .asInt())
                .isEqualTo(250);
        clock.move(Duration.ofHours(23));
        clock.move(Duration.ofMinutes(59));
        id(publish(container));
    }

    @ParameterizedTest
    @EnumSource(
            value = Platform.class,
            names = {"INSTAGRAM", "THREADS"})
    void insightsGrowAndUnknownOnesFailTheCall(Platform platform) throws IOException {
        as(platform);
        String container = id(create("media_type=IMAGE&image_url=" + picture("jpg")));
        clock.move(Duration.ofSeconds(1));
        String post = id(publish(container));
        clock.move(Duration.ofHours(3));

        String metrics =
                isThreads(platform)
                        ? "views,likes,replies,reposts,quotes,shares"
                        : "views,reach,likes,comments,shares,saved";
        var data = client.get(root + "/" + post + "/insights?metric=" + metrics).json();
        assertThat(data.path("data").size()).isEqualTo(6);
        assertThat(data.path("data").path(0).path("values").path(0).path("value").asInt())
                .isPositive();
        assertThat(code(client.get(root + "/" + post + "/insights?metric=views,impressions")))
                .isEqualTo(100);
        assertThat(part(client.get(root + "/17/insights?metric=views"))).isEqualTo(33);
    }

    @Test
    void tokensTellTheirAccounts() throws IOException {
        var page =
                client.get(root + "/me?fields=id,name,instagram_business_account{id,username}")
                        .json();
        assertThat(page.path("instagram_business_account").path("id").asString())
                .isEqualTo(account.id());
        assertThat(page.path("instagram_business_account").path("username").asString())
                .isEqualTo("jiangcheng.intl");
        assertThat(code(client.get(root + "/me/accounts"))).isEqualTo(100);
        assertThat(code(Client.of("wrong").get(root + "/me"))).isEqualTo(190);
        assertThat(part(client.form(root + "/999/media", "image_url=x"))).isEqualTo(33);
        as(Platform.THREADS);
        assertThat(client.get(root + "/me?fields=id,username").json().path("id").asString())
                .isEqualTo(account.id());
        assertThat(client.get(sandbox.address() + "/threads-web/@jiangcheng.intl").text())
                .contains("Jiangcheng Threads");
        assertThat(client.get(sandbox.address() + "/instagram-web/jiangcheng.intl").text())
                .contains("Jiangcheng in Pictures");
    }
}
