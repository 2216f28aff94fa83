package io.septet.accounts.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.twitter.twittertext.TwitterTextParser;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinkProperties;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.bluesky.BlueskyPlatform;
import io.septet.accounts.platform.bluesky.BlueskyProperties;
import io.septet.accounts.platform.facebook.FacebookPlatform;
import io.septet.accounts.platform.facebook.FacebookProperties;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.accounts.platform.instagram.InstagramPlatform;
import io.septet.accounts.platform.instagram.InstagramProperties;
import io.septet.accounts.platform.linkedin.LinkedInPlatform;
import io.septet.accounts.platform.linkedin.LinkedInProperties;
import io.septet.accounts.platform.mastodon.MastodonPlatform;
import io.septet.accounts.platform.telegram.TelegramPlatform;
import io.septet.accounts.platform.telegram.TelegramProperties;
import io.septet.accounts.platform.threads.ThreadsPlatform;
import io.septet.accounts.platform.threads.ThreadsProperties;
import io.septet.accounts.platform.x.XPlatform;
import io.septet.accounts.platform.x.XProperties;
import io.septet.kit.SeptetProperties;
import io.septet.kit.time.ContractTimings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Every platform's way of counting, by samples that the web client's tests read too: a text must
 * have one length wherever it is counted. The numbers come from the platforms' own rules, not from
 * this program; {@code why} names the rule where it is not plain.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountingTests {
    private static final URI ANYWHERE = URI.create("http://localhost");

    @TempDir private static Path data;

    private final Map<String, Platform> platforms = new TreeMap<>();
    private final OutboundProperties allowed = new OutboundProperties(true);
    private final Outbound outbound = new Outbound(ContractTimings.production(), allowed);

    record Sample(String text, Map<String, Integer> counts) {
        @Override
        public String toString() {
            return text.length() < 50 ? text : text.substring(0, 50) + "...";
        }
    }

    @BeforeAll
    void all() {
        var clock = Clock.systemUTC();
        var septet = new SeptetProperties("accounts", data, 1, 1, ANYWHERE, ANYWHERE, ANYWHERE);
        var files = new MediaFiles(septet);
        var links =
                new MediaLinks(
                        new MediaLinkProperties(ANYWHERE, Duration.ofHours(24)), septet, clock);
        Stream.of(
                        new XPlatform(new XProperties(ANYWHERE, ANYWHERE), outbound, files, clock),
                        new MastodonPlatform(outbound, allowed, files, clock),
                        new BlueskyPlatform(
                                new BlueskyProperties(ANYWHERE, ANYWHERE),
                                outbound,
                                allowed,
                                files,
                                clock),
                        new LinkedInPlatform(
                                new LinkedInProperties(ANYWHERE, ANYWHERE, "202608"),
                                outbound,
                                files,
                                clock),
                        new ThreadsPlatform(
                                new ThreadsProperties(ANYWHERE, ANYWHERE),
                                outbound,
                                files,
                                links,
                                clock),
                        new InstagramPlatform(
                                new InstagramProperties(ANYWHERE, ANYWHERE, ANYWHERE),
                                outbound,
                                files,
                                links,
                                clock),
                        new FacebookPlatform(
                                new FacebookProperties(ANYWHERE), outbound, files, clock),
                        new TelegramPlatform(
                                new TelegramProperties(ANYWHERE, ANYWHERE), outbound, files, clock))
                .forEach(platform -> platforms.put(platform.capabilities().id(), platform));
    }

    static List<Sample> samples() throws IOException {
        try (var in = open("samples.json")) {
            return List.of(Outbound.JSON.readValue(in, Sample[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void countsAsThePlatformsDo(Sample sample) {
        var counted = new TreeMap<String, Integer>();
        platforms.forEach((id, platform) -> counted.put(id, length(platform, sample.text())));

        assertThat(counted).isEqualTo(new TreeMap<>(sample.counts()));
    }

    @Test
    void thereAreSamplesOfEverything() throws IOException {
        var texts = samples().stream().map(Sample::text).toList();

        assertThat(texts).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    /** The longest text that could be allowed is shorter than any, so that its length is told. */
    private static int length(Platform platform, String text) {
        var usual = platform.capabilities();
        var none =
                usual.with(
                        new Capabilities.TextRule(-1, usual.text().counting(), usual.text().link()),
                        usual.images());
        var picture = new Content.MediaItem("", usual.images().types().getFirst(), 1, 1, 1, null);
        return platform.check(none, new Content(text, List.of(picture), null, null)).stream()
                .filter(fault -> fault.type().equals("text-too-long"))
                .map(ContentFault::length)
                .map(length -> Math.toIntExact(Objects.requireNonNull(length)))
                .findFirst()
                .orElseThrow();
    }

    record Conformance(String description, String text, int weightedLength) {
        @Override
        public String toString() {
            return description;
        }
    }

    /** Those parts of X's own file that are about its present rule. */
    static List<Conformance> conformance() throws IOException {
        try (var in = open("twitter-text/validate.yml")) {
            var tests = Outbound.JSON.valueToTree(new Yaml().load(in)).path("tests");
            return Stream.of(
                            "WeightedTweetsWithDiscountedEmojiCounterTest",
                            "UnicodeDirectionalMarkerCounterTest")
                    .flatMap(name -> tests.path(name).valueStream())
                    .map(test ->
                            new Conformance(
                                    test.path("description").asString(),
                                    test.path("text").asString(),
                                    test.path("expected").path("weightedLength").asInt()))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("conformance")
    void countsAsXsOwnTestsSay(Conformance test) {
        assertThat(TwitterTextParser.parseTweet(test.text()).weightedLength)
                .isEqualTo(test.weightedLength());
        assertThat(length(Objects.requireNonNull(platforms.get("x")), test.text()))
                .isEqualTo(test.weightedLength());
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(CountingTests.class.getResourceAsStream("/counting/" + file));
    }
}
