package io.septet.accounts.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CapabilitiesTests {
    private static final Capabilities.ImageSize WIDE =
            new Capabilities.ImageSize(320, 1440, 0, 0, 0.8, 1.91);

    @Test
    void aFeedStoredBeforeSizesWereToldHasThoseOfItsPlatform() {
        var stored =
                JsonMapper.shared()
                        .readValue(
                                "{\"most\":4,\"types\":[\"image/png\"],\"bytes\":9,\"altText\":7}",
                                Capabilities.ImageRule.class);
        var text = new Capabilities.TextRule(500, Capabilities.Counting.CHARACTERS, 0);
        var platform =
                new Capabilities(
                        "p",
                        "P",
                        Capabilities.PublishClass.N,
                        text,
                        new Capabilities.ImageRule(1, List.of("image/jpeg"), 1, 1, WIDE),
                        new Capabilities.Lead(Duration.ZERO, Duration.ZERO),
                        List.of(),
                        1);

        assertThat(platform.with(text, stored).images())
                .isEqualTo(new Capabilities.ImageRule(4, List.of("image/png"), 9, 7, WIDE));
        var own = Capabilities.ImageSize.pixels(100);
        assertThat(platform.with(text, stored.sized(own)).images().size()).isEqualTo(own);
    }
}
