package io.septet.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.accounts.mail.MailProperties;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.platform.bluesky.BlueskyProperties;
import io.septet.accounts.platform.facebook.FacebookApp;
import io.septet.accounts.platform.facebook.FacebookProperties;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.accounts.platform.instagram.InstagramApp;
import io.septet.accounts.platform.instagram.InstagramProperties;
import io.septet.accounts.platform.linkedin.LinkedInApp;
import io.septet.accounts.platform.linkedin.LinkedInProperties;
import io.septet.accounts.platform.telegram.TelegramProperties;
import io.septet.accounts.platform.threads.ThreadsApp;
import io.septet.accounts.platform.threads.ThreadsProperties;
import io.septet.accounts.platform.x.XApp;
import io.septet.accounts.platform.x.XProperties;
import io.septet.accounts.vault.VaultProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTests {
    @Test
    void hasSafeDefaults() {
        var none = new Binder(new MapConfigurationPropertySource(Map.of()));

        assertThat(none.bindOrCreate("septet.outbound", OutboundProperties.class))
                .isEqualTo(new OutboundProperties(false));
        assertThat(none.bindOrCreate("septet.platforms.x", XProperties.class))
                .isEqualTo(
                        new XProperties(
                                URI.create("https://api.x.com"), URI.create("https://x.com")));
        assertThat(none.bindOrCreate("septet.platforms.bluesky", BlueskyProperties.class))
                .isEqualTo(
                        new BlueskyProperties(
                                URI.create("https://bsky.social"), URI.create("https://bsky.app")));
        assertThat(none.bindOrCreate("septet.platforms.facebook", FacebookProperties.class))
                .isEqualTo(new FacebookProperties(URI.create("https://graph.facebook.com/v26.0")));
        assertThat(none.bindOrCreate("septet.platforms.linkedin", LinkedInProperties.class))
                .isEqualTo(
                        new LinkedInProperties(
                                URI.create("https://api.linkedin.com"),
                                URI.create("https://www.linkedin.com"),
                                "202608"));
        assertThat(none.bindOrCreate("septet.platforms.telegram", TelegramProperties.class))
                .isEqualTo(
                        new TelegramProperties(
                                URI.create("https://api.telegram.org"),
                                URI.create("https://t.me")));
        assertThat(none.bindOrCreate("septet.platforms.instagram", InstagramProperties.class))
                .isEqualTo(
                        new InstagramProperties(
                                URI.create("https://graph.facebook.com/v26.0"),
                                URI.create("https://graph.instagram.com/v26.0"),
                                URI.create("https://www.instagram.com")));
        assertThat(none.bindOrCreate("septet.platforms.threads", ThreadsProperties.class))
                .isEqualTo(
                        new ThreadsProperties(
                                URI.create("https://graph.threads.net/v1.0"),
                                URI.create("https://www.threads.net")));
        assertThat(none.bindOrCreate("septet", MediaLinkProperties.class))
                .isEqualTo(
                        new MediaLinkProperties(
                                URI.create("http://localhost:8080"), Duration.ofHours(24)));
        assertThat(none.bindOrCreate("septet.vault", VaultProperties.class).keyset()).isNull();
        assertThat(none.bindOrCreate("septet.mail", MailProperties.class))
                .isEqualTo(
                        new MailProperties(null, Duration.ofSeconds(10), Duration.ofSeconds(40)));
    }

    @Test
    void bindsEveryProperty() {
        var all =
                new Binder(
                        new MapConfigurationPropertySource(
                                Map.of(
                                        "septet.outbound.allow-loopback", "true",
                                        "septet.platforms.bluesky.base-url", "http://localhost:2",
                                        "septet.platforms.bluesky.web-url", "http://localhost:3",
                                        "septet.platforms.x.base-url", "http://localhost:1/x",
                                        "septet.platforms.x.web-url", "http://localhost:1/x-web",
                                        "septet.platforms.facebook.base-url",
                                                "http://localhost:1/f",
                                        "septet.platforms.linkedin.base-url",
                                                "http://localhost:1/l",
                                        "septet.platforms.linkedin.web-url",
                                                "http://localhost:1/l-web",
                                        "septet.platforms.linkedin.version", "202611",
                                        "septet.vault.keyset", "/keys/vault.json")));
        var mail =
                new Binder(
                        new MapConfigurationPropertySource(
                                Map.of(
                                        "septet.mail.from", "a@b",
                                        "septet.mail.quiet", "1s",
                                        "septet.mail.longest", "2s")));

        assertThat(mail.bindOrCreate("septet.mail", MailProperties.class))
                .isEqualTo(new MailProperties("a@b", Duration.ofSeconds(1), Duration.ofSeconds(2)));

        assertThat(all.bindOrCreate("septet.outbound", OutboundProperties.class).allowLoopback())
                .isTrue();
        assertThat(all.bindOrCreate("septet.platforms.x", XProperties.class))
                .isEqualTo(
                        new XProperties(
                                URI.create("http://localhost:1/x"),
                                URI.create("http://localhost:1/x-web")));
        assertThat(all.bindOrCreate("septet.platforms.bluesky", BlueskyProperties.class))
                .isEqualTo(
                        new BlueskyProperties(
                                URI.create("http://localhost:2"),
                                URI.create("http://localhost:3")));
        assertThat(all.bindOrCreate("septet.platforms.facebook", FacebookProperties.class))
                .isEqualTo(new FacebookProperties(URI.create("http://localhost:1/f")));
        assertThat(all.bindOrCreate("septet.platforms.linkedin", LinkedInProperties.class))
                .isEqualTo(
                        new LinkedInProperties(
                                URI.create("http://localhost:1/l"),
                                URI.create("http://localhost:1/l-web"),
                                "202611"));
        assertThat(all.bindOrCreate("septet.vault", VaultProperties.class))
                .isEqualTo(new VaultProperties(Path.of("/keys/vault.json"), null));
    }

    @Test
    void bindsWherePicturesAreFetchedAndByWhom() {
        var all =
                new Binder(
                        new MapConfigurationPropertySource(
                                Map.of(
                                        "septet.public-url", "https://post.example",
                                        "septet.media-link-life", "2h",
                                        "septet.vault.key", "a2V5",
                                        "septet.platforms.instagram.base-url",
                                                "http://localhost:1/i",
                                        "septet.platforms.instagram.own-url",
                                                "http://localhost:1/i-own",
                                        "septet.platforms.instagram.web-url",
                                                "http://localhost:1/i-web",
                                        "septet.platforms.threads.base-url", "http://localhost:1/t",
                                        "septet.platforms.threads.web-url",
                                                "http://localhost:1/t-web")));

        assertThat(all.bindOrCreate("septet", MediaLinkProperties.class))
                .isEqualTo(
                        new MediaLinkProperties(
                                URI.create("https://post.example"), Duration.ofHours(2)));
        assertThat(all.bindOrCreate("septet.vault", VaultProperties.class))
                .isEqualTo(new VaultProperties(null, "a2V5"))
                .asString()
                .doesNotContain("a2V5");
        assertThat(all.bindOrCreate("septet.platforms.instagram", InstagramProperties.class))
                .isEqualTo(
                        new InstagramProperties(
                                URI.create("http://localhost:1/i"),
                                URI.create("http://localhost:1/i-own"),
                                URI.create("http://localhost:1/i-web")));
        assertThat(all.bindOrCreate("septet.platforms.threads", ThreadsProperties.class))
                .isEqualTo(
                        new ThreadsProperties(
                                URI.create("http://localhost:1/t"),
                                URI.create("http://localhost:1/t-web")));
    }

    @Test
    void knowsWherePeopleAreAskedAndNoAppUnlessOneIsNamed() {
        var none = new Binder(new MapConfigurationPropertySource(Map.of()));
        var named =
                new Binder(
                        new MapConfigurationPropertySource(
                                Map.of(
                                        "septet.platforms.x.client-id", "id",
                                        "septet.platforms.x.client-secret", "canary",
                                        "septet.platforms.x.authorize-url", "http://localhost:1/a",
                                        "septet.platforms.x.token-url", "http://localhost:1/t",
                                        "septet.platforms.linkedin.scopes", "openid profile")));

        assertThat(none.bindOrCreate("septet.platforms.x", XApp.class))
                .isEqualTo(
                        new XApp(
                                URI.create("https://x.com/i/oauth2/authorize"),
                                URI.create("https://api.x.com/2/oauth2/token"),
                                null,
                                null));
        assertThat(none.bindOrCreate("septet.platforms.facebook", FacebookApp.class))
                .isEqualTo(
                        new FacebookApp(
                                URI.create("https://www.facebook.com/v26.0/dialog/oauth"),
                                URI.create("https://graph.facebook.com/v26.0/oauth/access_token"),
                                null,
                                null));
        assertThat(none.bindOrCreate("septet.platforms.instagram", InstagramApp.class))
                .isEqualTo(
                        new InstagramApp(
                                URI.create("https://www.instagram.com/oauth/authorize"),
                                URI.create("https://api.instagram.com/oauth/access_token"),
                                null,
                                null));
        assertThat(none.bindOrCreate("septet.platforms.threads", ThreadsApp.class))
                .isEqualTo(
                        new ThreadsApp(
                                URI.create("https://threads.net/oauth/authorize"),
                                URI.create("https://graph.threads.net/oauth/access_token"),
                                null,
                                null));
        assertThat(none.bindOrCreate("septet.platforms.linkedin", LinkedInApp.class).tokenUrl())
                .isEqualTo(URI.create("https://www.linkedin.com/oauth/v2/accessToken"));
        assertThat(named.bindOrCreate("septet.platforms.linkedin", LinkedInApp.class).scopes())
                .isEqualTo("openid profile");
        var x = named.bindOrCreate("septet.platforms.x", XApp.class);
        assertThat(x)
                .isEqualTo(
                        new XApp(
                                URI.create("http://localhost:1/a"),
                                URI.create("http://localhost:1/t"),
                                "id",
                                "canary"));
        assertThat("" + x).doesNotContain("canary");
    }
}
