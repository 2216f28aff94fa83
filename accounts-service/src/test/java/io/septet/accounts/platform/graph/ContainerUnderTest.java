package io.septet.accounts.platform.graph;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.platform.PlatformUnderTest;
import java.util.Map;

/** What Instagram and Threads have in common: posts are containers first. */
public interface ContainerUnderTest extends PlatformUnderTest {
    String CONTAINER = "17800000000000001";

    /** Under what kind of address they fetch pictures. */
    String LINK = "https://post\\.example/m/[A-Za-z0-9_-]{100,400}";

    /** The API's version, as it stands in paths. */
    String base();

    /** The id of the account. */
    String account();

    /** Where containers are made and posts are listed. */
    String edge();

    /** The fields of a container that tell how far it is. */
    String status();

    @Override
    default Map<String, String> preparedText() {
        return Map.of("container", CONTAINER);
    }

    @Override
    default ResponseDefinitionBuilder tokenDead() {
        return body(400, "expired.json");
    }

    @Override
    default ResponseDefinitionBuilder isGone() {
        return body(400, "gone.json");
    }

    @Override
    default MappingBuilder deletes() {
        return delete(urlPathEqualTo(base() + "/11"));
    }

    @Override
    default void showsIt() {
        status(CONTAINER, "published.json");
        own("own.json");
    }

    @Override
    default String shownAs() {
        return "17900000000000001";
    }

    @Override
    default void doesNotShowIt() {
        status(CONTAINER, "finished.json");
    }

    /** The account has posted this. */
    default void own(String file) {
        server().stubFor(lists().willReturn(body(200, file)));
    }

    /** The question what the account has posted. */
    default MappingBuilder lists() {
        return get(urlPathEqualTo(base() + "/" + account() + "/" + edge()));
    }

    /** A container can be made, and is so far. */
    default void container(String file) {
        server().stubFor(
                        post(urlPathEqualTo(base() + "/" + account() + "/" + edge()))
                                .willReturn(body(200, "container.json")));
        status(CONTAINER, file);
    }

    /** A container of this field gets this id. */
    default void created(String id, String field, String value) {
        server().stubFor(
                        post(urlPathEqualTo(base() + "/" + account() + "/" + edge()))
                                .withFormParam(field, equalTo(value))
                                .willReturn(okJson("{\"id\":\"" + id + "\"}")));
    }

    /** How far a container is. */
    default void status(String container, String file) {
        server().stubFor(
                        get(urlPathEqualTo(base() + "/" + container))
                                .withQueryParam("fields", equalTo(status()))
                                .willReturn(body(200, file)));
    }
}
