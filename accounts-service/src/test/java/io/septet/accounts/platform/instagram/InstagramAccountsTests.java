package io.septet.accounts.platform.instagram;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.PlatformFixture;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which accounts a login opens, and what they take. */
class InstagramAccountsTests extends PlatformFixture implements InstagramUnderTest {
    @Test
    void connectsTheAccountThatIsLinkedToAPagesOwnToken() {
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me"))
                        .withQueryParam(
                                "fields",
                                equalTo(
                                        "id,name,instagram_business_account{id,username,name,profile_picture_url}"))
                        .willReturn(body(200, "page.json")));

        for (var page : new String[] {null, PAGE, ACCOUNT}) {
            var account = at(address()).connect(new ConnectRequest(TOKEN, null, page));
            assertThat(account.platformAccount()).isEqualTo(ACCOUNT);
            assertThat(account.username()).isEqualTo("myaccount");
            assertThat(account.name()).isEqualTo("My account");
            assertThat(account.link()).isEqualTo(URI.create("https://www.instagram.com/myaccount"));
            assertThat(account.avatar()).isEqualTo(URI.create("https://scontent.example/a.jpg"));
            assertThat(account.accessToken()).isEqualTo(TOKEN);
        }
        assertThat(
                        catchThrowable(() ->
                                at(address()).connect(new ConnectRequest(TOKEN, null, "404"))))
                .hasMessageContaining("not to 404");
    }

    @Test
    void connectsTheAccountOfAPersonWithThePagesOwnToken() {
        server.stubFor(get(urlPathEqualTo("/v26.0/me")).willReturn(body(400, "no-field.json")));
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me/accounts"))
                        .withQueryParam("after", absent())
                        .willReturn(body(200, "accounts-1.json")));
        server.stubFor(
                get(urlPathEqualTo("/v26.0/me/accounts"))
                        .withQueryParam("after", equalTo("b"))
                        .willReturn(body(200, "accounts-2.json")));

        for (var page : new String[] {null, PAGE, ACCOUNT}) {
            var account = at(address()).connect(new ConnectRequest(TOKEN, null, page));
            assertThat(account.platformAccount()).isEqualTo(ACCOUNT);
            assertThat(account.accessToken()).isEqualTo("EAAPage");
        }
        for (var page : new String[] {"55", "404"}) {
            assertThat(
                            catchThrowable(() ->
                                    at(address()).connect(new ConnectRequest(TOKEN, null, page))))
                    .hasMessageMatching(".*(no Instagram account linked|no account with id).*");
        }
    }

    @Test
    void aPageWithoutALinkedAccountIsToldSo() {
        server.stubFor(get(urlPathEqualTo("/v26.0/me")).willReturn(body(200, "page-without.json")));

        assertThat(connectFails(address()))
                .hasMessageContaining("no Instagram account linked")
                .satisfies(refused -> assertThat(refused.unreachable()).isFalse());
    }

    @Test
    void countsCharactersHashtagsAndMentions() {
        assertThat(faults("汉".repeat(2_200))).isEmpty();
        assertThat(faults("𠀀".repeat(2_201)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("text-too-long");
                    assertThat(fault.length()).isEqualTo(2_201);
                });
        assertThat(faults("#one ".repeat(30) + "a#b #1 &#39; @a@b x@y.example")).isEmpty();
        assertThat(faults("#城市 ".repeat(31)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.type()).isEqualTo("too-many-hashtags");
                    assertThat(fault.limit()).isEqualTo(30);
                    assertThat(fault.length()).isEqualTo(31);
                    assertThat(fault.detail()).contains("30", "31");
                });
        assertThat(faults("@a.b ".repeat(20))).isEmpty();
        assertThat(faults("@a.b ".repeat(21)))
                .extracting(ContentFault::type)
                .containsExactly("too-many-mentions");
    }

    @ParameterizedTest
    @CsvSource({
        "1080, 1350, true",
        "1080, 1351, false",
        "1910, 1000, true",
        "1911, 1000, false",
        "1080, 1080, true",
        "1080, 1920, false",
        "0, 0, true",
    })
    void takesShapesFromFourByFiveTo191ByOne(int width, int height, boolean fits) {
        var picture = new Content.MediaItem(DIGEST, "image/jpeg", 6, width, height, null);
        var platform = at(address());

        var faults =
                platform.check(
                        platform.capabilities(),
                        new Content("Hello", List.of(picture), null, null));

        if (fits) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults)
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.type()).isEqualTo("image-ratio-unsupported");
                        assertThat(fault.detail()).contains("4:5", width + " x " + height);
                    });
        }
    }

    @Test
    void aTextWithoutAPictureIsAFault() {
        var platform = at(address());

        assertThat(platform.check(platform.capabilities(), text("Hello")))
                .extracting(ContentFault::type)
                .containsExactly("media-missing");
    }
}
