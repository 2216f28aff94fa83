package io.septet.accounts.feed;

import io.septet.accounts.platform.Asking;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.Platform;
import io.septet.accounts.platform.Platforms;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connects, shows, renames, checks and disconnects feeds. */
@RestController
@RequestMapping("/api/v1/feeds")
class FeedController {
    private final Feeds feeds;
    private final OpenFeeds open;
    private final Platforms platforms;
    private final Renewals renewals;
    private final Asking asking;
    private final FeedBook book;

    FeedController(
            Feeds feeds,
            OpenFeeds open,
            Platforms platforms,
            Renewals renewals,
            Asking asking,
            FeedBook book) {
        this.feeds = feeds;
        this.open = open;
        this.platforms = platforms;
        this.renewals = renewals;
        this.asking = asking;
        this.book = book;
    }

    record Page(List<FeedView> items, @Nullable String next) {}

    /**
     * @param accessToken what the platform gave, or an app password; never shown again
     * @param name what the team calls the feed; absent = as the platform does
     * @param server the address, for platforms of many servers
     * @param page which page, where one login has several
     * @param account the account's name, where it signs in by an app password
     */
    record Connect(
            @NotBlank String platform,
            @NotBlank @Size(max = 4096) String accessToken,
            @Size(min = 1, max = 100) @Nullable String name,
            @Nullable String server,
            @Size(max = 100) @Nullable String page,
            @Size(max = 300) @Nullable String account) {
        @Override
        public String toString() {
            return "Connect[" + platform + "]";
        }
    }

    record Rename(@NotBlank @Size(max = 100) String name) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Page all(Caller caller) {
        return new Page(
                feeds.all(caller.workspace()).stream()
                        .map(feed -> FeedView.of(feed, platforms))
                        .toList(),
                null);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    ResponseEntity<FeedView> one(Caller caller, @PathVariable String id) {
        return answer(HttpStatus.OK, find(caller, id));
    }

    /**
     * Connects an account. One that is connected already gets the new token and is answered with
     * 200: this is how an account is connected again.
     */
    @PostMapping
    @PreAuthorize("hasRole('OWNER')")
    ResponseEntity<FeedView> connect(Caller caller, @Valid @RequestBody Connect wish) {
        var platform =
                platforms
                        .find(wish.platform())
                        .orElseThrow(() ->
                                Problem.unprocessable(
                                                "platform-unknown",
                                                "This platform is not supported",
                                                "No platform is called " + wish.platform())
                                        .with("platform", wish.platform()));
        var server = wish.server() == null ? null : server(wish.server());
        var account =
                ask(
                        platform,
                        new ConnectRequest(
                                wish.accessToken(), server, wish.page(), wish.account()));
        var taken =
                book.take(
                        caller.workspace(),
                        wish.platform(),
                        server,
                        account,
                        Credential.of(account.accessToken()),
                        wish.name());
        return answer(taken.fresh() ? HttpStatus.CREATED : HttpStatus.OK, taken.feed());
    }

    @PatchMapping("/{id}")
    @PreAuthorize("hasRole('OWNER')")
    ResponseEntity<FeedView> rename(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Rename wish) {
        find(caller, id);
        var version = version(ifMatch);
        return answer(
                HttpStatus.OK,
                feeds.update(caller.workspace(), id, version, null, feed -> feed.named(wish.name()))
                        .orElseThrow(() ->
                                Problem.stale(
                                        "feed",
                                        version == null ? 0 : version,
                                        find(caller, id).version())));
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('OWNER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disconnect(Caller caller, @PathVariable String id) {
        if (!feeds.remove(caller.workspace(), id)) {
            throw Problem.notFound("feed", id);
        }
    }

    /** Asks the platform whether the feed's token is still good and what its server allows. */
    @PostMapping("/{id}/check")
    @PreAuthorize("hasRole('EDITOR')")
    ResponseEntity<FeedView> check(Caller caller, @PathVariable String id) {
        var feed = renewed(find(caller, id));
        if (renewals.overdue(feed)) {
            // Why it could not be renewed is noted already.
            return answer(HttpStatus.OK, feed);
        }
        var checked =
                feeds.update(caller.workspace(), id, null, null, examined(feed))
                        .orElseThrow(() -> Problem.notFound("feed", id));
        return answer(HttpStatus.OK, checked);
    }

    private Feed renewed(Feed feed) {
        if (feed.health() == Feed.Health.RECONNECT || !renewals.overdue(feed)) {
            return feed;
        }
        renewals.renewOverdue(feed);
        return feeds.find(feed.workspace(), feed.id()).orElse(feed);
    }

    private UnaryOperator<Feed> examined(Feed feed) {
        var opened = open.open(feed);
        if (opened.isEmpty()) {
            return present ->
                    present.with(
                            Feed.Health.RECONNECT,
                            "The stored token cannot be read; connect it again");
        }
        var request =
                new ConnectRequest(
                        opened.get().access().accessToken(),
                        feed.server(),
                        feed.platformAccount(),
                        feed.platformAccount());
        try {
            var account =
                    asking.ask(
                            feed.name(),
                            opened.get().where(),
                            () -> opened.get().platform().connect(request));
            return account.platformAccount().equals(feed.platformAccount())
                    ? present -> present.refreshed(account)
                    : present ->
                            present.with(
                                    Feed.Health.RECONNECT, "The token belongs to another account");
        } catch (ConnectRefused e) {
            return present ->
                    present.with(
                            e.unreachable() ? Feed.Health.UNREACHABLE : Feed.Health.RECONNECT,
                            e.getMessage());
        }
    }

    private ConnectedAccount ask(Platform platform, ConnectRequest request) {
        try {
            var name = platform.capabilities().name();
            return asking.ask(
                    request.server() == null ? name : request.server().getAuthority(),
                    Asking.where(platform.capabilities().id(), request.server()),
                    () -> platform.connect(request));
        } catch (ConnectRefused e) {
            // 422 even when the platform is silent: this service itself is up and stays in use.
            throw (e.unreachable()
                            ? Problem.unprocessable(
                                    "platform-unreachable",
                                    "The platform does not answer",
                                    String.valueOf(e.getMessage()))
                            : Problem.unprocessable(
                                    "connect-refused",
                                    "The platform does not accept this account",
                                    String.valueOf(e.getMessage())))
                    .with("platform", platform.capabilities().id());
        }
    }

    private static URI server(String text) {
        return Servers.read(text)
                .orElseThrow(() ->
                        Problem.unprocessable(
                                "server-invalid",
                                "This is not the address of a server",
                                "Give it as https://host or https://host:port"));
    }

    private Feed find(Caller caller, String id) {
        return feeds.find(caller.workspace(), id).orElseThrow(() -> Problem.notFound("feed", id));
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        try {
            return Long.valueOf(ifMatch.replace("W/", "").replace("\"", "").strip());
        } catch (NumberFormatException e) {
            throw Problem.badRequest(
                    "if-match-invalid",
                    "The If-Match header cannot be read",
                    "Give the ETag of the document as it was answered");
        }
    }

    private ResponseEntity<FeedView> answer(HttpStatus status, Feed feed) {
        return answer(status, FeedView.of(feed, platforms));
    }

    private static ResponseEntity<FeedView> answer(HttpStatus status, FeedView feed) {
        return ResponseEntity.status(status).eTag("\"" + feed.version() + "\"").body(feed);
    }
}
