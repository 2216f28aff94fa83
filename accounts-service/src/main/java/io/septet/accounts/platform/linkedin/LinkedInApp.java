package io.septet.accounts.platform.linkedin;

import io.septet.accounts.platform.oauth.App;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The app under which LinkedIn knows this installation, and where people are asked for consent.
 *
 * @param authorizeUrl the page that asks them
 * @param tokenUrl where a code becomes a token
 * @param clientId as the platform gave it; absent = accounts are connected by token only
 * @param clientSecret likewise
 * @param scopes what is asked for, divided by blanks; LinkedIn refuses to ask for more than the
 *     app's products hold
 */
@ConfigurationProperties("septet.platforms.linkedin")
public record LinkedInApp(
        @DefaultValue("https://www.linkedin.com/oauth/v2/authorization") URI authorizeUrl,
        @DefaultValue("https://www.linkedin.com/oauth/v2/accessToken") URI tokenUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue(
                        "openid profile w_member_social w_organization_social r_organization_social rw_organization_admin")
                String scopes) {

    App app() {
        return new App("linkedin", authorizeUrl, clientId, clientSecret);
    }

    @Override
    public String toString() {
        return "LinkedInApp[" + authorizeUrl + "]";
    }
}
