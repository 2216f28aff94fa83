package io.septet.scheduler.post;

import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396). */
final class MergePatch {
    private MergePatch() {}

    /** Changes a document: null removes, objects are merged, everything else replaces. */
    static void apply(ObjectNode document, ObjectNode patch) {
        patch.properties()
                .forEach(member -> {
                    var name = member.getKey();
                    var value = member.getValue();
                    if (value.isNull()) {
                        document.remove(name);
                    } else if (value instanceof ObjectNode part) {
                        var present =
                                document.get(name) instanceof ObjectNode object
                                        ? object
                                        : document.putObject(name);
                        apply(present, part);
                    } else {
                        document.set(name, value);
                    }
                });
    }
}
