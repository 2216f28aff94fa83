package io.septet.accounts.platform;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.septet.accounts.media.MediaFiles;
import io.septet.accounts.media.MediaLinks;
import io.septet.accounts.platform.http.Outbound;
import io.septet.accounts.platform.http.OutboundProperties;
import io.septet.kit.testing.MutableClock;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tests of an adapter must know of its platform: how it is called and in which words it
 * answers. One interface per platform says so; {@link PlatformFixture} gives what all need.
 */
public interface PlatformUnderTest {
    String TOKEN = "canary-token-5d1f";
    String WORKSPACE = "0192f0c1-0000-7000-8000-000000000001";
    String DELIVERY = "6f9619ff-8b86-5d01-b42d-00cf4fc964ff";
    Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    /** SHA-256 of the six bytes of the picture in the media storage. */
    String DIGEST = "6ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37";

    /** What adapters are made of. */
    record Parts(
            Outbound outbound, OutboundProperties allowed, MediaFiles files, MediaLinks links) {}

    /** The adapter, calling this address. */
    Platform platform(URI address, Parts parts);

    /** A feed on the server at this address. */
    FeedAccess feed(URI address);

    /** The wish to connect an account on the server at this address. */
    ConnectRequest connection(URI address);

    /** Folder of the platform's bodies. */
    String folder();

    /** The request that makes a post public. */
    MappingBuilder publish();

    /** The fault of a post without text and pictures. */
    default String emptyFault() {
        return "text-empty";
    }

    /** A type of picture that the platform takes. */
    default String pictureType() {
        return "image/png";
    }

    /** Whether pictures can be uploaded before they are public; else preparing asks nothing. */
    default boolean takesPicturesAhead() {
        return true;
    }

    /** What preparing {@link #shown} leads to, for platforms where it leads to anything. */
    default Map<String, String> preparedText() {
        return Map.of();
    }

    /** The platform's answer to a post that it has accepted, with a body of some length. */
    default ResponseDefinitionBuilder created() {
        return body(200, "created.json");
    }

    /** The platform's "too many requests", and when it says to come back. */
    ResponseDefinitionBuilder tooMany();

    /** When it says to come back. */
    Instant tooManyUntil();

    /** The platform's word for a token that is not good any more. */
    ResponseDefinitionBuilder tokenDead();

    /** The platform's refusal of a content. */
    ResponseDefinitionBuilder contentRefused();

    /** What was sent before it is looked for. */
    default Content shown() {
        return text("Hello");
    }

    /** The platform shows {@link #shown}, and other posts besides, where there is a list. */
    void showsIt();

    /** Its id there. */
    String shownAs();

    /** The platform can be read and does not show it. */
    void doesNotShowIt();

    /** The request that deletes {@link #postId}. */
    MappingBuilder deletes();

    /** A post that is there. */
    default String postId() {
        return "11";
    }

    /** The platform's answer to a post that it has deleted. */
    default ResponseDefinitionBuilder deleted() {
        return body(200, "deleted.json");
    }

    /** The platform's answer where there is no such post; null = as if it had been there. */
    @Nullable ResponseDefinitionBuilder isGone();

    /** The request that asks for the account's numbers. */
    MappingBuilder asksForAccount();

    /** What account.json tells. */
    default Map<String, Long> accountNumbers() {
        return Map.of("followers", 1L, "following", 2L, "posts", 3L);
    }

    /** The server that plays the platform. */
    WireMockServer server();

    /** Where it listens. */
    URI address();

    /** The clock, which stands at {@link #NOW}. */
    MutableClock clock();

    /** The adapter, calling this address. */
    Platform at(URI address);

    /** An answer with one of the platform's bodies. */
    ResponseDefinitionBuilder body(int status, String file);

    /** One of the platform's bodies. */
    String read(String file);

    /** A content of text alone. */
    Content text(String text);

    /** "Hello" with the picture in the media storage. */
    Content pictured(@Nullable String altText);
}
