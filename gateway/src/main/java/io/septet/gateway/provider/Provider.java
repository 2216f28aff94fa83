package io.septet.gateway.provider;

import io.septet.kit.problem.Problem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The provider as it describes itself. It is asked when somebody first wants to sign in with it,
 * not at the start: whoever has a password gets in while it is away.
 */
final class Provider implements ClientRegistrationRepository {
    static final String ID = "provider";

    private static final Logger log = LoggerFactory.getLogger(Provider.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final String DESCRIPTION = "/.well-known/openid-configuration";

    private final ProviderProperties properties;
    private final String issuer;
    private final String comesBackTo;
    private final ClientHttpRequestFactory requests;
    private volatile @Nullable ClientRegistration known;

    /**
     * @param comesBackTo the address to which the provider sends people back
     */
    Provider(ProviderProperties properties, String comesBackTo) {
        this.properties = properties;
        this.issuer = Objects.requireNonNull(properties.issuer());
        this.comesBackTo = comesBackTo;
        var factory =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(CONNECT)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .build());
        factory.setReadTimeout(READ);
        this.requests = factory;
    }

    /** What every question to the provider goes through: with limits of time. */
    ClientHttpRequestFactory requests() {
        return requests;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return id.equals(ID) ? registration() : null;
    }

    /**
     * @throws Problem 503 {@code sign-in-provider-away}
     */
    ClientRegistration registration() {
        var registration = known;
        if (registration == null) {
            registration = ask();
            known = registration;
        }
        return registration;
    }

    private ClientRegistration ask() {
        try {
            var description = describe();
            if (!issuer.equals(description.get("issuer"))) {
                throw new IllegalArgumentException("it calls itself " + description.get("issuer"));
            }
            var secret = properties.clientSecret();
            var builder =
                    ClientRegistrations.fromOidcConfiguration(description)
                            .registrationId(ID)
                            .clientId(properties.clientId())
                            .scope(properties.scopes())
                            .redirectUri(comesBackTo)
                            .clientSettings(
                                    ClientRegistration.ClientSettings.builder()
                                            .requireProofKey(true)
                                            .build());
            return (secret == null
                            ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                            : builder.clientSecret(secret))
                    .build();
        } catch (RestClientException | IllegalArgumentException e) {
            log.warn("The provider {} does not say what it is: {}", issuer, e.getMessage());
            throw away();
        }
    }

    private Map<String, Object> describe() {
        return new HashMap<>(
                Objects.requireNonNullElse(
                        RestClient.builder()
                                .requestFactory(requests)
                                .build()
                                .get()
                                .uri(issuer.replaceFirst("/$", "") + DESCRIPTION)
                                .retrieve()
                                .body(new ParameterizedTypeReference<Map<String, Object>>() {}),
                        Map.of()));
    }

    /** Whether something went wrong because the provider could not be reached. */
    static boolean isAway(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof IOException || one instanceof RestClientException) {
                return true;
            }
        }
        return false;
    }

    static Problem away() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "sign-in-provider-away",
                "The provider does not answer",
                "Try again later, or sign in with email and password");
    }
}
