package io.septet.gateway.provider;

import io.septet.gateway.identity.Accounts;
import io.septet.gateway.session.NewSession;
import io.septet.kit.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What becomes of a provider's answer: a session, or the sign-in screen saying what to do. The
 * reason stands in the log, for whoever set the provider up.
 */
final class ProviderAnswers {
    private static final Logger log = LoggerFactory.getLogger(ProviderAnswers.class);

    private static final Set<String> STALE =
            Set.of(
                    "authorization_request_not_found",
                    "invalid_state_parameter",
                    "invalid_request",
                    "invalid_grant");
    private static final Set<String> AWAY =
            Set.of("server_error", "temporarily_unavailable", "sign-in-provider-away");
    private static final int LONGEST_GROUP = 200;
    private static final int MOST_GROUPS = 1000;

    private final ProviderProperties properties;
    private final Accounts accounts;
    private final NewSession sessions;

    ProviderAnswers(ProviderProperties properties, Accounts accounts, NewSession sessions) {
        this.properties = properties;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    void succeeded(HttpServletRequest request, HttpServletResponse response, Authentication proof) {
        var user = (OidcUser) Objects.requireNonNull(proof.getPrincipal());
        var email = user.getEmail();
        if (email == null || !Boolean.TRUE.equals(user.getEmailVerified())) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "sign-in-mail-unverified",
                    "The provider has not verified your mail address",
                    "Verify it there, then sign in again");
        }
        boolean factors =
                !Collections.disjoint(texts(user.getClaim("amr")), properties.secondFactor());
        var known =
                accounts.signInVouched(
                        new Accounts.Vouched(
                                email,
                                Objects.requireNonNullElse(user.getFullName(), ""),
                                texts(user.getClaim(properties.groupsClaim())),
                                factors,
                                request.getRemoteAddr()));
        sessions.begin(request, response, known, factors);
        redirect(response, OwnPath.of((String) request.getAttribute(PendingSignIns.TO)));
    }

    void failed(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure) {
        var code =
                failure instanceof OAuth2AuthenticationException told
                        ? told.getError().getErrorCode()
                        : "";
        log.warn(
                "Nobody was let in by the provider: {} {}",
                plain(code),
                plain("" + failure.getMessage()));
        tell(response, typeOf(code, failure));
    }

    /** Shows the sign-in screen with a problem. */
    void refused(HttpServletResponse response, Problem problem) {
        var type = Objects.toString(problem.getBody().getType(), "");
        tell(response, type.substring(type.lastIndexOf('/') + 1));
    }

    private static String typeOf(String code, AuthenticationException failure) {
        if (STALE.contains(code)) {
            return "sign-in-stale";
        }
        if (code.equals("access_denied")) {
            return "sign-in-declined";
        }
        return AWAY.contains(code) || Provider.isAway(failure)
                ? "sign-in-provider-away"
                : "sign-in-not-trusted";
    }

    private static void tell(HttpServletResponse response, String type) {
        redirect(response, "/sign-in?problem=" + type);
    }

    private static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, path);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** A claim that is one text or a list of them; anything else says nothing. */
    private static List<String> texts(@org.jspecify.annotations.Nullable Object claim) {
        var all = claim instanceof Collection<?> several ? several : List.of("" + claim);
        return claim == null
                ? List.of()
                : all.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(one -> one.length() <= LONGEST_GROUP)
                        .limit(MOST_GROUPS)
                        .toList();
    }

    /** Some of it was written by whoever sent the browser here. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?")
                .substring(0, Math.min(300, text.length()))
                .toLowerCase(Locale.ROOT);
    }
}
