package io.septet.accounts.connect;

import io.septet.accounts.feed.FeedBook;
import io.septet.accounts.feed.FeedView;
import io.septet.accounts.feed.Servers;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Consents;
import io.septet.accounts.platform.Platforms;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connects accounts by their owner's consent at the platform. */
@RestController
@RequestMapping("/api/v1/feeds/connect")
class ConnectController {
    private final Consenting consenting;
    private final Consents consents;
    private final Platforms platforms;
    private final Attempts attempts;
    private final Reachability reachability;
    private final FeedBook feeds;

    ConnectController(
            Consenting consenting,
            Consents consents,
            Platforms platforms,
            Attempts attempts,
            Reachability reachability,
            FeedBook feeds) {
        this.consenting = consenting;
        this.consents = consents;
        this.platforms = platforms;
        this.attempts = attempts;
        this.reachability = reachability;
        this.feeds = feeds;
    }

    /**
     * @param server the server's address, for platforms of many servers
     * @param feed the feed to connect again
     */
    record Begin(@Size(max = 300) @Nullable String server, @Nullable String feed) {}

    /**
     * @param authorizeUrl the platform's page, to which the member's browser goes now
     * @param warning what will not work although the account can be connected; null = nothing known
     */
    record Begun(String id, URI authorizeUrl, Instant expiresAt, @Nullable String warning) {}

    /** Begins: answers where the member is asked for her consent. */
    @PostMapping("/{platform}")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    Begun begin(
            Caller caller,
            @PathVariable String platform,
            @Valid @RequestBody(required = false) @Nullable Begin wish) {
        var consent = configured(platform);
        var feed = wish == null || wish.feed() == null ? null : feed(caller, platform, wish.feed());
        var server =
                consent.asksServer() ? server(wish == null ? null : wish.server(), feed) : null;
        var begun = consenting.begin(caller, consent, server, feed == null ? null : feed.id());
        return new Begun(
                begun.attempt().id(),
                begun.authorizeUrl(),
                begun.attempt().expiresAt(),
                consent.fetchesPictures() ? reachability.look().reason() : null);
    }

    /**
     * What came back with the member; {@code code}, or {@code error} and {@code errorDescription}.
     */
    record Complete(
            @NotBlank @Size(max = 500) String state,
            @Size(max = 8192) @Nullable String code,
            @Size(max = 200) @Nullable String error,
            @Size(max = 1000) @Nullable String errorDescription) {
        @Override
        public String toString() {
            return "Complete";
        }
    }

    /** Goes on when the member is back: answers the accounts to choose from. */
    @PostMapping("/complete")
    @PreAuthorize("hasRole('OWNER')")
    AttemptView complete(Caller caller, @Valid @RequestBody Complete wish) {
        return AttemptView.of(
                consenting.complete(
                        caller, wish.state(), wish.code(), wish.error(), wish.errorDescription()),
                feeds);
    }

    @GetMapping("/attempts/{id}")
    @PreAuthorize("hasRole('OWNER')")
    AttemptView attempt(Caller caller, @PathVariable String id) {
        return AttemptView.of(find(caller, id), feeds);
    }

    record Choose(@NotEmpty @Size(max = 100) List<@NotBlank @Size(max = 300) String> choices) {}

    record Chosen(List<FeedView> items) {}

    /** Connects what was chosen; an account that is connected already is connected again. */
    @PostMapping("/attempts/{id}/choose")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.CREATED)
    Chosen choose(Caller caller, @PathVariable String id, @Valid @RequestBody Choose wish) {
        return new Chosen(consenting.choose(find(caller, id), new HashSet<>(wish.choices())));
    }

    private Attempt find(Caller caller, String id) {
        return attempts.find(caller, id).orElseThrow(() -> Problem.notFound("connect-attempt", id));
    }

    private Consent configured(String platform) {
        if (platforms.find(platform).isEmpty()) {
            throw Problem.unprocessable(
                            "platform-unknown",
                            "This platform is not supported",
                            "No platform is called " + platform)
                    .with("platform", platform);
        }
        var consent =
                consents.find(platform)
                        .orElseThrow(() ->
                                Problem.unprocessable(
                                                "connect-by-password",
                                                "This platform's accounts are connected by password or token",
                                                "Use POST /api/v1/feeds with account and accessToken")
                                        .with("platform", platform));
        if (!consent.missing().isEmpty()) {
            throw Problem.unprocessable(
                            "platform-not-configured",
                            "This platform is not set up here",
                            "These settings of accounts-service are missing: "
                                    + String.join(", ", consent.missing()))
                    .with("platform", platform)
                    .with("missing", consent.missing());
        }
        return consent;
    }

    private FeedBook.Of feed(Caller caller, String platform, String id) {
        var feed =
                feeds.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("feed", id));
        if (!feed.platform().equals(platform)) {
            throw Problem.unprocessable(
                            "connect-other-account",
                            "This is another account than the feed's",
                            "The feed is on " + feed.platform())
                    .with("feed", id);
        }
        return feed;
    }

    private static URI server(@Nullable String named, FeedBook.@Nullable Of feed) {
        if (feed != null && feed.server() != null) {
            return feed.server();
        }
        return Servers.read(named)
                .orElseThrow(() ->
                        Problem.unprocessable(
                                "server-invalid",
                                "This is not the address of a server",
                                "Give it as https://host or https://host:port"));
    }
}
