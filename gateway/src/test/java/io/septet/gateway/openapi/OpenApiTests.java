package io.septet.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpenApiTests {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void componentsOfOneNameStayApartWhenTheyDiffer() {
        var whole =
                merge(
                        service("accounts", "/api/v1/feeds", "{'Feed':{'type':'object'}}"),
                        service("analytics", "/api/v1/reports", "{'Feed':{'type':'string'}}"));

        assertThat(whole.at("/components/schemas/Feed/type").stringValue()).isEqualTo("object");
        assertThat(whole.at("/components/schemas/AnalyticsFeed/type").stringValue())
                .isEqualTo("string");
        assertThat(ref(whole, "/api/v1/feeds")).isEqualTo("#/components/schemas/Feed");
        assertThat(ref(whole, "/api/v1/reports")).isEqualTo("#/components/schemas/AnalyticsFeed");
    }

    @Test
    void componentsThatAreTheSameAreSharedUnlessWhatTheyReferToDiffers() {
        var item = "'Feed':{'properties':{'limit':{'$ref':'#/components/schemas/Limit'}}}";
        var whole =
                merge(
                        service("accounts", "/api/v1/feeds", "{" + item + ",'Limit':{'a':1}}"),
                        service("scheduler", "/api/v1/posts", "{" + item + ",'Limit':{'a':1}}"),
                        service("analytics", "/api/v1/reports", "{" + item + ",'Limit':{'a':2}}"));

        assertThat(whole.at("/components/schemas").propertyNames())
                .containsExactlyInAnyOrder("Feed", "Limit", "AnalyticsFeed", "AnalyticsLimit");
        assertThat(
                        whole.at("/components/schemas/AnalyticsFeed/properties/limit/$ref")
                                .stringValue())
                .isEqualTo("#/components/schemas/AnalyticsLimit");
        assertThat(ref(whole, "/api/v1/posts")).isEqualTo("#/components/schemas/Feed");
    }

    @Test
    void operationsAreNamedApart() {
        var whole =
                merge(
                        service("accounts", "/api/v1/feeds", "{'Feed':{}}"),
                        service("scheduler", "/api/v1/posts", "{'Feed':{}}"));

        assertThat(whole.at("/paths/~1api~1v1~1feeds/get/operationId").stringValue())
                .isEqualTo("accountsList");
        assertThat(whole.at("/paths/~1api~1v1~1posts/get/operationId").stringValue())
                .isEqualTo("schedulerList");
        assertThat(whole.at("/paths/~1api~1v1~1posts/get/tags/0").stringValue()).isEqualTo("posts");
    }

    @Test
    void onlyThePublicPartAndWhatItNeedsIsShown() {
        var document =
                (ObjectNode)
                        JSON.readTree(
                                text(
                                        "accounts",
                                        "/internal/v1/sign-in",
                                        "{'Feed':{},'Caller':{}}"));

        var whole = merge(new ServiceDocument("accounts", document));

        assertThat(whole.path("paths").size()).isZero();
        assertThat(whole.at("/components/schemas").size()).isZero();
    }

    @Test
    void callerIsNotAParameter() {
        var whole = merge(service("accounts", "/api/v1/feeds", "{'Feed':{},'Caller':{}}"));

        assertThat(whole.at("/paths/~1api~1v1~1feeds/get/parameters").values())
                .extracting(it -> it.path("name").stringValue())
                .containsExactly("limit");
        assertThat(whole.at("/components/schemas").propertyNames()).containsExactly("Feed");
    }

    @Test
    void documentSaysWhoIsMissing() {
        var whole = OpenApi.merge(own(), List.of(), List.of("scheduler", "analytics"));

        assertThat(whole.path("x-missing").values())
                .extracting(JsonNode::stringValue)
                .containsExactly("scheduler", "analytics");
        assertThat(whole.at("/info/description").stringValue()).contains("scheduler, analytics");
    }

    private static ObjectNode merge(ServiceDocument... services) {
        return OpenApi.merge(own(), List.of(services), List.of());
    }

    private static ObjectNode own() {
        return (ObjectNode)
                JSON.readTree(
                        "{\"info\":{\"description\":\"All\"},\"paths\":{},\"components\":{\"schemas\":{}}}");
    }

    private static ServiceDocument service(String name, String path, String schemas) {
        return new ServiceDocument(name, JSON.readTree(text(name, path, schemas)));
    }

    private static String text(String name, String path, String schemas) {
        return """
        {'info':{'title':'%s'},'paths':{'%s':{'get':{'operationId':'list',
          'parameters':[
            {'name':'caller','in':'query','schema':{'$ref':'#/components/schemas/Caller'}},
            {'name':'limit','in':'query','schema':{'type':'integer'}}],
          'responses':{'200':{'schema':{'$ref':'#/components/schemas/Feed'}}}}}},
         'components':{'schemas':%s}}\
        """
                .formatted(name, path, schemas)
                .replace('\'', '"');
    }

    private static String ref(JsonNode whole, String path) {
        return whole.path("paths").path(path).at("/get/responses/200/schema/$ref").stringValue();
    }
}
