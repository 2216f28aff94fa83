package io.septet.kit.testing;

import java.util.List;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Looks for endpoints that a service answers without telling what they are and who may ask. */
public final class DeclaredRoles {
    private DeclaredRoles() {}

    /**
     * Endpoints of the public API that are not in the description, or there without a role.
     *
     * @param description what the service says at {@code /v3/api-docs}
     */
    public static List<String> missing(
            RequestMappingHandlerMapping answered, JsonNode description) {
        return answered.getHandlerMethods().keySet().stream()
                .flatMap(mapping ->
                        mapping.getPatternValues().stream()
                                .filter(path -> path.startsWith("/api/"))
                                .flatMap(path ->
                                        mapping.getMethodsCondition().getMethods().stream()
                                                .map(method -> method.name() + " " + path)))
                .filter(endpoint -> role(description, endpoint).isEmpty())
                .sorted()
                .toList();
    }

    private static String role(JsonNode description, String endpoint) {
        var parts = endpoint.split(" ", 2);
        return description
                .path("paths")
                .path(parts[1])
                .path(parts[0].toLowerCase(java.util.Locale.ROOT))
                .path("x-role")
                .asString("");
    }
}
