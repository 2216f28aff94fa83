package io.septet.kit.problem;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error that leaves as a problem detail (RFC 9457). {@code title} is fixed for a {@code type},
 * {@code detail} tells this case and what to do, facts are fields. Every type is listed in {@code
 * docs/problems.md}.
 */
public class Problem extends ErrorResponseException {

    /**
     * @param type the last part of {@code /problems/...}
     */
    public Problem(HttpStatus status, String type, String title, @Nullable String detail) {
        super(status, body(status, type, title, detail), null);
    }

    /** The body of a problem, for places that answer without throwing. */
    public static ProblemDetail body(
            HttpStatus status, String type, String title, @Nullable String detail) {
        var body = ProblemDetail.forStatus(status);
        body.setType(URI.create("/problems/" + type));
        body.setTitle(title);
        body.setDetail(detail);
        return body;
    }

    /** 400: the request cannot be read. */
    public static Problem badRequest(String type, String title, String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, type, title, detail);
    }

    /** 401: nobody is signed in, or not with this. */
    public static Problem unauthorized(String type, String title, String detail) {
        return new Problem(HttpStatus.UNAUTHORIZED, type, title, detail);
    }

    /** 403: signed in, but without the right. */
    public static Problem forbidden(String detail) {
        return new Problem(
                HttpStatus.FORBIDDEN, "forbidden", "Your role does not allow this", detail);
    }

    /**
     * 404 with the type {@code <what>-not-found}. Something of another workspace is answered the
     * same way.
     */
    public static Problem notFound(String what, String id) {
        return new Problem(
                        HttpStatus.NOT_FOUND,
                        what + "-not-found",
                        "There is no such " + what,
                        "No " + what + " with id " + id + " in this workspace")
                .with("id", id);
    }

    /** 409: it contradicts the present state. */
    public static Problem conflict(String type, String title, String detail) {
        return new Problem(HttpStatus.CONFLICT, type, title, detail);
    }

    /** 412: it has changed meanwhile. */
    public static Problem stale(String what, long given, long present) {
        return new Problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "version-mismatch",
                        "It has changed meanwhile",
                        "Version "
                                + given
                                + " of this "
                                + what
                                + " is not the present one, "
                                + present
                                + ": somebody has changed it, or it has gone on its way. Load it again and see")
                .with("version", present);
    }

    /** 422: understood, but not possible. */
    public static Problem unprocessable(String type, String title, String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, type, title, detail);
    }

    /** 503 with Retry-After: nothing was stored, and trying again later is right. */
    public static Problem unavailable(
            String type, String title, String detail, Duration retryAfter) {
        var problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, type, title, detail);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "" + Math.max(1, retryAfter.toSeconds()));
        return problem;
    }

    /** Adds a fact as a field. */
    public Problem with(String name, @Nullable Object value) {
        getBody().setProperty(name, value);
        return this;
    }
}
