package io.septet.accounts.platform.linkedin;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.accounts.platform.Capabilities.PublishClass;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.Content;
import io.septet.accounts.platform.ContentFault;
import io.septet.accounts.platform.PlatformFixture;
import java.net.URI;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which accounts a login opens, and what they may do. */
class LinkedInAccountsTests extends PlatformFixture implements LinkedInUnderTest {
    @ParameterizedTest
    @ValueSource(strings = {"5583111", ORGANIZATION})
    void connectsAnOrganisationOnWhichTheMemberMayPost(String page) {
        roles();
        server.stubFor(
                get(urlEqualTo("/rest/organizations/5583111"))
                        .willReturn(body(200, "organization.json")));

        var account = connect(page);

        assertThat(account.platformAccount()).isEqualTo(ORGANIZATION);
        assertThat(account.username()).isEqualTo("jiangcheng");
        assertThat(account.name()).isEqualTo("Jiangcheng International");
        assertThat(account.link())
                .isEqualTo(URI.create("https://www.linkedin.com/company/jiangcheng"));
        assertThat(account.accessToken()).isEqualTo(TOKEN);
        assertThat(account.capabilities().publishClass()).isEqualTo(PublishClass.N);
        server.verify(
                getRequestedFor(
                                urlEqualTo(
                                        "/rest/organizationAcls?q=roleAssignee&state=APPROVED&start=0&count=100"))
                        .withHeader("LinkedIn-Version", equalTo("202608")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"77", "404"})
    void anOrganisationOnWhichTheMemberMayNotPostIsNotConnected(String page) {
        roles();

        assertThatThrownBy(() -> connect(page))
                .isInstanceOf(ConnectRefused.class)
                .hasMessageContaining("may not post for urn:li:organization:" + page);
    }

    @Test
    void connectsTheMember() {
        server.stubFor(get(urlEqualTo("/v2/userinfo")).willReturn(body(200, "userinfo.json")));

        for (String page : new String[] {null, MEMBER}) {
            var account = connect(page);
            assertThat(account.platformAccount()).isEqualTo(MEMBER);
            assertThat(account.name()).isEqualTo("Lin Wei");
            assertThat(account.avatar()).isEqualTo(URI.create("https://media.licdn.com/a.jpg"));
            assertThat(account.capabilities().publishClass()).isEqualTo(PublishClass.N0);
            assertThat(account.capabilities().metrics()).containsExactly("likes", "comments");
        }
        assertThatThrownBy(() -> connect("urn:li:person:other"))
                .hasMessageContaining("another member");
        assertThatThrownBy(() -> connect("jiangcheng")).hasMessageContaining("number");
    }

    @Test
    void aVersionThatIsNotActiveSaysNothingAboutTheToken() {
        server.stubFor(get(anyUrl()).willReturn(body(426, "dead-version.json")));

        assertThat(connectFails(address()).unreachable()).isTrue();
        assertThat(connectFails(address())).hasMessageContaining("not active");
    }

    @Test
    void anAccountThatMayNotBeReadIsNotConnected() {
        server.stubFor(get(anyUrl()).willReturn(body(403, "access-denied.json")));

        assertThat(connectFails(address()).unreachable()).isFalse();
    }

    @Test
    void capabilitiesDependOnTheKindOfAccount() {
        var platform = at(address());

        assertThat(platform.capabilities(ORGANIZATION).publishClass()).isEqualTo(PublishClass.N);
        assertThat(platform.capabilities(MEMBER).publishClass()).isEqualTo(PublishClass.N0);
    }

    @Test
    void countsWhatIsSent() {
        assertTextLimit("汉".repeat(3000), "汉".repeat(2999) + "(", 3000, 3001);
    }

    @Test
    void aPictureOfTooManyPixelsIsAFault() {
        var platform = at(address());
        var picture = new Content.MediaItem(DIGEST, "image/png", 6, 6000, 6026, null);

        assertThat(
                        platform.check(
                                platform.capabilities(),
                                new Content("", Collections.nCopies(2, picture), null, null)))
                .extracting(ContentFault::type)
                .containsExactly("image-too-large", "image-too-large");
    }
}
