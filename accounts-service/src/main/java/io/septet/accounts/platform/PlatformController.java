package io.septet.accounts.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves what each platform allows. */
@RestController
class PlatformController {
    private final Platforms platforms;

    PlatformController(Platforms platforms) {
        this.platforms = platforms;
    }

    record Page(List<CapabilitiesView> items, @Nullable String next) {}

    @GetMapping("/api/v1/platforms")
    @PreAuthorize("hasRole('VIEWER')")
    Page all() {
        return new Page(platforms.all().stream().map(CapabilitiesView::of).toList(), null);
    }
}
