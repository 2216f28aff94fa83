package io.septet.gateway.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.gateway.GatewayProperties;
import io.septet.gateway.breaker.ServiceBreakers;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.InternalClients;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What accounts-service knows about members and tokens. It alone checks passwords and bearer
 * tokens; its answers are trusted for a second, so that a changed role acts at once.
 */
@Component
public class Accounts {
    private static final String SERVICE = "accounts";
    private static final Pattern TOKEN = Pattern.compile("spt_[A-Za-z0-9_-]{1,200}");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RETRY = HttpHeaders.RETRY_AFTER;
    private static final String PROBLEMS = "/problems/";
    private static final Set<Integer> PASSED_ON = Set.of(404, 409, 422);
    private static final Set<Integer> PASSED_ON_VOUCHED = Set.of(403);
    private static final Set<Integer> PASSED_ON_SIGNING_IN = Set.of(401, 429);
    private static final Set<String> CODES =
            Set.of("code-needed", "code-wrong", "too-many-attempts");
    private static final List<String> FACTS = List.of("limit", "length", "errors");

    private final RestClient client;
    private final ServiceBreakers breakers;
    private final ShortLived<Known> members;
    private final ShortLived<Identity> tokens;

    Accounts(
            InternalClients clients,
            ServiceBreakers breakers,
            GatewayProperties gateway,
            Clock clock) {
        this.client = clients.client(SERVICE, gateway.read());
        this.breakers = breakers;
        this.members = new ShortLived<>(clock, gateway.trust());
        this.tokens = new ShortLived<>(clock, gateway.trust());
    }

    /**
     * A member and where it belongs.
     *
     * @param epoch which of its sessions are good: those begun in it; null = the first
     * @param workspaces in the member's own order
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Known(Member member, @Nullable Long epoch, List<Membership> workspaces) {
        /** The epoch in which sessions are good. */
        public long sessions() {
            return epoch == null ? 0 : epoch;
        }

        /**
         * @param factors whether two factors were shown in another way than accounts-service knows
         *     of
         */
        public List<Membership> workspaces(boolean factors) {
            return factors ? workspaces.stream().map(Membership::open).toList() : workspaces;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Verified(Member member, Membership workspace) {}

    /**
     * The member with this email, if the password is right, and the code where one is needed.
     *
     * @param code of the second factor; null = none was given
     * @param address from which it is tried
     * @throws Problem 401 {@code code-needed}, {@code code-wrong}
     */
    public Optional<Known> signIn(
            String email, String password, @Nullable String code, String address) {
        var body = new HashMap<>(Map.of("email", email, "password", password, "address", address));
        if (code != null) {
            body.put("code", code);
        }
        var known =
                ask(
                        client.post().uri("/internal/v1/sign-in").body(body),
                        Known.class,
                        Set.of(401, 422),
                        CODES);
        known.ifPresent(it -> members.put(it.member().id(), it));
        return known;
    }

    /**
     * Whom the organisation's provider vouches for.
     *
     * @param email which it has verified
     * @param factors whether it says that two factors were shown
     * @param address from which they sign in
     */
    public record Vouched(
            String email, String name, List<String> groups, boolean factors, String address) {}

    /**
     * The member whom the provider vouches for, made if its groups say so.
     *
     * @throws Problem what accounts-service says against it
     */
    public Known signInVouched(Vouched vouched) {
        return renewed(
                tell(
                        client.post().uri("/internal/v1/sign-in/provider").body(vouched),
                        Known.class,
                        PASSED_ON_VOUCHED));
    }

    /** What any device is asked that wants to sign somebody in by a passkey. */
    public JsonNode passkeyOptions() {
        return tell(client.post().uri("/internal/v1/sign-in/passkey/options"), JsonNode.class);
    }

    /**
     * The member whose passkey has answered.
     *
     * @param address from which they sign in
     * @throws Problem 401 {@code passkey-unknown}
     */
    public Known signInByPasskey(JsonNode credential, String address) {
        return renewed(
                tell(
                        client.post()
                                .uri("/internal/v1/sign-in/passkey")
                                .body(Map.of("credential", credential, "address", address)),
                        Known.class,
                        PASSED_ON_SIGNING_IN));
    }

    /** A member as it is now; empty if there is none any more. */
    public Optional<Known> member(String id) {
        return members.get(
                id,
                () ->
                        ask(
                                client.get().uri("/internal/v1/members/{id}", id),
                                Known.class,
                                Set.of(404)));
    }

    /**
     * Whose bearer token this is; empty if it is nobody's, or not any more.
     *
     * @param address from which it is used
     */
    Optional<Identity> bearer(String token, String address) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        return tokens.get(
                digest(token),
                () ->
                        ask(
                                        client.post()
                                                .uri("/internal/v1/tokens/verify")
                                                .body(Map.of("token", token, "address", address)),
                                        Verified.class,
                                        Set.of(401))
                                .map(it ->
                                        new Identity(it.member(), List.of(it.workspace()), false)));
    }

    /**
     * Gives a member another password; all its sessions end.
     *
     * @throws Problem what accounts-service says against it
     */
    public Known changePassword(String id, String current, String password, String address) {
        return renewed(
                tell(
                        client.post()
                                .uri("/internal/v1/members/{id}/password", id)
                                .body(
                                        Map.of(
                                                "current", current,
                                                "password", password,
                                                "address", address)),
                        Known.class));
    }

    /** Ends all sessions of a member. */
    public Known signOutEverywhere(String id, String address) {
        return renewed(
                tell(
                        client.post()
                                .uri("/internal/v1/members/{id}/sign-out", id)
                                .body(Map.of("address", address)),
                        Known.class));
    }

    /**
     * Lets a link for a new password be mailed, if there is a member of this address; nobody is
     * told whether there is.
     */
    public void forgotten(String email, String address) {
        breakers.call(
                SERVICE,
                () -> {
                    try {
                        return client.post()
                                .uri("/internal/v1/links")
                                .body(Map.of("email", email, "address", address))
                                .retrieve()
                                .toBodilessEntity();
                    } catch (HttpClientErrorException e) {
                        throw said(e, PASSED_ON);
                    } catch (ResourceAccessException e) {
                        throw e;
                    } catch (RestClientException e) {
                        throw noAnswer(e);
                    }
                },
                answer -> false);
    }

    /**
     * Asks about a link, or uses it.
     *
     * @param what {@code look} or {@code use}
     * @throws Problem what accounts-service says against it
     */
    public JsonNode link(String what, Map<String, String> body) {
        return tell(
                client.post().uri("/internal/v1/links/{what}", what).body(body), JsonNode.class);
    }

    private Known renewed(Known known) {
        members.put(known.member().id(), known);
        return known;
    }

    /** Asks, and passes on what is said against it. */
    private <T> T tell(RestClient.RequestHeadersSpec<?> request, Class<T> type) {
        return tell(request, type, PASSED_ON);
    }

    private <T> T tell(
            RestClient.RequestHeadersSpec<?> request, Class<T> type, Set<Integer> passedOn) {
        return breakers.call(
                SERVICE,
                () -> {
                    try {
                        return Objects.requireNonNull(request.retrieve().body(type));
                    } catch (HttpClientErrorException e) {
                        throw said(e, passedOn);
                    } catch (ResourceAccessException e) {
                        throw e;
                    } catch (RestClientException e) {
                        throw noAnswer(e);
                    }
                },
                answer -> false);
    }

    private static String typeOf(Problem problem) {
        return Objects.toString(problem.getBody().getType(), PROBLEMS).substring(PROBLEMS.length());
    }

    private static RuntimeException said(HttpClientErrorException e, Set<Integer> passedOn) {
        var status = HttpStatus.resolve(e.getStatusCode().value());
        if (status == null || !passedOn.contains(status.value())) {
            return noAnswer(e);
        }
        try {
            var body = JSON.readTree(e.getResponseBodyAsString());
            var type = body.path("type").asString("");
            if (!type.startsWith(PROBLEMS)) {
                return noAnswer(e);
            }
            var problem =
                    new Problem(
                            status,
                            type.substring(PROBLEMS.length()),
                            body.path("title").asString(""),
                            body.path("detail").asString(""));
            var wait =
                    e.getResponseHeaders() == null ? null : e.getResponseHeaders().getFirst(RETRY);
            if (wait != null) {
                problem.getHeaders().set(RETRY, wait);
            }
            for (var fact : FACTS) {
                if (body.has(fact)) {
                    problem.with(fact, body.get(fact));
                }
            }
            return problem;
        } catch (JacksonException broken) {
            return noAnswer(e);
        }
    }

    private <T> Optional<T> ask(
            RestClient.RequestHeadersSpec<?> request, Class<T> type, Set<Integer> none) {
        return ask(request, type, none, Set.of());
    }

    /**
     * @param none statuses that mean there is nothing
     * @param problems types that are passed on all the same
     */
    private <T> Optional<T> ask(
            RestClient.RequestHeadersSpec<?> request,
            Class<T> type,
            Set<Integer> none,
            Set<String> problems) {
        return breakers.call(
                SERVICE,
                () -> {
                    try {
                        @Nullable T answer = request.retrieve().body(type);
                        return Optional.ofNullable(answer);
                    } catch (HttpClientErrorException e) {
                        if (!problems.isEmpty()
                                && said(e, PASSED_ON_SIGNING_IN) instanceof Problem problem
                                && problems.contains(typeOf(problem))) {
                            throw problem;
                        }
                        if (none.contains(e.getStatusCode().value())) {
                            return Optional.empty();
                        }
                        throw noAnswer(e);
                    } catch (ResourceAccessException e) {
                        throw e;
                    } catch (RestClientException e) {
                        throw noAnswer(e);
                    }
                },
                answer -> false);
    }

    private static ResourceAccessException noAnswer(RestClientException e) {
        return new ResourceAccessException("" + e.getMessage(), new java.io.IOException(e));
    }

    /** So that the bearer's secret is not kept in memory. */
    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
