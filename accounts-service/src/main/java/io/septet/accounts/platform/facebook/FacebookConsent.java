package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.Choice;
import io.septet.accounts.platform.Consent;
import io.septet.accounts.platform.Credential;
import io.septet.accounts.platform.graph.GraphApi;
import io.septet.accounts.platform.http.Outbound;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Consent at Facebook: a person's login opens the pages on which she may create content. */
@Component
public class FacebookConsent implements Consent {
    private static final List<String> SCOPES =
            List.of(
                    "pages_show_list",
                    "pages_manage_posts",
                    "pages_read_engagement",
                    "read_insights");

    private final FacebookLogin login;
    private final FacebookPages pages;
    private final FacebookPlatform platform;

    /**
     * @param platform tells what a page may do
     */
    public FacebookConsent(
            FacebookApp settings,
            FacebookProperties properties,
            FacebookPlatform platform,
            Outbound outbound,
            Clock clock) {
        this.login = new FacebookLogin(settings, properties.baseUrl(), SCOPES, outbound, clock);
        this.pages =
                new FacebookPages(
                        outbound.at(
                                properties.baseUrl().toString(), Outbound.Use.CALL, GraphApi.class),
                        clock);
        this.platform = platform;
    }

    @Override
    public String platform() {
        return "facebook";
    }

    @Override
    public List<String> missing() {
        return login.missing();
    }

    @Override
    public URI authorize(Question question) {
        return login.authorize(question);
    }

    @Override
    public Credential exchange(Answer answer) {
        return login.exchange(answer);
    }

    @Override
    public List<Choice> choices(Credential person, @Nullable URI server) {
        return pages.all(person.accessToken(), platform.capabilities()).stream()
                .map(page -> new Choice(Choice.Kind.PAGE, page, person.forever(page.accessToken())))
                .toList();
    }
}
