package io.septet.accounts.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.kit.testing.TestRedis;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every adapter must do with what is public: delete it, and count who follows the account. */
abstract class AfterwardsContract extends ReadContract {
    @Test
    void aPostIsDeletedInOneRequest() {
        server.stubFor(deletes().willReturn(deleted()));

        assertThat(deletion()).isEqualTo(new DeleteOutcome.Deleted());
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void whatIsNotThereIsGone() {
        var answer = isGone();
        server.stubFor(deletes().willReturn(answer == null ? deleted() : answer));

        assertThat(deletion())
                .isEqualTo(answer == null ? new DeleteOutcome.Deleted() : new DeleteOutcome.Gone());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConnectionThatBreaksWhileDeletingLeavesItUnclear(Fault fault) {
        server.stubFor(deletes().willReturn(aResponse().withFault(fault)));

        assertThat(deletion()).isInstanceOf(DeleteOutcome.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aFaultOfTheServerWhileDeletingLeavesItUnclear(int status) {
        server.stubFor(deletes().willReturn(aResponse().withStatus(status).withBody("<html>")));

        assertThat(deletion()).isInstanceOf(DeleteOutcome.Unclear.class);
    }

    @Test
    void aGoodAnswerThatDoesNotSaySoLeavesItUnclear() {
        server.stubFor(deletes().willReturn(aResponse().withBody("<html>done</html>")));

        assertThat(deletion()).isInstanceOf(DeleteOutcome.Unclear.class);
    }

    @Test
    void nobodyListensSoNothingIsDeletedYet() {
        var free = URI.create("http://localhost:" + TestRedis.freePort());

        assertThat(at(free).delete(feed(free), postId()))
                .isInstanceOfSatisfying(
                        DeleteOutcome.Later.class, later -> assertThat(later.notBefore()).isNull());
    }

    @Test
    void tooManyRequestsPutDeletingOffUntilThePlatformsOwnTime() {
        server.stubFor(deletes().willReturn(tooMany()));

        assertThat(deletion())
                .isInstanceOfSatisfying(
                        DeleteOutcome.Later.class,
                        later -> assertThat(later.notBefore()).isEqualTo(tooManyUntil()));
    }

    @Test
    void deletingWithADeadTokenAsksToConnectAgain() {
        server.stubFor(deletes().willReturn(tokenDead()));

        assertThat(deletion()).isInstanceOf(DeleteOutcome.Reconnect.class);
    }

    @Test
    void aRefusalToDeleteIsToldInThePlatformsWords() {
        server.stubFor(deletes().willReturn(contentRefused()));

        assertThat(deletion())
                .isInstanceOfSatisfying(
                        DeleteOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).isNotBlank());
    }

    @Test
    void theAccountsNumbersAreRead() {
        server.stubFor(asksForAccount().willReturn(body(200, "account.json")));

        assertThat(accountReading())
                .isEqualTo(
                        new MetricsOutcome.Read(
                                Map.of(feed(address()).platformAccount(), accountNumbers()),
                                List.of()));
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "<html>hello</html>"})
    void anAnswerWithoutTheAccountsNumbersIsAskedForAgain(String body) {
        server.stubFor(asksForAccount().willReturn(aResponse().withBody(body)));

        assertThat(accountReading()).isInstanceOf(MetricsOutcome.Later.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theAccountsNumbersWaitWhenTheConnectionBreaks(Fault fault) {
        server.stubFor(asksForAccount().willReturn(aResponse().withFault(fault)));

        assertThat(accountReading()).isInstanceOf(MetricsOutcome.Later.class);
    }

    @Test
    void theAccountsNumbersWaitUntilThePlatformsOwnTimeAfterTooManyRequests() {
        server.stubFor(asksForAccount().willReturn(tooMany()));

        assertThat(accountReading())
                .isInstanceOfSatisfying(
                        MetricsOutcome.Later.class,
                        later -> assertThat(NOW.plus(later.pause())).isEqualTo(tooManyUntil()));
    }

    @Test
    void theAccountsNumbersWithADeadTokenAskToConnectAgain() {
        server.stubFor(asksForAccount().willReturn(tokenDead()));

        assertThat(accountReading()).isInstanceOf(MetricsOutcome.Reconnect.class);
    }
}
