package io.septet.sandbox.grant;

import io.septet.sandbox.grant.Grant.Kind;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Journal;
import io.septet.sandbox.ledger.Platform;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens given out, and the apps that registered themselves. On disk {@code grants.jsonl}: a
 * line per {@link Grant}, per token that no longer counts, and per {@link App} of a server.
 */
public final class Grants implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final Map<String, Grant> byToken = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Map<String, App> apps = new ConcurrentHashMap<>();
    private final Journal journal;

    private Grants(Path folder, Clock clock) {
        this.clock = clock;
        this.journal = Journal.open(folder.resolve("grants.jsonl"), this::read);
    }

    public static Grants open(Path folder, Clock clock) {
        return new Grants(folder, clock);
    }

    private void read(ObjectNode line) {
        if (line.has("revoked")) {
            revoked.add(line.path("revoked").asString());
        } else if (line.has("app")) {
            App app = Json.MAPPER.treeToValue(line.path("app"), App.class);
            apps.put(place(line.path("instance").asInt(), app.id()), app);
        } else {
            Grant grant = Json.MAPPER.treeToValue(line, Grant.class);
            byToken.put(grant.token(), grant);
        }
    }

    /** Letters and digits that nobody can guess. */
    public static String random(String start, int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return start + Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    /**
     * Gives a token for a consent.
     *
     * @param life null = for ever
     */
    public Grant give(
            Kind kind,
            Platform platform,
            int instance,
            Consent consent,
            String token,
            @Nullable Duration life) {
        Instant now = clock.instant();
        return keep(
                new Grant(
                        token,
                        kind,
                        platform,
                        instance,
                        consent.client(),
                        consent.person(),
                        consent.accounts(),
                        consent.asked(),
                        consent.scopes(),
                        now,
                        life == null ? null : now.plus(life),
                        ""));
    }

    /**
     * Gives a token that is made of another.
     *
     * @param expiresAt null = not by time
     */
    public Grant give(
            Kind kind, Grant of, List<String> accounts, String token, @Nullable Instant expiresAt) {
        return keep(
                new Grant(
                        token,
                        kind,
                        of.platform(),
                        of.instance(),
                        of.client(),
                        of.person(),
                        accounts,
                        of.asked(),
                        of.scopes(),
                        clock.instant(),
                        expiresAt,
                        of.token()));
    }

    private Grant keep(Grant grant) {
        journal.append(grant);
        byToken.put(grant.token(), grant);
        return grant;
    }

    /** The token's grant, whether or not it still counts; null if it was never given there. */
    public @Nullable Grant find(Platform platform, int instance, @Nullable String token) {
        Grant grant = token == null ? null : byToken.get(token);
        return grant != null && grant.platform() == platform && grant.instance() == instance
                ? grant
                : null;
    }

    public Collection<Grant> all() {
        return byToken.values();
    }

    /** Takes a token back; false if it did not count any more. */
    public boolean revoke(Grant grant) {
        if (!revoked.add(grant.token())) {
            return false;
        }
        journal.append(Json.of("revoked", grant.token()));
        return true;
    }

    public boolean isRevoked(Grant grant) {
        return revoked.contains(grant.token());
    }

    public boolean isExpired(Grant grant) {
        return grant.expiresAt() != null && !clock.instant().isBefore(grant.expiresAt());
    }

    /** Whether it is neither revoked nor expired. */
    public boolean counts(Grant grant) {
        return !isRevoked(grant) && !isExpired(grant);
    }

    /** How many seconds of life a token has left, at least 1. */
    public long seconds(Instant expiresAt) {
        return Math.max(1, Duration.between(clock.instant(), expiresAt).toSeconds());
    }

    /** Keeps an app that registered itself with a server. */
    public void register(int instance, App app) {
        journal.append(Json.of("app", app, "instance", instance));
        apps.put(place(instance, app.id()), app);
    }

    /** An app that registered itself with that server, or null. */
    public @Nullable App app(int instance, @Nullable String client) {
        return client == null ? null : apps.get(place(instance, client));
    }

    private static String place(int instance, String client) {
        return instance + " " + client;
    }

    @Override
    public void close() {
        journal.close();
    }
}
