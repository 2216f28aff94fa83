package io.septet.gateway.openapi;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What one service says of itself, made fit to stand beside the others. */
final class ServiceDocument {
    private static final String PUBLIC = "/api/v1/";
    private static final String REF = "$ref";
    private static final String COMPONENTS = "#/components/";

    private final String service;
    private final ObjectNode paths;
    private final ObjectNode components;

    /**
     * @param document OpenAPI 3.1, as the service serves it
     */
    ServiceDocument(String service, JsonNode document) {
        this.service = service;
        this.paths = document.path("paths").deepCopy().asObject();
        this.components =
                document.path("components").isObject()
                        ? document.path("components").deepCopy().asObject()
                        : paths.objectNode();
        paths.remove(paths.propertyNames().stream().filter(it -> !it.startsWith(PUBLIC)).toList());
        paths.properties().forEach(this::nameOperations);
        // The caller is found out from the internal token; springdoc takes it for a parameter.
        paths.values().forEach(ServiceDocument::withoutCaller);
    }

    ObjectNode paths() {
        return paths;
    }

    ObjectNode components() {
        return components;
    }

    /**
     * Renames components whose names another document uses for something else, so that the
     * service's name is in front: {@code Feed} becomes {@code AnalyticsFeed}. Renaming one makes
     * those that refer to it different as well.
     *
     * @param taken the components that are there already
     */
    void makeWayFor(ObjectNode taken) {
        Set<String> renamed = new TreeSet<>();
        int before;
        do {
            before = renamed.size();
            for (var section : components.propertyNames()) {
                for (var component : components.path(section).properties()) {
                    var there = taken.path(section).path(component.getKey());
                    var here = component.getValue().deepCopy();
                    rename(here, renamed);
                    if (!there.isMissingNode() && !there.equals(here)) {
                        renamed.add(section + "/" + component.getKey());
                    }
                }
            }
        } while (renamed.size() > before);
        rename(paths, renamed);
        rename(components, renamed);
        for (var name : renamed) {
            var section = components.path(name.substring(0, name.indexOf('/'))).asObject();
            var key = name.substring(name.indexOf('/') + 1);
            section.set(prefixed(key), section.remove(key));
        }
    }

    /** Removes components that nothing refers to any more. */
    void dropUnused() {
        Set<String> used = new HashSet<>();
        refs(paths, used);
        int before;
        do {
            before = used.size();
            for (var name : Set.copyOf(used)) {
                int slash = name.indexOf('/');
                refs(
                        components.path(name.substring(0, slash)).path(name.substring(slash + 1)),
                        used);
            }
        } while (used.size() > before);
        for (var section : components.properties()) {
            if (section.getValue() instanceof ObjectNode all) {
                all.retain(
                        all.propertyNames().stream()
                                .filter(key -> used.contains(section.getKey() + "/" + key))
                                .toList());
            }
        }
    }

    private void rename(JsonNode node, Set<String> names) {
        if (node instanceof ObjectNode object) {
            var ref = object.path(REF).stringValue("");
            if (ref.startsWith(COMPONENTS) && names.contains(ref.substring(COMPONENTS.length()))) {
                int slash = ref.lastIndexOf('/');
                object.set(
                        REF,
                        StringNode.valueOf(
                                ref.substring(0, slash + 1) + prefixed(ref.substring(slash + 1))));
            }
        }
        node.forEach(child -> rename(child, names));
    }

    private static void refs(JsonNode node, Set<String> into) {
        var ref = node.path(REF).stringValue("");
        if (ref.startsWith(COMPONENTS)) {
            into.add(ref.substring(COMPONENTS.length()));
        }
        node.forEach(child -> refs(child, into));
    }

    /** Operations are grouped by the part of the API they belong to, whatever class serves them. */
    private void nameOperations(Map.Entry<String, JsonNode> path) {
        var part = path.getKey().substring(PUBLIC.length()).split("/", 2)[0];
        for (var operation : path.getValue()) {
            if (operation instanceof ObjectNode object && object.has("operationId")) {
                var id = object.path("operationId").stringValue("");
                object.put("operationId", service + first(id));
                object.putArray("tags").add(part);
            }
        }
    }

    private static void withoutCaller(JsonNode path) {
        for (var operation : path) {
            if (operation.path("parameters") instanceof ArrayNode parameters) {
                parameters.removeIf(it ->
                        it.path("schema")
                                .path(REF)
                                .stringValue("")
                                .equals(COMPONENTS + "schemas/Caller"));
            }
        }
    }

    private String prefixed(String name) {
        return first(service) + name;
    }

    private static String first(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
