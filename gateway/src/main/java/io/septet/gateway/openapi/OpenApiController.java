package io.septet.gateway.openapi;

import io.septet.gateway.GatewayProperties;
import io.septet.gateway.breaker.ServiceBreakers;
import io.septet.gateway.route.Paths;
import io.septet.kit.problem.Problem;
import io.septet.kit.trust.InternalClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Serves one OpenAPI document for all of Septet. */
@RestController
class OpenApiController {
    private static final Logger log = LoggerFactory.getLogger(OpenApiController.class);
    private static final List<String> SERVICES = List.of("accounts", "scheduler", "analytics");
    private static final Duration WHOLE = Duration.ofMinutes(5);
    private static final Duration INCOMPLETE = Duration.ofSeconds(3);

    private record Copy(byte[] document, Instant until) {}

    private final Map<String, RestClient> clients = new LinkedHashMap<>();
    private final ServiceBreakers breakers;
    private final JsonMapper json;
    private final Clock clock;
    private final ObjectNode own;
    private volatile @Nullable Copy copy;

    OpenApiController(
            InternalClients internal,
            ServiceBreakers breakers,
            GatewayProperties gateway,
            JsonMapper json,
            Clock clock) {
        SERVICES.forEach(name -> clients.put(name, internal.client(name, gateway.read())));
        this.breakers = breakers;
        this.json = json;
        this.clock = clock;
        try (var file = OpenApiController.class.getResourceAsStream("gateway.json")) {
            this.own = json.readTree(Objects.requireNonNull(file)).asObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping(path = Paths.OPENAPI, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document() {
        var known = copy;
        if (known == null || known.until().isBefore(clock.instant())) {
            known = fetch();
            copy = known;
        }
        return known.document();
    }

    private Copy fetch() {
        Executor threads = task -> Thread.ofVirtual().start(task);
        var asked = new LinkedHashMap<String, CompletableFuture<@Nullable ServiceDocument>>();
        SERVICES.forEach(
                name -> asked.put(name, CompletableFuture.supplyAsync(() -> ask(name), threads)));
        var answers = new ArrayList<ServiceDocument>();
        var missing = new ArrayList<String>();
        asked.forEach((name, answer) -> {
            var document = answer.join();
            if (document == null) {
                missing.add(name);
            } else {
                answers.add(document);
            }
        });
        return new Copy(
                json.writeValueAsBytes(OpenApi.merge(own, answers, missing)),
                clock.instant().plus(missing.isEmpty() ? WHOLE : INCOMPLETE));
    }

    private @Nullable ServiceDocument ask(String service) {
        try {
            var document =
                    breakers.call(
                            service,
                            () -> read(Objects.requireNonNull(clients.get(service))),
                            it -> false);
            return new ServiceDocument(service, document);
        } catch (Problem | JacksonException e) {
            log.warn("The API's description lacks the part of {}", service);
            log.debug("Because", e);
            return null;
        }
    }

    private static JsonNode read(RestClient client) {
        try {
            return Objects.requireNonNull(
                    client.get().uri("/v3/api-docs").retrieve().body(JsonNode.class));
        } catch (ResourceAccessException e) {
            throw e;
        } catch (RestClientException e) {
            throw new ResourceAccessException("" + e.getMessage(), new IOException(e));
        }
    }
}
