package io.septet.gateway.openapi;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts one document together: the gateway's own part and what each service says of itself. */
final class OpenApi {
    private OpenApi() {}

    /**
     * The whole document.
     *
     * @param own the gateway's part, with everything that is common to all
     * @param services theirs
     * @param missing names of services that gave none
     */
    static ObjectNode merge(ObjectNode own, List<ServiceDocument> services, List<String> missing) {
        var whole = own.deepCopy();
        for (var service : services) {
            service.dropUnused();
            service.makeWayFor(whole.path("components").asObject());
            add(whole.path("paths").asObject(), service.paths());
            var components = whole.path("components").asObject();
            for (var section : service.components().properties()) {
                if (section.getValue().isObject()) {
                    add(components.withObjectProperty(section.getKey()), section.getValue());
                }
            }
        }
        if (!missing.isEmpty()) {
            var info = whole.path("info").asObject();
            info.put(
                    "description",
                    info.path("description").stringValue("")
                            + "\n\n**Incomplete at present**: no answer from "
                            + String.join(", ", missing)
                            + ".");
            missing.forEach(whole.putArray("x-missing")::add);
        }
        return whole;
    }

    private static void add(ObjectNode to, JsonNode from) {
        from.properties().forEach(one -> to.set(one.getKey(), one.getValue()));
    }
}
