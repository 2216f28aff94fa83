package io.septet.scheduler;

import io.septet.kit.SeptetProperties;
import io.septet.kit.event.Event;
import io.septet.kit.event.EventStreams;
import io.septet.kit.id.Ids;
import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.trust.Caller;
import io.septet.kit.trust.InternalTokens;
import io.septet.kit.trust.KeyRing;
import io.septet.kit.trust.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** What surrounds the service under test: members who call it, and accounts-service. */
@TestComponent
@Lazy
public class World {
    private final SeptetProperties septet;
    private final Environment environment;
    private final Changes changes;
    private final EventStreams streams;
    private final Clock clock;
    private final JsonMapper json;
    private final InternalTokens gateway;

    World(
            SeptetProperties septet,
            Environment environment,
            Changes changes,
            EventStreams streams,
            Clock clock,
            JsonMapper json) {
        this.septet = septet;
        this.environment = environment;
        this.changes = changes;
        this.streams = streams;
        this.clock = clock;
        this.json = json;
        this.gateway =
                new InternalTokens(new KeyRing(septet.data().resolve("keys"), "gateway"), clock);
    }

    public Http as(String workspace, Role role) {
        return member(workspace, "member-" + role.name().toLowerCase(Locale.ROOT), role);
    }

    /** The gateway on its own account. */
    public Http gateway() {
        return new Http(
                "http://127.0.0.1:" + environment.getProperty("local.server.port"),
                () -> "Bearer " + gateway.forService(septet.service()));
    }

    /** Somebody in particular. */
    public Http member(String workspace, String id, Role role) {
        var member = new Caller(id, workspace, role);
        return new Http(
                "http://127.0.0.1:" + environment.getProperty("local.server.port"),
                () -> "Bearer " + gateway.forMember(member, septet.service()));
    }

    public Http editor(String workspace) {
        return as(workspace, Role.EDITOR);
    }

    /** accounts-service tells of a publication. */
    public void tell(String workspace, Map<String, Object> publication) {
        var data = json.valueToTree(publication);
        changes.apply(
                Change.of()
                        .event(
                                streams.stream("accounts", workspace),
                                Event.of(
                                        "publication."
                                                + data.path("state")
                                                        .asString()
                                                        .toLowerCase(Locale.ROOT),
                                        workspace,
                                        data.path("deliveryId").asString(),
                                        data.path("version").asLong(),
                                        clock.instant(),
                                        data)));
    }

    public Instant now() {
        return clock.instant();
    }

    /** A post as a client writes it. */
    public static Map<String, Object> form(List<String> feeds, String action) {
        var form = new LinkedHashMap<String, Object>();
        form.put("text", "The night market opens tonight");
        form.put("feeds", feeds);
        form.put("action", action);
        return form;
    }

    public static String id() {
        return Ids.next();
    }
}
