package io.septet.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One thing that the API's description says can be done.
 *
 * @param path with its parameters in braces
 * @param role the least that is allowed to, {@code MEMBER} for anybody signed in, {@code NOBODY}
 *     for everybody; empty if the description does not say
 * @param queries names of its parameters in the address
 * @param body the content type of the body it takes; empty if it takes none
 */
record Operation(String method, String path, String role, List<String> queries, String body) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** Everything that a description (OpenAPI) names. */
    static List<Operation> all(JsonNode description) {
        var all = new ArrayList<Operation>();
        description
                .path("paths")
                .properties()
                .forEach(path ->
                        path.getValue().properties().stream()
                                .filter(one -> METHODS.contains(one.getKey()))
                                .forEach(one ->
                                        all.add(of(one.getKey(), path.getKey(), one.getValue()))));
        return all;
    }

    private static Operation of(String method, String path, JsonNode described) {
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                described.path("x-role").asString(""),
                described
                        .path("parameters")
                        .valueStream()
                        .filter(one -> one.path("in").asString("").equals("query"))
                        .map(one -> one.path("name").asString(""))
                        .toList(),
                described.path("requestBody").path("content").propertyNames().stream()
                        .findFirst()
                        .orElse(""));
    }

    boolean writes() {
        return !method.equals("GET");
    }

    /** Whether its address names one thing of a workspace. */
    boolean namesSomething() {
        return path.contains("{") && !path.endsWith("/connect/{platform}");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
