package io.septet.accounts.platform.oauth;

import io.septet.accounts.platform.ConnectRefused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The app as which a platform knows this installation.
 *
 * @param platform the id of the platform
 * @param authorizeUrl the page that asks people
 * @param clientId as the platform gave it; null if none is configured
 * @param clientSecret likewise
 */
public record App(
        String platform,
        URI authorizeUrl,
        @Nullable String clientId,
        @Nullable String clientSecret) {

    /** Blank is as good as absent. */
    public App {
        clientId = clientId == null || clientId.isBlank() ? null : clientId.strip();
        clientSecret = clientSecret == null || clientSecret.isBlank() ? null : clientSecret.strip();
    }

    /** The settings that are missing. */
    public List<String> missing() {
        var missing = new ArrayList<String>();
        if (clientId == null) {
            missing.add("septet.platforms." + platform + ".client-id");
        }
        if (clientSecret == null) {
            missing.add("septet.platforms." + platform + ".client-secret");
        }
        return missing;
    }

    /** The client's id. */
    public String id() {
        return configured(clientId);
    }

    /** The client's secret. */
    public String secret() {
        return configured(clientSecret);
    }

    private String configured(@Nullable String value) {
        if (value == null) {
            throw new ConnectRefused("No app is configured for " + platform, false);
        }
        return value;
    }

    /** Id and secret as the header of a confidential client. */
    public String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((id() + ":" + secret()).getBytes(StandardCharsets.UTF_8));
    }

    /** The page that asks, with these parameters and our id. */
    public URI authorize(Map<String, String> parameters) {
        var all = new LinkedHashMap<>(Map.of("response_type", "code", "client_id", id()));
        all.putAll(parameters);
        return address(authorizeUrl, all);
    }

    /** An address with query parameters, each strictly encoded. */
    public static URI address(URI base, Map<String, String> parameters) {
        var builder = UriComponentsBuilder.fromUri(base);
        parameters.keySet().forEach(name -> builder.queryParam(name, "{" + name + "}"));
        return builder.encode().buildAndExpand(parameters).toUri();
    }

    @Override
    public String toString() {
        return "App[" + platform + "]";
    }
}
