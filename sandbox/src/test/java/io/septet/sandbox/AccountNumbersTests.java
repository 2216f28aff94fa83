package io.septet.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an account gathers with all its posts, day by day. */
class AccountNumbersTests {
    @TempDir Path data;

    private final MovingClock clock = new MovingClock();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.on(data).clock(clock));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String span(int days) {
        long now = clock.instant().getEpochSecond();
        return "&since=" + (now - days * 86_400L) + "&until=" + now;
    }

    @Test
    void followersGrowWithWhatIsPosted() throws IOException {
        Account account = Client.first(sandbox, Platform.X);
        var client = Client.of(account);
        String me = sandbox.x() + "/2/users/me?user.fields=public_metrics";
        assertThat(client.get(me).json().at("/data/public_metrics/followers_count").asInt())
                .isEqualTo(account.followers());
        client.post(sandbox.x() + "/2/tweets", Json.of("text", "News"));

        clock.move(Duration.ofDays(3));

        assertThat(client.get(me).json().at("/data/public_metrics/followers_count").asInt())
                .isGreaterThan(account.followers());
    }

    @Test
    void facebookPageTellsItsDays() throws IOException {
        Account page = Client.first(sandbox, Platform.FACEBOOK);
        var client = Client.of(page);
        client.post(sandbox.facebook() + "/me/feed", Json.of("message", "News"));
        clock.move(Duration.ofDays(3));
        String insights = sandbox.facebook() + "/" + page.id() + "/insights?period=day&metric=";

        JsonNode data =
                client.get(insights + "page_media_view,page_follows,page_daily_follows" + span(3))
                        .json()
                        .path("data");

        assertThat(data.path(0).path("values").size()).isEqualTo(3);
        assertThat(data.at("/0/values/0/value").asInt())
                .isGreaterThan(data.at("/0/values/2/value").asInt());
        assertThat(data.at("/1/values/2/value").asInt()).isGreaterThan(page.followers());
        assertThat(client.get(insights + "page_impressions").status()).isEqualTo(400);
        assertThat(client.get(insights + "page_follows" + span(91)).status()).isEqualTo(400);
    }

    @Test
    void instagramAndThreadsTellTheirTotals() throws IOException {
        Account threads = Client.first(sandbox, Platform.THREADS);
        var client = Client.of(threads);
        String container =
                client.form(sandbox.threads() + "/me/threads", "media_type=TEXT&text=News")
                        .json()
                        .path("id")
                        .asString();
        clock.move(Duration.ofSeconds(2));
        assertThat(
                        client.form(
                                        sandbox.threads() + "/me/threads_publish",
                                        "creation_id=" + container)
                                .status())
                .isEqualTo(200);
        clock.move(Duration.ofDays(2));
        JsonNode data =
                client.get(
                                sandbox.threads()
                                        + "/me/threads_insights?metric=views,likes,followers_count"
                                        + span(2))
                        .json()
                        .path("data");
        assertThat(data.path(0).path("values").size()).isEqualTo(2);
        assertThat(data.at("/1/total_value/value").asInt()).isPositive();
        assertThat(data.at("/2/total_value/value").asInt())
                .isGreaterThanOrEqualTo(threads.followers());

        Account instagram = Client.first(sandbox, Platform.INSTAGRAM);
        var totals =
                Client.of(instagram)
                        .get(
                                sandbox.instagram()
                                        + "/"
                                        + instagram.id()
                                        + "/insights?period=day&metric_type=total_value&metric=reach,views,follows_and_unfollows"
                                        + span(1))
                        .json()
                        .path("data");
        assertThat(totals.size()).isEqualTo(3);
        assertThat(totals.at("/0/total_value/value").asInt()).isZero();
        assertThat(
                        Client.of(instagram)
                                .get(
                                        sandbox.instagram()
                                                + "/"
                                                + instagram.id()
                                                + "?fields=followers_count,media_count")
                                .json()
                                .path("followers_count")
                                .asInt())
                .isEqualTo(instagram.followers());
    }
}
