package io.septet.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.septet.kit.testing.DeclaredRoles;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@SchedulerTest
class DescriptionIT {
    @Autowired World world;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping answered;

    @Test
    void filesAndChangesAreDescribed() {
        var api = world.editor(World.id()).get("/v3/api-docs").body();
        var paths = api.path("paths");

        var upload = paths.path("/api/v1/media").path("post");
        var form = upload.at("/requestBody/content").path("multipart/form-data").path("schema");
        assertThat(form.path("properties").path("file").path("format").asString())
                .isEqualTo("binary");
        assertThat(form.path("required").toString()).isEqualTo("[\"file\"]");
        assertThat(upload.path("responses").propertyNames()).contains("201");

        var change = json(paths.path("/api/v1/posts/{id}").path("patch"));
        assertThat(change.path("examples").size()).isEqualTo(2);
        var properties = referred(api, change).path("properties");
        assertThat(properties.path("due").path("description").asString()).contains("offset");
        assertThat(properties.propertyNames()).contains("text", "feeds", "media", "variants");

        assertThat(json(paths.path("/api/v1/posts").path("post")).toString())
                .contains("night market");
        assertThat(paths.path("/api/v1/labels").has("get")).isTrue();
        assertThat(paths.path("/api/v1/media/{id}/renditions").has("post")).isTrue();
    }

    @Test
    void everyEndpointIsDescribedWithTheRoleItAsksFor() {
        var api = world.editor(World.id()).get("/v3/api-docs").body();

        assertThat(DeclaredRoles.missing(answered, api)).isEmpty();
    }

    private static JsonNode json(JsonNode operation) {
        return operation.at("/requestBody/content").path("application/json");
    }

    private static JsonNode referred(JsonNode api, JsonNode body) {
        return api.at(body.at("/schema/$ref").asString().substring(1));
    }
}
