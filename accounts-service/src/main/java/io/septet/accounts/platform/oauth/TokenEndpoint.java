package io.septet.accounts.platform.oauth;

import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;

/**
 * Asks one platform for tokens. Words of a refusal are the platform's own; what was sent is never
 * repeated.
 */
public final class TokenEndpoint {
    /** Says nothing about a person's token: our app is not known, or the server cannot answer. */
    private static final Set<String> NOT_ABOUT_THE_TOKEN =
            Set.of(
                    "invalid_client",
                    "unauthorized_client",
                    "unsupported_grant_type",
                    "temporarily_unavailable",
                    "server_error");

    /** Of Meta's: a fault, or too many requests. */
    private static final Set<Integer> NOT_NOW = Set.of(-1, 1, 2, 4, 17, 32, 341, 613);

    /** Of Meta's: the app's id or secret. */
    private static final Set<Integer> APP_UNKNOWN = Set.of(101, 104);

    private final TokenApi api;
    private final String name;
    private final Clock clock;

    /**
     * @param name the platform's, as people write it
     */
    public TokenEndpoint(Outbound outbound, String name, Clock clock) {
        this.api = outbound.at("", Outbound.Use.CALL, TokenApi.class);
        this.name = name;
        this.clock = clock;
    }

    /** Asks by a form. */
    public TokenReply post(URI address, @Nullable String authorization, Map<String, String> form) {
        var body = new LinkedMultiValueMap<String, String>();
        form.forEach(body::add);
        return read(Reply.of(() -> api.post(address, authorization, body)));
    }

    /** Asks by the address alone, as Meta's endpoints want it. */
    public TokenReply get(URI address, Map<String, String> parameters) {
        return read(json(address, parameters, null));
    }

    /** Reads something beside tokens from the same platform. */
    public Reply json(URI address, Map<String, String> parameters, @Nullable String bearer) {
        return Reply.of(() ->
                api.get(
                        App.address(address, parameters),
                        bearer == null ? null : "Bearer " + bearer));
    }

    private TokenReply read(Reply reply) {
        return read(reply, name, clock.instant());
    }

    /**
     * Reads the answer of a token endpoint, whoever asked it.
     *
     * @param name whose it is
     */
    public static TokenReply read(Reply reply, String name, Instant now) {
        if (!(reply instanceof Answered answer)) {
            return new TokenReply.Unclear(name + " cannot be reached now");
        }
        var json = answer.json().orElse(null);
        if (answer.ok()) {
            var credential = json == null ? null : credential(json, now);
            return credential == null
                    ? new TokenReply.Unclear(name + " does not answer properly now")
                    : new TokenReply.Granted(credential);
        }
        return refusal(answer, json, name);
    }

    private static TokenReply refusal(Answered answer, @Nullable JsonNode json, String name) {
        if (answer.status() >= 500 || answer.status() == 429 || json == null) {
            return new TokenReply.Unclear(
                    name + " does not answer properly now (HTTP " + answer.status() + ")");
        }
        var error = json.path("error");
        var words = name + " says: " + Reply.shortened(words(json));
        if (error.isObject()) {
            int code = error.path("code").asInt(-1);
            boolean passing = error.path("is_transient").asBoolean(false) || NOT_NOW.contains(code);
            return passing || APP_UNKNOWN.contains(code)
                    ? new TokenReply.Unclear(words)
                    : new TokenReply.Refused(words);
        }
        var kind = error.asString("");
        boolean known = !kind.isEmpty() || json.has("error_message") || json.has("error_type");
        return known && !NOT_ABOUT_THE_TOKEN.contains(kind)
                ? new TokenReply.Refused(words)
                : new TokenReply.Unclear(words);
    }

    private static String words(JsonNode json) {
        for (String path :
                List.of(
                        "/error_description",
                        "/error_message",
                        "/error/error_user_msg",
                        "/error/message",
                        "/error")) {
            var found = json.at(path);
            if (found.isString() && !found.asString().isBlank()) {
                return found.asString();
            }
        }
        return "no reason given";
    }

    private static @Nullable Credential credential(JsonNode json, Instant now) {
        var token = json.path("access_token").asString("");
        if (token.isBlank()) {
            return null;
        }
        var refresh = json.path("refresh_token").asString("");
        return new Credential(
                token,
                refresh.isBlank() ? null : refresh,
                now,
                after(now, json.path("expires_in")),
                after(now, json.path("refresh_token_expires_in")),
                scopes(json));
    }

    private static @Nullable Instant after(Instant now, JsonNode seconds) {
        return seconds.isNumber() && seconds.asLong() > 0
                ? now.plusSeconds(seconds.asLong())
                : null;
    }

    /** Divided by blanks, commas, or both; or a list called {@code permissions}. */
    private static List<String> scopes(JsonNode json) {
        var permissions = json.path("permissions");
        return permissions.isArray()
                ? permissions.valueStream().map(JsonNode::asString).toList()
                : Scopes.read(json.path("scope").asString(permissions.asString("")));
    }
}
