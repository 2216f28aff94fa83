package io.septet.scheduler.delivery;

import static io.septet.scheduler.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.septet.kit.trust.Role;
import io.septet.scheduler.AccountsDouble;
import io.septet.scheduler.Http;
import io.septet.scheduler.SchedulerTest;
import io.septet.scheduler.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@SchedulerTest
class RetractIT {
    @Autowired World world;
    @Autowired AccountsDouble accounts;
    @Autowired Deliveries deliveries;

    private final String workspace = World.id();
    private Http manager;
    private String feed;
    private String delivery;

    @BeforeEach
    void publish() {
        manager = world.as(workspace, Role.MANAGER);
        feed = accounts.feed(workspace);
        delivery = delivery(form(List.of(feed), "now"));
        var found = deliveries.find(workspace, delivery).orElseThrow();
        accounts.takes(found.id(), workspace, found.contentHash(), found.due());
        becomesPublished();
    }

    @AfterEach
    void mend() {
        accounts.deletes("deleted");
    }

    private String delivery(Map<String, Object> form) {
        return manager.post("/api/v1/posts", form)
                .body()
                .path("deliveries")
                .path(0)
                .path("id")
                .asString();
    }

    private void becomesPublished() {
        world.tell(workspace, accounts.becomes(delivery, "PUBLISHED"));
        await().untilAsserted(() ->
                assertThat(deliveries.find(workspace, delivery).orElseThrow().heard())
                        .isEqualTo(accounts.publication(delivery).path("version").asLong()));
    }

    private Http.Answer retract(Http as) {
        return as.post("/api/v1/deliveries/" + delivery + "/retract", Map.of());
    }

    private String retractedAt() {
        return manager.get("/api/v1/deliveries/" + delivery)
                .body()
                .path("retractedAt")
                .asString("");
    }

    @Test
    void aManagerHasItDeletedOnceAndTheStorySaysSo() {
        var answer = retract(manager);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(accounts.deleted()).contains(feed + " p-" + delivery);
        assertThat(answer.body().path("state").asString()).isEqualTo("PUBLISHED");
        assertThat(answer.body().path("retractedAt").asString()).isNotBlank();
        var log = answer.body().path("log");
        var last = log.path(log.size() - 1);
        assertThat(last.path("step").asString()).isEqualTo("retracted");
        assertThat(last.path("detail").asString()).isEqualTo("deleted");
        assertThat(last.path("by").asString()).isEqualTo("member-manager");

        accounts.deletes("unclear");
        assertThat(retract(manager).body()).isEqualTo(answer.body());
    }

    @Test
    void whatIsToldLaterDoesNotMakeItPublicAgain() {
        retract(manager);

        becomesPublished();

        assertThat(retractedAt()).isNotBlank();
    }

    @Test
    void othersMayNotAndStrangersDoNotSeeIt() {
        assertThat(retract(world.editor(workspace)).status()).isEqualTo(403);
        assertThat(retract(world.as(World.id(), Role.OWNER)).status()).isEqualTo(404);
        assertThat(accounts.deleted()).doesNotContain(feed + " p-" + delivery);
    }

    @ParameterizedTest
    @CsvSource({
        "unsupported,409,not-retractable",
        "refused,409,not-retractable",
        "reconnect,409,not-retractable",
        "later,503,retract-later",
        "unclear,503,retract-unclear"
    })
    void whatIsNotDeletedIsNotSaidToBe(String outcome, int status, String problem) {
        accounts.deletes(outcome);

        var answer = retract(manager);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(retractedAt()).isEmpty();
    }

    @Test
    void onlyWhatIsPublicIsDeleted() {
        var form = form(List.of(feed), "schedule");
        form.put("due", world.now().plusSeconds(3600).toString());
        delivery = delivery(form);

        var answer = retract(manager);

        assertThat(answer.problem()).isEqualTo("not-retractable");
        assertThat(answer.body().path("why").asString()).isEqualTo("state");
    }
}
