package io.septet.accounts.platform.mastodon;

import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import io.septet.accounts.platform.http.Servers;
import io.septet.accounts.vault.Sealed;
import io.septet.accounts.vault.Vault;
import io.septet.kit.redis.Partitions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriBuilderFactory;

/**
 * Our registrations at the servers that people have named, one for each server and address to come
 * back to; made when first needed, and again where a server no longer knows it.
 *
 * <pre>
 * SET accounts:{global}:mastodon-app:9f2c...  AZ3k...     (the vault's ciphertext of id and secret)
 * </pre>
 *
 * The key ends in the SHA-256 of server, address and scopes. Whose feeds they serve is not known
 * here: a registration opens no account by itself.
 */
final class MastodonApps {
    static final String SCOPES = "read:accounts read:statuses write:statuses write:media";

    private static final String SEALED_FOR = "mastodon-app";

    private final MastodonLoginApi api;
    private final Servers servers;
    private final StringRedisTemplate redis;
    private final Vault vault;

    MastodonApps(MastodonLoginApi api, Servers servers, StringRedisTemplate redis, Vault vault) {
        this.api = api;
        this.servers = servers;
        this.redis = redis;
        this.vault = vault;
    }

    /** Each is bound to its own key. */
    static Sealed places() {
        return new Sealed(":mastodon-app:", key -> Optional.of(new Sealed.To(SEALED_FOR, key)));
    }

    /** Id and secret of a registration. */
    record Registered(@Nullable String clientId, @Nullable String clientSecret) {
        @Override
        public String toString() {
            return "Registered";
        }

        String id() {
            return String.valueOf(clientId);
        }

        String secret() {
            return String.valueOf(clientSecret);
        }

        boolean whole() {
            return clientId != null
                    && !clientId.isBlank()
                    && clientSecret != null
                    && !clientSecret.isBlank();
        }
    }

    /** A registration that the server knows now. */
    Registered known(URI server, URI redirectUri) {
        var stored = stored(server, redirectUri);
        return stored.isPresent() && stillKnown(server, stored.get())
                ? stored.get()
                : register(server, redirectUri);
    }

    /** The registration under which a person was asked. */
    Optional<Registered> stored(URI server, URI redirectUri) {
        var key = key(server, redirectUri);
        return Optional.ofNullable(redis.opsForValue().get(key))
                .flatMap(sealed -> vault.open(SEALED_FOR, key, sealed))
                .map(text -> Outbound.JSON.readValue(text, Registered.class));
    }

    /** Forgets a registration that the server does not know any more. */
    void forget(URI server, URI redirectUri) {
        redis.delete(key(server, redirectUri));
    }

    /** Asks with our own credentials; only a clear "no such app" counts. */
    private boolean stillKnown(URI server, Registered app) {
        var reply =
                token(
                        server,
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", app.id(),
                                "client_secret", app.secret()));
        if (!(reply instanceof Answered answer) || answer.status() >= 500) {
            throw new ConnectRefused(server.getAuthority() + " cannot be reached now", true);
        }
        return !unknownApp(answer);
    }

    /** Whether a server says that it knows no such app. */
    static boolean unknownApp(Answered answer) {
        return !answer.ok()
                && answer.json()
                        .filter(json -> json.path("error").asString("").equals("invalid_client"))
                        .isPresent();
    }

    Reply token(URI server, Map<String, String> form) {
        var address = address(server);
        var body = new LinkedMultiValueMap<String, String>();
        form.forEach(body::add);
        return Reply.of(() -> api.token(address, body));
    }

    private Registered register(URI server, URI redirectUri) {
        var address = address(server);
        var host = server.getAuthority();
        var app = new LinkedMultiValueMap<String, String>();
        app.add("client_name", "Septet");
        app.add("redirect_uris", redirectUri.toString());
        app.add("scopes", SCOPES);
        var reply = Reply.of(() -> api.register(address, app));
        var registered =
                switch (reply) {
                    case Reply.NeverSent(var reason) ->
                            throw new ConnectRefused(host + " cannot be reached: " + reason, true);
                    case Reply.Lost(var reason) ->
                            throw new ConnectRefused(host + " cannot be reached: " + reason, true);
                    case Answered answer -> registered(host, answer);
                };
        var key = key(server, redirectUri);
        redis.opsForValue()
                .set(
                        key,
                        vault.seal(SEALED_FOR, key, Outbound.JSON.writeValueAsString(registered)));
        return registered;
    }

    private static Registered registered(String host, Answered answer) {
        if (answer.status() == 422) {
            var words =
                    answer.json()
                            .map(json -> json.path("error").asString(""))
                            .filter(text -> !text.isBlank());
            if (words.isPresent()) {
                throw new ConnectRefused(host + " says: " + Reply.shortened(words.get()), false);
            }
        }
        return Optional.of(answer)
                .filter(Answered::ok)
                .flatMap(found -> found.as(Registered.class))
                .filter(Registered::whole)
                .orElseThrow(() -> MastodonAccounts.notMastodon(host));
    }

    private UriBuilderFactory address(URI server) {
        return servers.of(server)
                .orElseThrow(() ->
                        new ConnectRefused(
                                "Give the server's address, beginning with https://", false));
    }

    private static String key(URI server, URI redirectUri) {
        var name = server + "|" + redirectUri + "|" + SCOPES;
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return "accounts:"
                    + Partitions.GLOBAL
                    + ":mastodon-app:"
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
