package io.septet.kit.problem;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns everything that can go wrong in a request into a problem detail. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var detail = "The body is not the JSON that is expected here" + where(e);
        var body =
                Problem.body(
                        HttpStatus.BAD_REQUEST,
                        "malformed-body",
                        "The body cannot be read",
                        detail);
        return handleExceptionInternal(e, body, headers, HttpStatus.BAD_REQUEST, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var errors =
                e.getBindingResult().getFieldErrors().stream()
                        .map(field ->
                                Map.of(
                                        "field",
                                        field.getField(),
                                        "detail",
                                        "" + field.getDefaultMessage()))
                        .toList();
        var body =
                Problem.body(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "invalid",
                        "Something in the request is not valid",
                        errors.toString());
        body.setProperty("errors", errors);
        return handleExceptionInternal(e, body, headers, HttpStatus.UNPROCESSABLE_ENTITY, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var body =
                Problem.body(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "too-large",
                        "The file is too large",
                        "Send a smaller file");
        return handleExceptionInternal(e, body, headers, HttpStatus.CONTENT_TOO_LARGE, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && (problem.getType() == null
                        || "about:blank".equals(problem.getType().toString()))) {
            problem.setType(URI.create("/problems/" + slug(status.value())));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** Redis did not answer, or refused: nothing of the request was stored. */
    @ExceptionHandler
    ResponseEntity<Object> storeFailed(DataAccessException e, WebRequest request) throws Exception {
        log.warn("Redis: {}", e.getMessage());
        var problem =
                Problem.unavailable(
                        "store-unavailable",
                        "The store does not answer",
                        "Nothing was changed, or its outcome is unknown; try again in a moment",
                        Duration.ofSeconds(2));
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .body(problem.getBody());
    }

    /** Tomcat could not decode the query or a form. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException e) {
        return ResponseEntity.badRequest()
                .body(
                        Problem.body(
                                HttpStatus.BAD_REQUEST,
                                "bad-request",
                                "The request cannot be read",
                                "A parameter is not percent-encoded UTF-8"));
    }

    @ExceptionHandler
    ResponseEntity<Object> denied(AccessDeniedException e) {
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .body(
                        Problem.forbidden("Ask an owner of the workspace for the right role")
                                .getBody());
    }

    @ExceptionHandler
    ResponseEntity<Object> surprise(Exception e, WebRequest request) {
        log.error("Not foreseen: {}", request.getDescription(false), e);
        return ResponseEntity.internalServerError()
                .body(
                        Problem.body(
                                HttpStatus.INTERNAL_SERVER_ERROR,
                                "internal",
                                "Something went wrong here",
                                "The fault is ours and has been logged"));
    }

    /**
     * What is wrong and where, in JSON's words; what our classes are called is nobody's business.
     */
    private static String where(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case UnrecognizedPropertyException unknown ->
                    ": there is no member \"" + unknown.getPropertyName() + "\"";
            case DatabindException wrong when !wrong.getPath().isEmpty() ->
                    ": the value of \""
                            + wrong.getPath().getLast().getPropertyName()
                            + "\" is of another kind than expected";
            case StreamReadException broken ->
                    ": not JSON at line " + broken.getLocation().getLineNr();
            case null, default -> "";
        };
    }

    private static String slug(int status) {
        return switch (status) {
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "too-large";
            case 415 -> "unsupported-media-type";
            default -> "bad-request";
        };
    }
}
