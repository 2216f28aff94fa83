package io.septet.kit.trust;

import io.septet.kit.SeptetProperties;
import io.septet.kit.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service lets nobody in without a good internal token: {@code /internal/**} is for services,
 * everything else for members, each endpoint saying with which role. Only health and the API's
 * description are open; services listen on loopback or a private network. The gateway has a
 * security of its own and switches this one off with {@code septet.service-security=false}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "septet.service-security", matchIfMissing = true)
@EnableMethodSecurity
public class ServiceSecurity implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleFirst(methodSecurityExpressionHandler(roleHierarchy())));
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.fromHierarchy(
                "ROLE_OWNER > ROLE_MANAGER\nROLE_MANAGER > ROLE_EDITOR\nROLE_EDITOR > ROLE_VIEWER");
    }

    @Bean
    static MethodSecurityExpressionHandler methodSecurityExpressionHandler(RoleHierarchy roles) {
        var handler = new DefaultMethodSecurityExpressionHandler();
        handler.setRoleHierarchy(roles);
        return handler;
    }

    /** Nobody reads them, and they cost more than what they would observe. */
    @Bean
    static SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain serviceSecurityFilterChain(
            HttpSecurity http, InternalTokens tokens, SeptetProperties septet, JsonMapper json)
            throws Exception {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers(
                                        "/actuator/health/**",
                                        "/v3/api-docs/**",
                                        "/v3/api-docs",
                                        "/error")
                                .permitAll()
                                .requestMatchers("/internal/**")
                                .hasRole(Role.SERVICE.name())
                                .requestMatchers("/api/**")
                                .hasAnyRole("OWNER", "MANAGER", "EDITOR", "VIEWER")
                                .anyRequest()
                                .denyAll())
                .addFilterBefore(
                        new TokenFilter(tokens, septet.service()),
                        AnonymousAuthenticationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint((request, response, e) ->
                                        write(
                                                json,
                                                response,
                                                Problem.body(
                                                        HttpStatus.UNAUTHORIZED,
                                                        "not-signed-in",
                                                        "Nobody is signed in",
                                                        "This service takes requests through the gateway only")))
                                .accessDeniedHandler((request, response, e) ->
                                        write(
                                                json,
                                                response,
                                                Problem.forbidden(
                                                                "Ask an owner of the workspace for the right role")
                                                        .getBody())))
                .build();
    }

    private static void write(JsonMapper json, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private static final class TokenFilter extends OncePerRequestFilter {
        private static final String BEARER = "Bearer ";

        private final InternalTokens tokens;
        private final String audience;

        TokenFilter(InternalTokens tokens, String audience) {
            this.tokens = tokens;
            this.audience = audience;
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var header = request.getHeader(HttpHeaders.AUTHORIZATION);
            if (header != null && header.startsWith(BEARER)) {
                tokens.verify(header.substring(BEARER.length()), audience)
                        .ifPresent(caller -> {
                            var context = SecurityContextHolder.createEmptyContext();
                            context.setAuthentication(
                                    UsernamePasswordAuthenticationToken.authenticated(
                                            caller,
                                            null,
                                            List.of(
                                                    new SimpleGrantedAuthority(
                                                            "ROLE_" + caller.role().name()))));
                            SecurityContextHolder.setContext(context);
                        });
            }
            chain.doFilter(request, response);
        }

        @Override
        protected boolean shouldNotFilterAsyncDispatch() {
            return false;
        }
    }

    private static final class CallerArgument implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binder) {
            var authentication = SecurityContextHolder.getContext().getAuthentication();
            if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
                return caller;
            }
            throw new IllegalStateException("No caller although the path is protected");
        }
    }
}
