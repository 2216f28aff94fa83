package io.septet.gateway.session;

import io.septet.gateway.identity.Accounts;
import io.septet.gateway.identity.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Begins sessions, in whatever way somebody has shown who they are. */
@Component
public class NewSession {
    private final Sessions sessions;
    private final CsrfTokenRepository csrf;

    NewSession(Sessions sessions, CsrfTokenRepository csrf) {
        this.sessions = sessions;
        this.csrf = csrf;
    }

    /**
     * Begins one.
     *
     * @param factors whether two factors were shown in another way than accounts-service knows of
     */
    public void begin(
            HttpServletRequest request,
            HttpServletResponse response,
            Accounts.Known known,
            boolean factors) {
        sessions.begin(request, known, factors);
        // A token that was known before signing in must not be good afterwards.
        csrf.saveToken(csrf.generateToken(request), request, response);
    }
}
