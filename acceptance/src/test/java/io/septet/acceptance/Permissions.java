package io.septet.acceptance;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/**
 * Who may do what: every operation of the API's description, tried by everybody. The callers belong
 * to a workspace of their own; what they ask about is a feed, post, picture and so on of the
 * demo's.
 */
final class Permissions {
    private static final List<String> ROLES = List.of("OWNER", "MANAGER", "EDITOR", "VIEWER");
    private static final String PASSWORD = "a-password-" + UUID.randomUUID();
    private static final String CANARY = "canary-" + UUID.randomUUID();

    /** What has to be sent so that only the thing itself can be missing. */
    private static final Map<String, String> BODIES =
            Map.of(
                    "PATCH /api/v1/feeds/{id}", "{\"name\":\"Taken\"}",
                    "PATCH /api/v1/posts/{id}", "{\"text\":\"Taken\"}",
                    "PATCH /api/v1/members/{id}", "{\"role\":\"VIEWER\"}",
                    "POST /api/v1/feeds/connect/attempts/{id}/choose", "{\"choices\":[\"1\"]}",
                    "POST /api/v1/deliveries/{id}/resolve", "{\"choice\":\"drop\"}",
                    "POST /api/v1/media/{id}/renditions", "{\"feeds\":[\"FEED\"]}");

    /** What may be asked without signing in; each is counted by address. */
    private static final List<String> OPEN =
            List.of(
                    "POST /api/v1/session",
                    "DELETE /api/v1/session",
                    "GET /api/v1/session/ways",
                    "POST /api/v1/session/passkey",
                    "POST /api/v1/session/passkey/options",
                    "POST /api/v1/links",
                    "POST /api/v1/links/look",
                    "POST /api/v1/links/use",
                    "GET /api/v1/outside",
                    "GET /api/v1/outside/picture",
                    "POST /api/v1/outside/decision");

    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> cells = new TreeMap<>();

    /** What lies in the demo's workspace, by the part of the API it is found in. */
    private final Map<String, String> theirs = new LinkedHashMap<>();

    /** Nothing of this may ever be told to the callers. */
    private final List<String> secrets = new ArrayList<>();

    /**
     * What was found.
     *
     * @param faults in sentences; empty if everything is as it is declared
     * @param tries how often was tried, by what was tried
     */
    record Matrix(List<String> faults, Map<String, Integer> tries) {}

    /** Tries everything. */
    static Matrix walk(RunningSystem septet) throws IOException {
        var permissions = new Permissions();
        permissions.fillTheirs(septet);
        permissions.tryAll(septet.get("/api/v1/openapi.json"), permissions.callers(septet));
        return new Matrix(permissions.faults, permissions.cells);
    }

    private void tryAll(JsonNode description, Callers callers) {
        if (description.has("x-missing")) {
            faults.add("Not described: " + description.get("x-missing"));
        }
        for (var operation : Operation.all(description)) {
            if (operation.role().isEmpty()) {
                faults.add(operation + " declares no role");
            } else if (operation.role().equals("NOBODY") && !OPEN.contains("" + operation)) {
                faults.add(operation + " is open to everybody");
            } else {
                tryOut(operation, callers);
            }
        }
        namedInside(callers);
    }

    private void tryOut(Operation operation, Callers callers) {
        var own = callers.byRole();
        if (!operation.role().equals("NOBODY")) {
            expect("nobody", operation, send(operation, callers.nobody()), 401, "not-signed-in");
            expect("nobody", operation, send(operation, callers.stranger()), 401, "not-signed-in");
            for (var way : List.of(callers.elsewhereByHeader(), callers.elsewhereByQuery())) {
                expect("elsewhere", operation, send(operation, way), 404, "workspace-not-found");
            }
        }
        if (operation.writes() && !operation.path().equals("/api/v1/session")) {
            expect("forged", operation, send(operation, callers.cookieAlone()), 403, "csrf");
        }
        if (operation.path().startsWith("/api/v1/outside")) {
            var guess = callers.nobody().with("Septet-Link", "A".repeat(86));
            for (var way : List.of(callers.nobody(), guess)) {
                expect("without link", operation, send(operation, way), 404, "link-not-found");
            }
        }
        for (var role : ROLES) {
            var answer = send(operation, caller(own, role));
            cells.merge("role", 1, Integer::sum);
            if (!allows(operation.role(), role)) {
                if (answer.status() != 403 || !answer.problem().equals("forbidden")) {
                    faults.add(operation + " by " + role + " is not forbidden: " + answer.told());
                }
            } else if (operation.namesSomething()) {
                foreign(operation, role, answer);
            } else if (List.of(401, 403).contains(answer.status()) || answer.status() >= 500) {
                faults.add(operation + " by " + role + " is not allowed: " + answer.told());
            }
            leaks(operation + " by " + role, answer);
        }
    }

    private void foreign(Operation operation, String role, Wire.Answer answer) {
        cells.merge("foreign", 1, Integer::sum);
        if (answer.status() != 404
                || !answer.problem().endsWith("-not-found")
                || answer.problem().equals("workspace-not-found")) {
            faults.add(operation + " by " + role + " of theirs: " + answer.told());
        }
    }

    /** Things of theirs that are named in a body or a filter. */
    private void namedInside(Callers callers) {
        var owner = caller(callers.byRole(), "OWNER");
        var feed = theirs("feeds");
        var media = theirs("media");
        var bodies =
                List.of(
                        List.of(
                                "/api/v1/posts",
                                "{\"text\":\"t\",\"feeds\":[\"FEED\"],\"action\":\"draft\"}"),
                        List.of(
                                "/api/v1/posts",
                                "{\"text\":\"t\",\"feeds\":[\"FEED\"],\"action\":\"now\"}"),
                        List.of(
                                "/api/v1/posts",
                                "{\"text\":\"t\",\"media\":[\"MEDIA\"],\"action\":\"draft\"}"),
                        List.of(
                                "/api/v1/holds",
                                "{\"scope\":\"feed\",\"id\":\"FEED\",\"reason\":\"r\"}"),
                        List.of("/api/v1/feeds/connect/mastodon", "{\"feed\":\"FEED\"}"));
        for (var one : bodies) {
            var body = one.get(1).replace("FEED", feed).replace("MEDIA", media);
            var answer = owner.send("POST", one.get(0), body);
            cells.merge("inside", 1, Integer::sum);
            if (answer.status() != 404 && answer.status() != 422) {
                faults.add("POST " + one + " is taken: " + answer.told());
            }
            leaks("POST " + one, answer);
        }
    }

    /** Asks with things of theirs wherever something can be named. */
    private Wire.Answer send(Operation operation, Wire caller) {
        var path = operation.path();
        if (operation.namesSomething()) {
            var part = path.contains("attempts") ? "attempts" : path.split("/")[3];
            var id =
                    path.contains("reports/posts")
                            ? theirs("deliveries")
                            : theirs(path.startsWith("/api/v1/media/") ? "media" : part);
            path = path.replaceAll("\\{[a-z]+}", id);
        }
        path = path.replace("{platform}", "x");
        var query =
                operation.queries().stream()
                        .map(name -> name + "=" + value(name))
                        .filter(pair -> !pair.endsWith("="))
                        .reduce((a, b) -> a + "&" + b)
                        .map(text -> "?" + text)
                        .orElse("");
        if (operation.body().startsWith("multipart")) {
            return caller.with("Content-Type", operation.body() + "; boundary=none")
                    .send(operation.method(), path + query, "--none--\r\n");
        }
        var body = operation.body().isEmpty() ? null : BODIES.getOrDefault("" + operation, "{}");
        return caller.send(
                operation.method(),
                path + query,
                body == null ? null : body.replace("FEED", theirs("feeds")));
    }

    private String value(String name) {
        return switch (name) {
            case "feed", "feeds" -> theirs("feeds");
            case "post" -> theirs("posts");
            case "from" -> "" + Instant.now().minusSeconds(86_400);
            case "to" -> "" + Instant.now().plusSeconds(86_400);
            case "zone" -> "UTC";
            case "text", "q", "query" -> CANARY;
            default -> "";
        };
    }

    private void expect(
            String kind, Operation operation, Wire.Answer answer, int status, String problem) {
        cells.merge(kind, 1, Integer::sum);
        if (answer.status() != status || !answer.problem().equals(problem)) {
            faults.add(operation + " by " + kind + ": " + answer.told());
        }
        leaks(operation + " by " + kind, answer);
    }

    private void leaks(String what, Wire.Answer answer) {
        for (var secret : secrets) {
            if (answer.text().contains(secret)) {
                faults.add(what + " tells " + secret + ": " + answer.told());
            }
        }
    }

    private static boolean allows(String least, String role) {
        return !ROLES.contains(least) || ROLES.indexOf(role) <= ROLES.indexOf(least);
    }

    private String theirs(String part) {
        var id = theirs.get(part);
        if (id == null) {
            throw new AssertionError("Nothing of theirs is known for /" + part);
        }
        return id;
    }

    private static Wire caller(Map<String, Wire> own, String role) {
        var caller = own.get(role);
        if (caller == null) {
            throw new AssertionError("Nobody is " + role);
        }
        return caller;
    }

    private void fillTheirs(RunningSystem septet) throws IOException {
        theirs.put("feeds", septet.feeds().getFirst());
        var picture = septet.upload(Skyline.png(), "theirs.png");
        theirs.put("media", picture);
        var post =
                septet.post(
                        "/api/v1/posts",
                        Map.of(
                                "text",
                                CANARY,
                                "feeds",
                                septet.feeds().subList(0, 3),
                                "media",
                                List.of(picture),
                                "labels",
                                List.of(CANARY),
                                "due",
                                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1).toString(),
                                "zone",
                                "UTC",
                                "action",
                                "schedule"));
        theirs.put("posts", post.get("id").stringValue());
        theirs.put("deliveries", post.at("/deliveries/0/id").stringValue());
        theirs.put(
                "tokens",
                septet.post("/api/v1/tokens", Map.of("name", CANARY)).get("id").stringValue());
        theirs.put(
                "invitations",
                septet.post(
                                "/api/v1/invitations",
                                Map.of("email", CANARY + "@example.org", "role", "VIEWER"))
                        .get("id")
                        .stringValue());
        theirs.put(
                "webhooks",
                septet.post(
                                "/api/v1/webhooks",
                                Map.of(
                                        "url",
                                        "http://127.0.0.1:9/" + CANARY,
                                        "events",
                                        List.of("feed.changed")))
                        .at("/webhook/id")
                        .stringValue());
        theirs.put("sessions", sessionOfTheirs(septet));
        theirs.put(
                "holds",
                septet.post(
                                "/api/v1/holds",
                                Map.of("scope", "label", "id", CANARY, "reason", CANARY))
                        .get("id")
                        .stringValue());
        theirs.put(
                "attempts",
                septet.post("/api/v1/feeds/connect/x", Map.of()).get("id").stringValue());
        // A script makes no passkey: what is asked about is one that is nobody's.
        theirs.put("me", UUID.randomUUID().toString());
        theirs.put("workspace", septet.demo().get("workspace").stringValue());
        secrets.add(CANARY);
        septet.get("/api/v1/members")
                .get("items")
                .valueStream()
                .forEach(member -> {
                    theirs.putIfAbsent("members", member.get("id").stringValue());
                    secrets.add(member.get("email").stringValue());
                });
        septet.get("/api/v1/feeds")
                .get("items")
                .valueStream()
                .forEach(one -> secrets.add("\"" + one.get("name").stringValue() + "\""));
    }

    /** A session of a member of the demo's, as its member is shown it. */
    private static String sessionOfTheirs(RunningSystem septet) {
        var member = septet.demo().get("members").get(0);
        return new Wire(septet.demo().get("address").stringValue())
                .signIn(member.get("email").stringValue(), member.get("password").stringValue())
                .send("GET", "/api/v1/sessions", null)
                .json()
                .at("/items/0/id")
                .stringValue();
    }

    /**
     * Those who try.
     *
     * @param stranger with a bearer token that nobody made
     * @param cookieAlone a signed-in owner's browser, sent here by another site
     * @param elsewhereByHeader an owner who names the demo's workspace
     */
    private record Callers(
            Map<String, Wire> byRole,
            Wire nobody,
            Wire stranger,
            Wire cookieAlone,
            Wire elsewhereByHeader,
            Wire elsewhereByQuery) {}

    private Callers callers(RunningSystem septet) {
        var gateway = new Wire(septet.demo().get("address").stringValue());
        var workspace = UUID.randomUUID().toString();
        put(
                septet,
                "/internal/v1/workspaces/" + workspace,
                Map.of("name", "Others", "zone", "UTC"));
        put(
                septet,
                "/internal/v1/workspaces/%s/members/owner@others.example".formatted(workspace),
                Map.of("name", "Other", "password", PASSWORD, "role", "OWNER"));
        var signedIn = gateway.signIn("owner@others.example", PASSWORD);
        var byRole = new LinkedHashMap<String, Wire>();
        for (var role : ROLES) {
            var made =
                    signedIn.send(
                            "POST",
                            "/api/v1/tokens",
                            "{\"name\":\"%1$s\",\"role\":\"%1$s\"}".formatted(role));
            byRole.put(role, gateway.bearer(made.json().get("token").stringValue()));
        }
        var owner = caller(byRole, "OWNER");
        return new Callers(
                byRole,
                gateway,
                gateway.bearer("spt_" + "A".repeat(43)),
                signedIn.without("X-XSRF-TOKEN"),
                owner.with("Septet-Workspace", theirs("workspace")),
                owner.asking("workspace", theirs("workspace")));
    }

    private static void put(RunningSystem septet, String path, @Nullable Object body) {
        var request = septet.accounts().put().uri(path).contentType(MediaType.APPLICATION_JSON);
        if (body != null) {
            request.body(body);
        }
        request.retrieve().toBodilessEntity();
    }
}
