package io.septet.accounts.connect;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.CapabilitiesView;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Consents;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.Platforms;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves what each platform allows, and how its accounts are connected. */
@RestController
class PlatformController {
    private final Platforms platforms;
    private final Consents consents;

    PlatformController(Platforms platforms, Consents consents) {
        this.platforms = platforms;
        this.consents = consents;
    }

    record Page(List<PlatformView> items, @Nullable String next) {}

    record PlatformView(@JsonUnwrapped CapabilitiesView capabilities, Connect connect) {}

    /**
     * @param way {@code consent}; {@code server-consent}, for which a server is named; {@code
     *     password}, for which an account's name and an app password are given; or {@code bot}, for
     *     which a channel and the token of a bot that administers it are given
     * @param configured whether accounts can be connected that way here
     * @param missing the settings that are missing for it
     */
    record Connect(String way, boolean configured, List<String> missing) {}

    @GetMapping("/api/v1/platforms")
    @PreAuthorize("hasRole('VIEWER')")
    Page all() {
        return new Page(platforms.all().stream().map(this::view).toList(), null);
    }

    private PlatformView view(Capabilities platform) {
        return new PlatformView(
                CapabilitiesView.of(platform),
                consents.find(platform.id())
                        .map(PlatformController::connect)
                        .orElseGet(() -> new Connect(login(platform.id()), true, List.of())));
    }

    private String login(String platform) {
        return platforms
                .find(platform)
                .map(Platform::login)
                .orElse(Platform.Login.PASSWORD)
                .name()
                .toLowerCase(Locale.ROOT);
    }

    private static Connect connect(Consent consent) {
        return new Connect(
                consent.asksServer() ? "server-consent" : "consent",
                consent.missing().isEmpty(),
                consent.missing());
    }
}
