package io.septet.accounts.platform.bluesky;

import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Connects accounts by handle and app password. */
final class BlueskyAccounts {
    private final BlueskyApi api;
    private final Sessions sessions;
    private final URI webUrl;
    private final Clock clock;

    BlueskyAccounts(BlueskyApi api, Sessions sessions, URI webUrl, Clock clock) {
        this.api = api;
        this.sessions = sessions;
        this.webUrl = webUrl;
        this.clock = clock;
    }

    ConnectedAccount connect(ConnectRequest request) {
        var identifier = request.account() == null ? "" : request.account().strip();
        if (identifier.startsWith("@")) {
            identifier = identifier.substring(1);
        }
        if (identifier.isEmpty()) {
            throw new ConnectRefused(
                    "Give the account's handle, such as alice.bsky.social, and an app password",
                    false);
        }
        if (!sessions.mayCall(request.server())) {
            throw new ConnectRefused(
                    "Give the server's address, beginning with https://, or none", false);
        }
        var host = String.valueOf(sessions.or(request.server()).getAuthority());
        var signIn = sessions.signIn(request.server(), identifier, request.accessToken());
        var session = signIn.session();
        var account = signIn.account();
        if (session == null || account == null || account.did() == null) {
            throw refused(host, signIn.reply());
        }
        if (Boolean.FALSE.equals(account.active())) {
            throw new ConnectRefused(host + " says that this account is not active", false);
        }
        sessions.keep(request.server(), account.did(), request.accessToken(), session);
        var handle = account.handle() == null ? account.did() : account.handle();
        var profile = profile(session, account.did());
        return new ConnectedAccount(
                account.did(),
                handle,
                profile.map(BlueskyWire.Profile::displayName)
                        .filter(name -> !name.isBlank())
                        .orElse(handle),
                BlueskyLinks.profile(webUrl, handle),
                profile.map(BlueskyWire.Profile::avatar).orElse(null),
                request.accessToken(),
                BlueskyPlatform.CAPABILITIES);
    }

    /** Name and picture are nice to have; without them the handle must do. */
    private Optional<BlueskyWire.Profile> profile(Session session, String did) {
        return Optional.of(Reply.of(() -> api.profile(session.server(), session.bearer(), did)))
                .filter(Answered.class::isInstance)
                .map(Answered.class::cast)
                .filter(Answered::ok)
                .flatMap(answer -> answer.as(BlueskyWire.Profile.class));
    }

    private ConnectRefused refused(String host, Reply reply) {
        return switch (reply) {
            case Reply.NeverSent(var reason) ->
                    new ConnectRefused(host + " cannot be reached. " + reason, true);
            case Reply.Lost(var reason) ->
                    new ConnectRefused(host + " does not answer properly. " + reason, true);
            case Answered answer ->
                    switch (BlueskyAnswers.of(answer, clock)) {
                        case Refusal.SessionOver(var words) ->
                                new ConnectRefused(
                                        host + " does not accept this app password: " + words,
                                        false);
                        case Refusal.TokenDead(var words) ->
                                new ConnectRefused(host + " says: " + words, false);
                        case Refusal.Limited limited ->
                                new ConnectRefused(
                                        host + " allows no more sign-ins for now; try again later",
                                        true);
                        case Refusal.Uncertain uncertain when answer.status() < 500 ->
                                notBluesky(host);
                        case Refusal.Gone gone -> notBluesky(host);
                        case Refusal other -> other.connecting(host);
                    };
        };
    }

    private static ConnectRefused notBluesky(String host) {
        return new ConnectRefused(host + " does not answer like a Bluesky server", false);
    }
}
