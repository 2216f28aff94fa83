package io.septet.accounts.platform.telegram;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.DeleteOutcome;
import io.septet.accounts.platform.PlatformContract;
import io.septet.accounts.platform.PrepareOutcome;
import io.septet.accounts.platform.SendOutcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class TelegramPlatformTests extends PlatformContract implements TelegramUnderTest {
    @Test
    void sendsATextWithoutMarkupInOneRequest() {
        server.stubFor(publish().willReturn(created()));

        var outcome = send(address(), Map.of(), text("<b>Ferry</b> *new* #ferry\n@desk"));

        assertThat(outcome)
                .isEqualTo(
                        new SendOutcome.Accepted(
                                "42", URI.create("https://t.me/jiangcheng_channel/42")));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(BOT + "/sendMessage"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                        {"chat_id":"-1001234567890",
                                         "text":"<b>Ferry</b> *new* #ferry\\n@desk"}\
                                        """)));
    }

    @Test
    void aPrivateChannelsPostsHaveALinkForItsMembers() {
        server.stubFor(publish().willReturn(body(200, "created-private.json")));

        assertThat(send())
                .isEqualTo(
                        new SendOutcome.Accepted("7", URI.create("https://t.me/c/1234567890/7")));
    }

    @Test
    void aPictureGoesWithItsCaptionInOneRequest() {
        server.stubFor(post(anyUrl()).willReturn(created()));

        assertThat(send(address(), Map.of(), pictured("A bridge")))
                .isInstanceOf(SendOutcome.Accepted.class);

        server.verify(1, anyRequestedFor(anyUrl()));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(BOT + "/sendPhoto"))
                        .withRequestBodyPart(part("chat_id", CHANNEL))
                        .withRequestBodyPart(part("caption", "Hello"))
                        .withRequestBodyPart(
                                aMultipart()
                                        .withName("photo")
                                        .withFileName("picture.png")
                                        .withHeader("Content-Type", equalTo("image/png"))
                                        .withBody(
                                                binaryEqualTo(
                                                        "pixels".getBytes(StandardCharsets.UTF_8)))
                                        .build()));
    }

    @Test
    void severalPicturesAreAnAlbumWhoseFirstHasTheCaption() {
        server.stubFor(post(anyUrl()).willReturn(body(200, "created-album.json")));

        var outcome = send(address(), Map.of(), album("Hello"));

        assertThat(outcome)
                .isEqualTo(
                        new SendOutcome.Accepted(
                                "43,44", URI.create("https://t.me/jiangcheng_channel/43")));
        server.verify(1, anyRequestedFor(anyUrl()));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(BOT + "/sendMediaGroup"))
                        .withRequestBodyPart(part("chat_id", CHANNEL))
                        .withRequestBodyPart(
                                aMultipart()
                                        .withName("media")
                                        .withBody(
                                                equalToJson(
                                                        """
                                                        [{"type":"photo","media":"attach://photo0","caption":"Hello"},
                                                         {"type":"photo","media":"attach://photo1"}]\
                                                        """))
                                        .build())
                        .withRequestBodyPart(file("photo0"))
                        .withRequestBodyPart(file("photo1")));
    }

    @Test
    void picturesWithoutTextHaveNoCaption() {
        server.stubFor(post(anyUrl()).willReturn(body(200, "created-album.json")));

        send(address(), Map.of(), album(" "));

        assertThat(server.getAllServeEvents().getFirst().getRequest().getBodyAsString())
                .contains("attach://photo1")
                .doesNotContain("caption");
    }

    @Test
    void aPictureThatIsMissingIsNotSentWithout() {
        var missing =
                new Content(
                        "Hello",
                        List.of(
                                new Content.MediaItem(
                                        DIGEST.replace('6', '7'), "image/png", 6, 1, 1, null)),
                        null,
                        null);

        assertThat(send(address(), Map.of(), missing)).isInstanceOf(SendOutcome.NotSent.class);
        server.verify(0, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"created-later.json", "created-album-partly.json"})
    void aMessageWithoutItsNumberLeavesItUnclear(String file) {
        server.stubFor(publish().willReturn(body(200, file)));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, partly.json, Unclear",
        "409, conflict.json, Unclear",
        "500, server.json, Unclear",
        "502, too-long.json, Unclear",
        "200, too-long.json, Unclear",
        "401, unauthorized.json, Reconnect",
        "404, no-such-bot.json, Reconnect",
        "403, not-a-member.json, Reconnect",
        "403, kicked.json, Reconnect",
        "400, chat-not-found.json, Reconnect",
        "400, no-rights.json, Reconnect",
        "400, write-forbidden.json, Reconnect",
        "429, too-many.json, NotSent",
        "400, too-long.json, Refused",
        "400, caption-too-long.json, Refused",
        "400, bad-picture.json, Refused",
        "413, too-long.json, Refused",
    })
    void answersMeanWhatTheContractSays(int status, String file, String outcome) {
        server.stubFor(publish().willReturn(body(status, file)));

        assertThat(send().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void whatSomethingElseAnswersIsNotTelegramsWord(int status) {
        server.stubFor(
                publish().willReturn(body(status, "too-long.json").withBody("<html>no</html>")));

        assertThat(send()).isInstanceOf(SendOutcome.Unclear.class);
    }

    @Test
    void anAlbumOfWhichAPartMayBePublicIsUnclear() {
        server.stubFor(post(anyUrl()).willReturn(body(400, "partly.json")));

        assertThat(send(address(), Map.of(), album("Hello")))
                .isInstanceOf(SendOutcome.Unclear.class);
    }

    @Test
    void countsInUtf16() {
        assertTextLimit("a".repeat(4096), "a".repeat(4095) + "🦭", 4096, 4097);
    }

    @Test
    void aCaptionIsShorterThanAText() {
        var platform = at(address());
        var pictures = pictured(null).media();

        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("a".repeat(1024), pictures, null, null)))
                .isEmpty();
        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("🦭".repeat(512) + "a", pictures, null, null)))
                .containsExactly(
                        new ContentFault(
                                "text-too-long",
                                "Telegram takes at most 1024 characters with pictures, as it counts"
                                        + " them; this text has 1025",
                                1024L,
                                1025L));
    }

    @Test
    void descriptionsAreLeftOutAndNoFault() {
        var platform = at(address());

        assertThat(platform.check(platform.capabilities(), pictured("A bridge".repeat(1000))))
                .isEmpty();
    }

    @Test
    void preparingSaysInTimeThatAPictureIsMissing() {
        assertThat(prepare(Map.of("kept", "1"), album("Hello")))
                .isEqualTo(new PrepareOutcome.Ready(Map.of("kept", "1")));
    }

    @Test
    void ofAnAlbumEveryMessageIsDeleted() {
        server.stubFor(
                post(urlPathEqualTo(BOT + "/deleteMessages"))
                        .willReturn(body(200, "deleted.json")));

        assertThat(at(address()).delete(feed(address()), "43,44"))
                .isEqualTo(new DeleteOutcome.Deleted());
        server.verify(
                1,
                postRequestedFor(urlEqualTo(BOT + "/deleteMessages"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"chat_id\":\"-1001234567890\",\"message_ids\":[43,44]}")));
    }

    @Test
    void aMessageIsDeletedByItsNumber() {
        server.stubFor(deletes().willReturn(deleted()));

        deletion();

        server.verify(
                1,
                postRequestedFor(urlEqualTo(BOT + "/deleteMessage"))
                        .withRequestBody(
                                equalToJson("{\"chat_id\":\"-1001234567890\",\"message_id\":11}")));
        assertThat(at(address()).delete(feed(address()), "https://t.me/x/1"))
                .isEqualTo(new DeleteOutcome.Gone());
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void whatIsTooOldAPersonMustDelete() {
        server.stubFor(deletes().willReturn(body(400, "too-old.json")));

        assertThat(deletion())
                .isInstanceOfSatisfying(
                        DeleteOutcome.Unsupported.class,
                        unsupported -> assertThat(unsupported.reason()).contains("48 hours"));
    }

    /** It is a part of every address. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theTokenIsNeitherLoggedNorTold(CapturedOutput output) {
        var told = new StringBuilder();
        for (var stub :
                List.of(
                        any(anyUrl()).willReturn(body(500, "server.json")),
                        any(anyUrl()).willReturn(body(401, "unauthorized.json")),
                        any(anyUrl()).willReturn(body(400, "partly.json")),
                        any(anyUrl()).willReturn(body(302, "gone.json")),
                        any(anyUrl()).willReturn(created().withFixedDelay(2_000)),
                        any(anyUrl())
                                .willReturn(created().withFault(Fault.CONNECTION_RESET_BY_PEER)))) {
            server.resetAll();
            server.stubFor(stub);
            told.append(send())
                    .append(send(address(), Map.of(), album("Hello")))
                    .append(accountReading())
                    .append(deletion())
                    .append(connectFails(address()).getMessage());
        }
        for (var nowhere :
                List.of(
                        URI.create("http://localhost:1"),
                        URI.create("https://no-such-host.invalid"),
                        URI.create("https://localhost:" + server.port()))) {
            told.append(sendTo(nowhere)).append(connectFails(nowhere).getMessage());
        }
        told.append(new TelegramApi.Bot(address(), BOT_TOKEN));

        assertThat(told.toString()).doesNotContain(TOKEN);
        assertThat(output.getAll()).contains("/bot.../sendMessage").doesNotContain(TOKEN);
    }

    private Content album(String text) {
        return new Content(
                text, Collections.nCopies(2, pictured(null).media().getFirst()), null, null);
    }

    private static com.github.tomakehurst.wiremock.matching.MultipartValuePattern part(
            String name, String value) {
        return aMultipart().withName(name).withBody(equalTo(value)).build();
    }

    private static com.github.tomakehurst.wiremock.matching.MultipartValuePattern file(
            String name) {
        return aMultipart().withName(name).withFileName("picture.png").build();
    }
}
