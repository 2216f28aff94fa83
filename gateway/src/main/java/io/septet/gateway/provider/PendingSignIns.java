package io.septet.gateway.provider;

import io.septet.kit.trust.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-ins that somebody has begun and whose provider has not sent them back yet.
 *
 * <pre>
 * SET gateway:sign-in:77ab...  {"browser":"9f86...","nonce":"...","code_verifier":"...","to":"/posts",...} PX 600000
 * </pre>
 *
 * The key is the state's SHA-256. Each is taken out by the first answer that names it, so none is
 * answered twice; and only the browser that began it, known by a cookie, can finish it.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    /** Attribute of a request that comes back: the path where its sign-in was begun. */
    static final String TO = "to";

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String COOKIE = "SEPTET_PENDING";
    private static final String BROWSER = "browser";
    private static final int BYTES = 24;
    private static final int LONGEST_COOKIE = 64;
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final StringRedisTemplate redis;
    private final Provider provider;
    private final String path;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param path below which the cookie is sent
     */
    PendingSignIns(StringRedisTemplate redis, Provider provider, String path) {
        this.redis = redis;
        this.provider = provider;
        this.path = path;
    }

    /** Nothing needs one without taking it out. */
    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
            HttpServletRequest request) {
        return null;
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (begun == null) {
            return;
        }
        // The same for several tabs of a browser, so that each of them can be finished.
        var browser = Objects.requireNonNullElseGet(browser(request), this::secret);
        var kept = new HashMap<String, String>();
        begun.getAttributes().forEach((name, value) -> kept.put(name, "" + value));
        kept.put(BROWSER, Secrets.digest(browser));
        redis.opsForValue()
                .set(
                        key(Objects.requireNonNull(begun.getState())),
                        JsonMapper.shared().writeValueAsString(kept),
                        LIFE);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, browser)
                        .httpOnly(true)
                        // Lax: the provider's page sends people back by a link.
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .path(path)
                        .maxAge(LIFE)
                        .build()
                        .toString());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        var state = request.getParameter(OAuth2ParameterNames.STATE);
        var found = state == null ? null : redis.opsForValue().getAndDelete(key(state));
        var browser = browser(request);
        if (found == null || state == null || browser == null) {
            return null;
        }
        var kept = new HashMap<>(JsonMapper.shared().readValue(found, ATTRIBUTES));
        var begunBy = Objects.requireNonNullElse(kept.remove(BROWSER), "");
        if (!MessageDigest.isEqual(bytes(begunBy), bytes(Secrets.digest(browser)))) {
            return null;
        }
        request.setAttribute(TO, kept.get(TO));
        var registration = provider.registration();
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(
                                registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(registration.getRedirectUri())
                .scopes(registration.getScopes())
                .state(state)
                .attributes(all -> all.putAll(kept))
                .build();
    }

    private static @Nullable String browser(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null
                        || cookie.getValue().isEmpty()
                        || cookie.getValue().length() > LONGEST_COOKIE
                ? null
                : cookie.getValue();
    }

    private String secret() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String key(String state) {
        return "gateway:sign-in:" + Secrets.digest(state);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
