package io.septet.launcher.demo;

import java.io.IOException;

/** A request was answered with an error; the message is what a person should read. */
final class ApiFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    /**
     * @param status as answered
     * @param body as answered, usually a problem detail
     */
    ApiFailed(String request, int status, String body) {
        super("%s was answered with %d: %s".formatted(request, status, body));
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    /** Whether it is the problem of this type, such as {@code due-in-past}. */
    boolean is(String type) {
        return body.contains("/problems/" + type);
    }
}
