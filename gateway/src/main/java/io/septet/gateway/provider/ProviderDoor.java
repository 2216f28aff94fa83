package io.septet.gateway.provider;

import io.septet.gateway.identity.Accounts;
import io.septet.gateway.rate.AddressRateFilter;
import io.septet.gateway.rate.Rates;
import io.septet.gateway.session.NewSession;
import io.septet.kit.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The way to the provider and back: authorization code with PKCE, state and nonce, as Spring
 * Security does it. Nothing of the provider's is kept afterwards, neither in the session nor
 * elsewhere.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("septet.sign-in.provider.issuer")
class ProviderDoor {
    /** Where a browser is sent by the button. */
    static final String BEGIN = "/sign-in/provider";

    /** Where the provider sends it back. */
    static final String BACK = BEGIN + "/callback";

    private static final Set<SignatureAlgorithm> SIGNATURES =
            Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256);

    @Bean
    Provider provider(
            ProviderProperties properties,
            @Value("${septet.public-url:http://localhost:8080}") String publicUrl) {
        return new Provider(properties, publicUrl + BACK);
    }

    @Bean
    @Order(0)
    SecurityFilterChain providerSecurity(
            HttpSecurity http,
            Provider provider,
            ProviderProperties properties,
            Accounts accounts,
            NewSession sessions,
            Rates rates,
            StringRedisTemplate redis)
            throws Exception {
        var answers = new ProviderAnswers(properties, accounts, sessions);
        return http.securityMatcher(BEGIN, BACK)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(context ->
                        context.securityContextRepository(new NullSecurityContextRepository()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                // Reads only; what protects the way back is the state.
                .csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(new AddressRateFilter(rates), CsrfFilter.class)
                .addFilterBefore(new Refusals(answers, provider), CsrfFilter.class)
                .oauth2Login(login ->
                        login.loginPage("/sign-in")
                                .clientRegistrationRepository(provider)
                                .authorizedClientRepository(new Nothing())
                                .authorizationEndpoint(begin ->
                                        begin.authorizationRequestResolver(new Begin(provider))
                                                .authorizationRequestRepository(
                                                        new PendingSignIns(redis, provider, BEGIN)))
                                .redirectionEndpoint(back -> back.baseUri(BACK))
                                .tokenEndpoint(
                                        token -> token.accessTokenResponseClient(tokens(provider)))
                                .userInfoEndpoint(user -> user.oidcUserService(users(provider)))
                                .successHandler(answers::succeeded)
                                .failureHandler(answers::failed))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Signed by a key of the provider's, for us, now. */
    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(Provider provider) {
        return registration -> {
            var decoder =
                    NimbusJwtDecoder.withJwkSetUri(
                                    Objects.requireNonNull(
                                            registration.getProviderDetails().getJwkSetUri()))
                            .restOperations(new RestTemplate(provider.requests()))
                            .jwsAlgorithms(all -> all.addAll(SIGNATURES))
                            .build();
            decoder.setJwtValidator(
                    JwtValidators.createDefaultWithValidators(
                            new OidcIdTokenValidator(registration)));
            return decoder;
        };
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens(Provider provider) {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(
                RestClient.builder()
                        .requestFactory(provider.requests())
                        .configureMessageConverters(converters ->
                                converters
                                        .addCustomConverter(new FormHttpMessageConverter())
                                        .addCustomConverter(
                                                new OAuth2AccessTokenResponseHttpMessageConverter()))
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return client;
    }

    private static OidcUserService users(Provider provider) {
        var rest = new RestTemplate(provider.requests());
        rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var plain = new DefaultOAuth2UserService();
        plain.setRestOperations(rest);
        var users = new OidcUserService();
        users.setOauth2UserService(plain);
        return users;
    }

    /** Begins at one path, and notes where to go afterwards. */
    private static final class Begin implements OAuth2AuthorizationRequestResolver {
        private final DefaultOAuth2AuthorizationRequestResolver plain;

        Begin(Provider provider) {
            this.plain = new DefaultOAuth2AuthorizationRequestResolver(provider, "/none");
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return request.getRequestURI().equals(BEGIN) ? resolve(request, Provider.ID) : null;
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(
                HttpServletRequest request, String registration) {
            var begun = plain.resolve(request, registration);
            return begun == null
                    ? null
                    : OAuth2AuthorizationRequest.from(begun)
                            .attributes(all ->
                                    all.put(
                                            PendingSignIns.TO,
                                            OwnPath.of(request.getParameter(PendingSignIns.TO))))
                            .build();
        }
    }

    /** Turns what is said against a sign-in into the screen that says it. */
    private static final class Refusals extends OncePerRequestFilter {
        private final ProviderAnswers answers;
        private final Provider provider;

        Refusals(ProviderAnswers answers, Provider provider) {
            this.answers = answers;
            this.provider = provider;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            try {
                // Before Spring Security's filter, which would answer a failure with a bare 500.
                provider.registration();
                chain.doFilter(request, response);
            } catch (Problem problem) {
                answers.refused(response, problem);
            }
        }
    }

    /** Keeps no token of the provider's. */
    private static final class Nothing implements OAuth2AuthorizedClientRepository {
        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}
    }
}
