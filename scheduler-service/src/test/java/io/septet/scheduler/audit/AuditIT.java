package io.septet.scheduler.audit;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.redis.Change;
import io.septet.kit.redis.Changes;
import io.septet.kit.time.SkewedClock;
import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import io.septet.scheduler.delivery.Content;
import io.septet.scheduler.delivery.Deliveries;
import io.septet.scheduler.delivery.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@SchedulerTest
class AuditIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired SkewedClock clock;
    @Autowired PublishingAudit audits;
    @Autowired Deliveries deliveries;
    @Autowired Changes changes;

    private final String workspace = World.id();
    private Http manager;
    private String delivery;

    @BeforeEach
    void publish() {
        manager = world.as(workspace, Role.MANAGER);
        var form = form(List.of(accounts.feed(workspace)), "now");
        delivery =
                world.editor(workspace)
                        .post("/api/v1/posts", form)
                        .body()
                        .path("deliveries")
                        .path(0)
                        .path("id")
                        .asString();
        var found = deliveries.find(workspace, delivery).orElseThrow();
        accounts.takes(found.id(), workspace, found.contentHash(), found.due());
        becomes("PUBLISHED");
        accounts.shows(delivery, true, List.of());
    }

    @AfterEach
    void mend() {
        accounts.unread(null);
        accounts.shows(delivery, true, List.of());
        clock.skewBy(Duration.ZERO);
    }

    private void becomes(String state) {
        world.tell(workspace, accounts.becomes(delivery, state));
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(deliveries.find(workspace, delivery).orElseThrow().heard())
                                .isEqualTo(
                                        accounts.publication(delivery).path("version").asLong()));
    }

    private List<String> findings() {
        clock.skewBy(Duration.ofMinutes(70));
        var rules = new ArrayList<String>();
        for (JsonNode one :
                manager.post("/api/v1/deliveries/audit", Map.of()).body().path("findings")) {
            rules.add(one.path("rule").asString());
        }
        return rules;
    }

    @Test
    void whatWentWellIsNotFound() {
        assertThat(findings()).isEmpty();
        var audit = manager.get("/api/v1/deliveries/audit").body();
        assertThat(audit.path("deliveries").asInt()).isEqualTo(1);
        assertThat(audit.path("rules").size()).isEqualTo(12);
        for (JsonNode rule : audit.path("rules")) {
            boolean asked =
                    !List.of("held", "not-public", "not-there")
                            .contains(rule.path("id").asString());
            assertThat(rule.path("looked").asInt()).as("%s", rule).isEqualTo(asked ? 1 : 0);
            assertThat(rule.path("found").asInt()).isZero();
        }
    }

    @Test
    void itIsForManagersAndRunsForEveryWorkspace() {
        assertThat(manager.get("/api/v1/deliveries/audit").problem()).isEqualTo("audit-not-found");
        assertThat(world.editor(workspace).get("/api/v1/deliveries/audit").status()).isEqualTo(403);

        audits.runAll(Duration.ofDays(2));

        assertThat(audits.last(workspace)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "contentHash,1:00,content",
        "armedAt,2020-01-01T00:00:00Z,due",
        "armedAt,2100-01-01T00:00:00Z,armed",
        "state,REVIEW,published",
    })
    void whatAccountsServiceKeepsDifferentlyIsFound(String field, String value, String rule) {
        accounts.publication(delivery).put(field, value);

        assertThat(findings()).containsExactly(rule);
    }

    @Test
    void whatAccountsServiceHasLostIsFound() {
        accounts.forgets(delivery);

        assertThat(findings()).containsExactly("published");
        var audit = manager.get("/api/v1/deliveries/audit").body();
        assertThat(audit.path("rules").path(3).path("id").asString()).isEqualTo("published");
        assertThat(audit.path("rules").path(3).path("found").asInt()).isEqualTo(1);
        assertThat(audit.path("findings").path(0).path("post").asString())
                .isEqualTo(deliveries.find(workspace, delivery).orElseThrow().post());
    }

    @Test
    void whatWasNotHeardIsFound() {
        var publication = accounts.publication(delivery);
        publication.put("version", publication.path("version").asLong() + 1);

        assertThat(findings()).containsExactly("told");
    }

    private JsonNode last() {
        return manager.get("/api/v1/deliveries/audit").body();
    }

    private static JsonNode rule(JsonNode audit, String id) {
        for (var rule : audit.path("rules")) {
            if (rule.path("id").asString().equals(id)) {
                return rule;
            }
        }
        throw new AssertionError(audit.toString());
    }

    @Test
    void whatIsNotThereAnyMoreIsANoticeAndNoFault() {
        accounts.shows(delivery, false, List.of());

        assertThat(findings()).isEmpty();

        var notice = last().path("notices").path(0);
        assertThat(notice.path("rule").asString()).isEqualTo("there");
        assertThat(notice.path("delivery").asString()).isEqualTo(delivery);
        assertThat(rule(last(), "there").path("looked").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsThereTwiceIsFound() {
        accounts.shows(delivery, true, List.of("p-2"));

        assertThat(findings()).containsExactly("there-once");
        assertThat(rule(last(), "there-once").path("found").asInt()).isEqualTo(1);
        assertThat(rule(last(), "once").path("found").asInt()).isZero();
    }

    @Test
    void whatIsThereThoughItIsCalledMissedIsFound() {
        var now = world.now().minusSeconds(60);
        var change = Change.of();
        var fresh =
                Delivery.scheduled(
                        workspace,
                        World.id(),
                        null,
                        World.id(),
                        1,
                        new Delivery.Plan(
                                "x",
                                new Content("Hello", null, List.of(), null, null),
                                null,
                                List.of(),
                                now,
                                now.plusSeconds(900),
                                Duration.ZERO));
        deliveries.put(change, null, fresh.missed("late"), null);
        assertThat(changes.apply(change).applied()).isTrue();
        accounts.shows(fresh.id(), true, List.of());

        assertThat(findings()).containsExactly("not-there");
    }

    @Test
    void feedsThatCannotBeReadAreNamed() {
        accounts.unread("The account must be connected again");

        assertThat(findings()).isEmpty();
        assertThat(last().path("notCompared").path(0).path("why").asString())
                .isEqualTo("The account must be connected again");
        assertThat(rule(last(), "there").path("looked").asInt()).isZero();
    }
}
