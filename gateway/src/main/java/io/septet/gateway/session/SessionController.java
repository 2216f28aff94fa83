package io.septet.gateway.session;

import io.septet.gateway.identity.Accounts;
import io.septet.gateway.identity.Identity;
import io.septet.gateway.identity.Member;
import io.septet.gateway.identity.Membership;
import io.septet.gateway.identity.Sessions;
import io.septet.kit.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in, asking who one is, signing out. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {
    private final Accounts accounts;
    private final SignInThrottle throttle;
    private final NewSession begun;
    private final Sessions sessions;

    SessionController(
            Accounts accounts, SignInThrottle throttle, NewSession begun, Sessions sessions) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.throttle = throttle;
        this.begun = begun;
    }

    /**
     * @param code of the second factor; absent = none
     */
    record SignIn(
            @NotBlank @Size(max = 320) String email,
            @NotBlank @Size(max = 1000) String password,
            @Size(max = 50) @Nullable String code) {
        @Override
        public String toString() {
            return "SignIn[...]";
        }
    }

    record NewPassword(
            @NotBlank @Size(max = 1000) String current,
            @NotBlank @Size(max = 1000) String password) {
        @Override
        public String toString() {
            return "NewPassword[...]";
        }
    }

    /**
     * Who is signed in.
     *
     * @param workspace the one requests are about unless they name another; null for a member of
     *     none
     */
    record Session(Member member, @Nullable Membership workspace, List<Membership> workspaces) {}

    @PostMapping
    Session signIn(
            @Valid @RequestBody SignIn attempt,
            HttpServletRequest request,
            HttpServletResponse response) {
        SameSite.check(request);
        var address = request.getRemoteAddr();
        throttle.attempt(request, attempt.email());
        var known =
                accounts.signIn(attempt.email(), attempt.password(), attempt.code(), address)
                        .orElseThrow(() ->
                                Problem.unauthorized(
                                        "sign-in-failed",
                                        "Email or password is wrong",
                                        "Check both and try again"));
        throttle.succeeded(request, response, attempt.email());
        begun.begin(request, response, known, false);
        return view(known, false);
    }

    @GetMapping
    Session who(HttpServletRequest request) {
        var identity = Identity.current().orElseThrow(Identity::nobody);
        return view(identity, identity.workspace(request).orElse(null));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            sessions.end(request);
        }
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @Valid @RequestBody NewPassword wish,
            HttpServletRequest request,
            HttpServletResponse response) {
        var identity = Identity.current().orElseThrow(Identity::nobody);
        var member = identity.member().id();
        throttle.again(member);
        var known =
                accounts.changePassword(
                        member, wish.current(), wish.password(), request.getRemoteAddr());
        goOn(identity, known, request, response);
    }

    /** Lets the session in which it was done outlive all the others. */
    void goOn(
            Identity identity,
            Accounts.Known known,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean factors = sessions.hasFactors(request);
        sessions.forget(known.member().id());
        if (identity.bySession()) {
            begun.begin(request, response, known, factors);
        }
    }

    /**
     * Who has just signed in.
     *
     * @param factors whether two factors were shown in another way than accounts-service knows of
     */
    static Session view(Accounts.Known known, boolean factors) {
        var workspaces = known.workspaces(factors);
        return view(
                new Identity(known.member(), workspaces, true),
                workspaces.stream().findFirst().orElse(null));
    }

    private static Session view(Identity identity, @Nullable Membership workspace) {
        return new Session(identity.member(), workspace, identity.workspaces());
    }
}
