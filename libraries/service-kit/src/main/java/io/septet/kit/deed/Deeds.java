package io.septet.kit.deed;

import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.Role;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells of deeds. Who does it is whoever the present request is of; what a service does by itself
 * is no deed.
 */
public final class Deeds {
    private final String service;
    private final EventStreams streams;
    private final Changes changes;
    private final JsonMapper json;
    private final Clock clock;

    /**
     * @param service the name of the service in which it is done
     */
    public Deeds(
            String service, EventStreams streams, Changes changes, JsonMapper json, Clock clock) {
        this.service = service;
        this.streams = streams;
        this.changes = changes;
        this.json = json;
        this.clock = clock;
    }

    /** Adds to a change that the one who asks makes it; all keys of it are of that workspace. */
    public Change add(
            Change change, String workspace, String what, String on, Map<String, String> facts) {
        caller().ifPresent(caller ->
                change.event(
                        streams.stream(service, workspace),
                        event(workspace, who(caller), caller.address(), what, on, facts)));
        return change;
    }

    /** Tells of what was changed elsewhere, as a second step. */
    public void tell(String workspace, String what, String on, Map<String, String> facts) {
        if (caller().isPresent()) {
            changes.apply(add(Change.of(), workspace, what, on, facts));
        }
    }

    /** Adds to a change a deed of somebody who is named. */
    public Change addOf(
            Change change,
            String workspace,
            String who,
            String from,
            String what,
            String on,
            Map<String, String> facts) {
        return change.event(
                streams.stream(service, workspace), event(workspace, who, from, what, on, facts));
    }

    /** The event that tells of a deed of the one who asks; empty if nobody does. */
    public Optional<Event> event(
            String workspace, String what, String on, Map<String, String> facts) {
        return caller().map(
                        caller -> event(workspace, who(caller), caller.address(), what, on, facts));
    }

    private Event event(
            String workspace,
            String who,
            String from,
            String what,
            String on,
            Map<String, String> facts) {
        var deed = new Deed(Ids.next(), who, from, what, on, facts);
        return Event.of(Deed.EVENT, workspace, on, 1, clock.instant(), json.valueToTree(deed));
    }

    private static String who(Caller caller) {
        return caller.role() == Role.SERVICE ? "service:" + caller.member() : caller.member();
    }

    private static Optional<Caller> caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }
}
