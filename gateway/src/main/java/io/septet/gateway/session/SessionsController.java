package io.septet.gateway.session;

import io.septet.gateway.identity.Accounts;
import io.septet.gateway.identity.Identity;
import io.septet.gateway.identity.Sessions;
import io.septet.kit.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows members where they are signed in, and signs them out there. */
@RestController
@RequestMapping("/api/v1/sessions")
class SessionsController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionController own;

    SessionsController(Accounts accounts, Sessions sessions, SessionController own) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.own = own;
    }

    record Page(List<Sessions.View> items, @Nullable String next) {}

    @GetMapping
    Page all(HttpServletRequest request) {
        var member = Identity.current().orElseThrow(Identity::nobody).member().id();
        return new Page(
                accounts.member(member)
                        .map(known -> sessions.all(request, known))
                        .orElseThrow(Identity::nobody),
                null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String id) {
        var member = Identity.current().orElseThrow(Identity::nobody).member().id();
        if (!sessions.end(member, id)) {
            throw Problem.notFound("session", id);
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(HttpServletRequest request, HttpServletResponse response) {
        var identity = Identity.current().orElseThrow(Identity::nobody);
        if (!identity.bySession()) {
            throw Problem.conflict(
                    "session-needed",
                    "This is done in a session",
                    "A bearer token has none that could go on; sign in");
        }
        var known = accounts.signOutEverywhere(identity.member().id(), request.getRemoteAddr());
        own.goOn(identity, known, request, response);
    }
}
