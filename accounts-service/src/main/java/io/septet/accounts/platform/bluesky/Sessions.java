package io.septet.accounts.platform.bluesky;

import io.septet.accounts.platform.FeedAccess;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriBuilderFactory;
import tools.jackson.databind.JsonNode;

/**
 * Signs accounts in with their app passwords and keeps the sessions in memory, since signing in is
 * limited to 30 times in 5 minutes and 300 a day. One sign-in per account at a time; sessions are
 * lost with the process, and made again when they are needed.
 */
final class Sessions {
    /** What a session must still last for work that takes several calls. */
    private static final Duration FOR_WORK = Duration.ofMinutes(5);

    /** What a session must still last for a single call. */
    private static final Duration FOR_A_CALL = Duration.ofSeconds(5);

    private final BlueskyApi api;
    private final Servers servers;
    private final URI usual;
    private final Clock clock;
    private final Map<Key, Place> places = new ConcurrentHashMap<>();

    /**
     * @param usual the server of accounts that name none
     */
    Sessions(BlueskyApi api, Servers servers, URI usual, Clock clock) {
        this.api = api;
        this.servers = servers;
        this.usual = usual;
        this.clock = clock;
    }

    /** Another password is another key: whoever does not know it gets no session by it. */
    private record Key(URI server, String did, String digest) {}

    private static final class Place {
        private volatile @Nullable Session session;
    }

    /**
     * @param session null if the account was not signed in
     * @param account what the server said of it
     * @param reply how the server answered
     */
    record SignIn(@Nullable Session session, BlueskyWire.@Nullable SignedIn account, Reply reply) {}

    /** The account's session if there is one; never waits and never calls. */
    Optional<Session> find(FeedAccess feed) {
        return Optional.ofNullable(place(feed).session)
                .filter(known -> known.lasts(clock.instant(), FOR_A_CALL));
    }

    /**
     * Makes sure of a session that lasts a while.
     *
     * @return null if there is one, else how signing in has failed
     */
    @Nullable Reply ensure(FeedAccess feed) {
        var known = place(feed).session;
        if (known != null && known.lasts(clock.instant(), FOR_WORK)) {
            return null;
        }
        var signIn = renew(feed, known);
        return signIn.session() == null ? signIn.reply() : null;
    }

    /**
     * A session other than {@code over}. Whoever comes second gets what the first one got.
     *
     * @return without session if signing in has failed
     */
    SignIn renew(FeedAccess feed, @Nullable Session over) {
        var place = place(feed);
        synchronized (place) {
            var present = place.session;
            if (present != null
                    && !present.equals(over)
                    && present.lasts(clock.instant(), FOR_A_CALL)) {
                return new SignIn(present, null, new Reply.NeverSent("signed in already"));
            }
            var signIn = signIn(feed.server(), feed.platformAccount(), feed.accessToken());
            place.session = signIn.session();
            return signIn;
        }
    }

    /**
     * Makes a call with the account's session. One that the server no longer takes is renewed once
     * and the call repeated, so this is not for calls that make something public.
     *
     * @return the call's reply; that of signing in, if it failed
     */
    Reply call(FeedAccess feed, Function<Session, ResponseEntity<byte[]>> call) {
        var session = place(feed).session;
        if (session == null || !session.lasts(clock.instant(), FOR_A_CALL)) {
            var signIn = renew(feed, session);
            if (signIn.session() == null) {
                return signIn.reply();
            }
            session = signIn.session();
        }
        var reply = with(session, call);
        if (!(reply instanceof Answered answer
                && !answer.ok()
                && BlueskyAnswers.of(answer, clock) instanceof Refusal.SessionOver)) {
            return reply;
        }
        var signIn = renew(feed, session);
        return signIn.session() == null ? signIn.reply() : with(signIn.session(), call);
    }

    private static Reply with(Session session, Function<Session, ResponseEntity<byte[]>> call) {
        return Reply.of(() -> call.apply(session));
    }

    /** Signs in without regard to what is kept, as connecting an account must. */
    SignIn signIn(@Nullable URI address, String identifier, String password) {
        var server = servers.of(or(address));
        if (server.isEmpty()) {
            return new SignIn(
                    null,
                    null,
                    new Reply.NeverSent("The address of this server may not be called"));
        }
        var reply =
                Reply.of(() ->
                        api.signIn(server.get(), new BlueskyWire.SignIn(identifier, password)));
        if (!(reply instanceof Answered answer) || !answer.ok()) {
            return new SignIn(null, null, reply);
        }
        var account = answer.as(BlueskyWire.SignedIn.class).orElse(null);
        if (account == null || account.accessJwt() == null || account.did() == null) {
            return new SignIn(null, null, new Reply.Lost("The answer to signing in is unreadable"));
        }
        var keeper = keeper(account.didDoc()).flatMap(servers::of).orElse(server.get());
        return new SignIn(Session.of(keeper, account.accessJwt(), clock.instant()), account, reply);
    }

    /** Keeps a session that connecting the account, or a test, has made. */
    void keep(@Nullable URI address, String did, String password, Session session) {
        place(new Key(or(address), did, digest(password))).session = session;
    }

    /** Whether accounts may sign in at this address at all. */
    boolean mayCall(@Nullable URI address) {
        return servers.of(or(address)).isPresent();
    }

    /** The address at which an account signs in. */
    URI or(@Nullable URI address) {
        return address == null ? usual : address;
    }

    /** The account's own server as its identity document names it. */
    private static Optional<URI> keeper(@Nullable JsonNode document) {
        if (document == null) {
            return Optional.empty();
        }
        for (JsonNode service : document.path("service")) {
            if (service.path("id").asString("").endsWith("#atproto_pds")) {
                try {
                    return Optional.of(URI.create(service.path("serviceEndpoint").asString("")));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** The account's own server, as far as is known. */
    Optional<UriBuilderFactory> server(FeedAccess feed) {
        var session = place(feed).session;
        return session == null ? servers.of(or(feed.server())) : Optional.of(session.server());
    }

    private Place place(FeedAccess feed) {
        return place(
                new Key(or(feed.server()), feed.platformAccount(), digest(feed.accessToken())));
    }

    private Place place(Key key) {
        return places.computeIfAbsent(key, any -> new Place());
    }

    private static String digest(String password) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
