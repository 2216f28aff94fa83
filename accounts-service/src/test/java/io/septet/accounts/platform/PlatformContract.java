package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.kit.testing.TestRedis;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter must do, whatever its platform. This part: looking for an earlier send, which
 * changes nothing, never throws, and never takes "could not look" for "is not there".
 */
public abstract class PlatformContract extends AfterwardsContract {
    @Test
    void anEarlierSendIsFoundByWhatWasSent() {
        if (nothingCanBeLookedUp()) {
            return;
        }
        showsIt();

        switch (readBack()) {
            case ReadBack.Candidates(var equal, var different, var asOf) -> {
                assertThat(equal)
                        .singleElement()
                        .satisfies(seen -> {
                            assertThat(seen.platformId()).isEqualTo(shownAs());
                            assertThat(seen.text()).isEqualTo("Hello");
                            assertThat(seen.createdAt()).isBetween(SINCE, NOW.plusSeconds(60));
                            assertThat(seen.link()).isNotNull();
                        });
                assertThat(different)
                        .isNotEmpty()
                        .extracting(Seen::platformId)
                        .doesNotContain(shownAs());
                assertThat(asOf).isEqualTo(NOW);
            }
            case ReadBack.Found(var id, var link, var at) -> {
                assertThat(id).isEqualTo(shownAs());
                assertThat(link).isNotNull();
                assertThat(at).isBetween(SINCE, NOW.plusSeconds(60));
            }
            case ReadBack other -> throw new AssertionError(other);
        }
        nothingWasChanged();
    }

    @Test
    void whatIsNotThereIsSaidNotToBeThere() {
        if (nothingCanBeLookedUp()) {
            return;
        }
        doesNotShowIt();

        switch (readBack()) {
            case ReadBack.Candidates(var equal, var different, var asOf) -> {
                assertThat(equal).isEmpty();
                assertThat(asOf).isEqualTo(NOW);
            }
            case ReadBack.Absent(var asOf) -> assertThat(asOf).isEqualTo(NOW);
            case ReadBack.Ready ready -> assertThat(ready.evidence()).isNotBlank();
            case ReadBack other -> throw new AssertionError(other);
        }
        nothingWasChanged();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksWhileLookingSaysNothing(Fault fault) {
        if (nothingCanBeLookedUp()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void nobodyListeningSaysNothing() {
        if (nothingCanBeLookedUp()) {
            return;
        }
        assertThat(readBackAt(URI.create("http://localhost:" + TestRedis.freePort())))
                .isInstanceOf(ReadBack.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aFaultOfTheServerWhileLookingSaysNothing(int status) {
        if (nothingCanBeLookedUp()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("<html>")));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Unreadable.class,
                        unreadable -> {
                            assertThat(unreadable.reason()).isNotBlank();
                            assertThat(unreadable.notBefore()).isNull();
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"data\":", "<html>hello</html>"})
    void anAnswerThatCannotBeReadSaysNothing(String body) {
        if (nothingCanBeLookedUp()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body)));

        assertThat(readBack()).isInstanceOf(ReadBack.Unreadable.class);
    }

    @Test
    void tooManyRequestsPutLookingOffUntilThePlatformsOwnTime() {
        if (nothingCanBeLookedUp()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(tooMany()));

        assertThat(readBack())
                .isInstanceOfSatisfying(
                        ReadBack.Unreadable.class,
                        unreadable -> assertThat(unreadable.notBefore()).isEqualTo(tooManyUntil()));
    }

    @Test
    void lookingWithADeadTokenAsksToConnectAgain() {
        if (nothingCanBeLookedUp()) {
            return;
        }
        server.stubFor(any(anyUrl()).willReturn(tokenDead()));

        assertThat(readBack()).isInstanceOf(ReadBack.Reconnect.class);
        assertThat(readBack().toString()).doesNotContain(TOKEN);
    }

    /** Of class N0 nobody asks, whatever the platform would answer. */
    private boolean nothingCanBeLookedUp() {
        if (at(address()).capabilities().publishClass() != Capabilities.PublishClass.N0) {
            return false;
        }
        assertThat(readBack()).isInstanceOf(ReadBack.Impossible.class);
        server.verify(0, anyRequestedFor(anyUrl()));
        return true;
    }

    protected final void nothingWasChanged() {
        server.verify(0, postRequestedFor(anyUrl()));
        server.verify(0, deleteRequestedFor(anyUrl()));
    }
}
