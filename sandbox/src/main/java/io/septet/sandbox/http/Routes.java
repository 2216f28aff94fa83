package io.septet.sandbox.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handler answers which method and path; the first one that fits. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Answers one call. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    private record Route(String method, String[] segments, Handler handler) {

        /** The variables of the path, or null if it does not fit. */
        @Nullable Map<String, String> match(String[] path) {
            if (path.length != segments.length) {
                return null;
            }
            var variables = new HashMap<String, String>();
            for (int i = 0; i < path.length; i++) {
                String wanted = segments[i];
                int open = wanted.indexOf('{');
                if (open < 0) {
                    if (!wanted.equals(path[i])) {
                        return null;
                    }
                } else {
                    if (!path[i].startsWith(wanted.substring(0, open))
                            || path[i].length() == open) {
                        return null;
                    }
                    variables.put(
                            wanted.substring(open + 1, wanted.length() - 1),
                            path[i].substring(open));
                }
            }
            return variables;
        }
    }

    /**
     * Adds a route.
     *
     * @param path segments are literal, {@code {name}}, or literal and then {@code {name}}, as in
     *     {@code /@{user}}
     */
    public Routes on(String method, String path, Handler handler) {
        routes.add(new Route(method, path.split("/", -1), handler));
        return this;
    }

    /** The answer of the first route that fits; 404 or 405 in our own words if none does. */
    public Reply answer(Call call) {
        String[] path = call.path().split("/", -1);
        boolean known = false;
        for (Route route : routes) {
            var variables = route.match(path);
            if (variables != null) {
                known = true;
                if (route.method().equals(call.method())) {
                    return route.handler().handle(call.with(variables));
                }
            }
        }
        return known
                ? Reply.problem(
                        405,
                        "method-not-allowed",
                        "Not that method",
                        call.method() + " " + call.path())
                : Reply.problem(404, "not-found", "Nothing is here", call.path());
    }
}
