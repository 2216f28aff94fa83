package io.septet.gateway.route;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which service answers which part of the API. What is not listed here cannot be reached. */
enum Destination {
    /** Members, feeds, what stops them. */
    ACCOUNTS(
            "accounts",
            "platforms",
            "feeds",
            "holds",
            "members",
            "invitations",
            "me",
            "workspace",
            "tokens",
            "webhooks",
            "audit"),
    /** Posts and what becomes of them. */
    SCHEDULER(
            "scheduler",
            "posts",
            "approvals",
            "labels",
            "deliveries",
            "media",
            "calendar",
            "events"),
    /** Numbers. */
    ANALYTICS("analytics", "reports");

    /**
     * Plain segments only: no escapes, no parameters, no dots alone. Ids and names of ours need
     * nothing else, and a path that two programs read differently cannot be written with these.
     */
    private static final Pattern PATH =
            Pattern.compile("/api/v1/([a-z]+)(?:[.]csv)?(?:/(?!\\.+(?:/|$))[A-Za-z0-9._~-]+)*");

    private final String service;
    private final List<String> parts;

    Destination(String service, String... parts) {
        this.service = service;
        this.parts = List.of(parts);
    }

    /** The service's name: audience of internal tokens, name of its circuit breaker. */
    String service() {
        return service;
    }

    /** Who answers a path, as the client wrote it; empty if nobody does. */
    static Optional<Destination> of(String rawPath) {
        var path = PATH.matcher(rawPath);
        return path.matches()
                ? Arrays.stream(values())
                        .filter(one -> one.parts.contains(path.group(1)))
                        .findFirst()
                : Optional.empty();
    }
}
