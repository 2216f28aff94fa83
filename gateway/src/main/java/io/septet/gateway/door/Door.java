package io.septet.gateway.door;

import io.septet.gateway.GatewayProperties;
import io.septet.gateway.body.BodyLimitFilter;
import io.septet.gateway.identity.Accounts;
import io.septet.gateway.identity.Identity;
import io.septet.gateway.identity.IdentityFilter;
import io.septet.gateway.identity.Sessions;
import io.septet.gateway.rate.AddressRateFilter;
import io.septet.gateway.rate.CallerRateFilter;
import io.septet.gateway.rate.Rates;
import io.septet.gateway.route.Paths;
import io.septet.kit.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who is let in where. The API asks for a session or a bearer token, and a session for the token
 * against forged requests on every write; the web client's files are open to all.
 */
@Configuration(proxyBeanMethods = false)
class Door {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** Nothing from elsewhere, no script inside a page; Mantine writes styles into elements. */
    private static final String CONTENT =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'";

    /** A file's answer to HEAD leaves before headers are written on its way out. */
    private static final ObjectPostProcessor<HeaderWriterFilter> EARLY =
            new ObjectPostProcessor<>() {
                @Override
                public <O extends HeaderWriterFilter> O postProcess(O filter) {
                    filter.setShouldWriteHeadersEagerly(true);
                    return filter;
                }
            };

    @Bean
    CookieCsrfTokenRepository csrfTokenRepository() {
        var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieCustomizer(cookie -> cookie.sameSite("Lax").path("/"));
        return repository;
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            Accounts accounts,
            Sessions sessions,
            GatewayProperties gateway,
            Rates rates,
            CookieCsrfTokenRepository tokens,
            ErrorsFilter errors)
            throws Exception {
        return common(http.securityMatcher("/api/v1/**"))
                .addFilterBefore(new BodyLimitFilter(gateway), CsrfFilter.class)
                .addFilterBefore(new AddressRateFilter(rates), CsrfFilter.class)
                .addFilterBefore(new IdentityFilter(accounts, sessions), CsrfFilter.class)
                .addFilterBefore(new CallerRateFilter(rates), CsrfFilter.class)
                .addFilterBefore(new OwnAffairsFilter(), CsrfFilter.class)
                .csrf(csrf ->
                        csrf.spa()
                                .csrfTokenRepository(tokens)
                                .requireCsrfProtectionMatcher(Door::bySession))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(Paths::leadToService)
                                .authenticated()
                                .requestMatchers(Paths::areOnesOwn)
                                .authenticated()
                                // What is not there is answered with 404 to everybody.
                                .anyRequest()
                                .permitAll())
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, e) ->
                                        errors.write(request, response, Identity.nobody()))
                                .accessDeniedHandler((request, response, e) ->
                                        errors.write(
                                                request,
                                                response,
                                                e instanceof CsrfException ? forged() : e)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain openSecurity(HttpSecurity http) throws Exception {
        return common(http.securityMatcher("/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                                .withObjectPostProcessor(EARLY))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(ErrorsFilter errors) {
        return (request, response, e) ->
                errors.write(
                        request,
                        response,
                        Problem.badRequest(
                                "bad-request",
                                "The request cannot be read",
                                "Its path or a header is written in a way that is not taken"
                                        + " here"));
    }

    private static boolean bySession(HttpServletRequest request) {
        return !READS.contains(request.getMethod())
                && Identity.current().filter(Identity::bySession).isPresent()
                && !(request.getMethod().equals("POST")
                        && request.getRequestURI().equals(Paths.SESSION));
    }

    private static Problem forged() {
        return new Problem(
                HttpStatus.FORBIDDEN,
                "csrf",
                "This request did not come from Septet's own page",
                "Send the cookie XSRF-TOKEN's value as the header X-XSRF-TOKEN");
    }

    private static HttpSecurity common(HttpSecurity http) throws Exception {
        // Nothing of ours signs in through Spring Security: sessions are begun by the session's own
        // controller, and a filter that saw a new sign-in in each request would change their ids.
        return http.sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(context ->
                        context.securityContextRepository(new NullSecurityContextRepository()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                                .referrerPolicy(
                                        referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                                .crossOriginOpenerPolicy(opener ->
                                        opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny));
    }
}
