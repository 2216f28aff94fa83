package io.septet.kit.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Internal tokens (JWT, ES256, 60 seconds): {@code iss} the program that signs, {@code aud} the
 * service called, {@code sub} the member or service asking, {@code ws} the workspace, {@code role},
 * {@code ip} the address that the gateway has seen. Only the gateway may speak for members; every
 * other program speaks for itself, as {@link Role#SERVICE}.
 */
public final class InternalTokens {
    /** How long a token is good. */
    public static final Duration LIFE = Duration.ofSeconds(60);

    private static final String GATEWAY = "gateway";
    private static final Duration KEEP = LIFE.dividedBy(2);
    private static final int MOST_KNOWN = 100;
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final KeyRing keys;
    private final Clock clock;
    private final ConcurrentHashMap<String, Kept> own = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    /**
     * @param keys this program's own key and the others' public ones
     */
    public InternalTokens(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token with which a member's request goes on to a service; for the gateway alone. */
    public String forMember(Caller caller, String audience) {
        return sign(
                caller.member(),
                caller.workspace(),
                caller.role(),
                caller.address().isEmpty() ? null : caller.address(),
                audience);
    }

    /** A token with which this program calls a service on its own account. */
    public String forService(String audience) {
        var now = clock.instant();
        var kept = own.get(audience);
        if (kept == null || now.isAfter(kept.renew()) || now.isBefore(kept.made())) {
            kept =
                    new Kept(
                            sign(keys.service(), null, Role.SERVICE, null, audience),
                            now,
                            now.plus(KEEP));
            own.put(audience, kept);
        }
        return kept.token();
    }

    /**
     * A token of our own that is used again, because signing costs more than the call it is for.
     */
    private record Kept(String token, Instant made, Instant renew) {}

    /**
     * A token that was found good.
     *
     * @param end after which it is none any more
     */
    private record Known(Caller caller, String audience, Instant end) {}

    /** Who is asking; empty if the token is not a good one for this audience. */
    public Optional<Caller> verify(String token, String audience) {
        var now = clock.instant();
        var before = known.get(token);
        if (before != null && before.audience().equals(audience) && !now.isAfter(before.end())) {
            return Optional.of(before.caller());
        }
        var checked = check(token, audience);
        // A service's token comes with each of its calls, and checking it costs more than the call;
        // a member's comes once.
        checked.filter(good -> good.caller().role() == Role.SERVICE)
                .ifPresent(good -> {
                    if (known.size() >= MOST_KNOWN) {
                        known.clear();
                    }
                    known.put(token, good);
                });
        return checked.map(Known::caller);
    }

    private Optional<Known> check(String token, String audience) {
        try {
            var jwt = SignedJWT.parse(token);
            var claims = jwt.getJWTClaimsSet();
            var issuer = String.valueOf(claims.getIssuer());
            var key = keys.publicKey(issuer, String.valueOf(jwt.getHeader().getKeyID()));
            if (key.isEmpty()
                    || !JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new ECDSAVerifier(key.get()))
                    || !claims.getAudience().contains(audience)
                    || expired(claims)) {
                return Optional.empty();
            }
            var role = Role.valueOf(String.valueOf(claims.getStringClaim("role")));
            var workspace = claims.getStringClaim("ws");
            if (role != Role.SERVICE && (!issuer.equals(GATEWAY) || workspace == null)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Known(
                            new Caller(
                                    String.valueOf(claims.getSubject()),
                                    workspace == null ? "" : workspace,
                                    role,
                                    Objects.requireNonNullElse(claims.getStringClaim("ip"), "")),
                            audience,
                            claims.getExpirationTime().toInstant().plus(SKEW)));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean expired(JWTClaimsSet claims) {
        var end = claims.getExpirationTime();
        return end == null || end.toInstant().plus(SKEW).isBefore(clock.instant());
    }

    private String sign(
            String subject,
            @Nullable String workspace,
            Role role,
            @Nullable String address,
            String audience) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(keys.service())
                        .subject(subject)
                        .audience(audience)
                        .claim("role", role.name())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)));
        if (workspace != null) {
            claims.claim("ws", workspace);
        }
        if (address != null) {
            claims.claim("ip", address);
        }
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(JOSEObjectType.JWT)
                                .keyID(keys.own().getKeyID())
                                .build(),
                        claims.build());
        try {
            jwt.sign(new ECDSASigner(keys.own()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
