package io.septet.accounts.platform.instagram;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.graph.ContainerAnswers;
import io.septet.accounts.platform.graph.GraphApi;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which account a token opens. A page's own token says {@code me} of the page, with the
 * account that is linked to it; a person's token lists the pages with a token for each, which is
 * the one we keep.
 */
final class InstagramAccounts {
    private static final String NAME = "Instagram";
    private static final String LINKED =
            "instagram_business_account{id,username,name,profile_picture_url}";
    private static final String OWN = "id,name," + LINKED;
    private static final String LISTED = "id,name,access_token," + LINKED;
    private static final String PROFILE = "user_id,username,name,profile_picture_url";
    private static final int PER_CALL = 100;
    private static final int MOST_CALLS = 10;

    private final GraphApi api;
    private final URI webUrl;
    private final Clock clock;

    InstagramAccounts(GraphApi api, URI webUrl, Clock clock) {
        this.api = api;
        this.webUrl = webUrl;
        this.clock = clock;
    }

    /** The account's id or its page's may be wished for as {@code page}. */
    ConnectedAccount connect(ConnectRequest request, Capabilities capabilities) {
        var bearer = "Bearer " + request.accessToken();
        var own = Reply.of(() -> api.node(bearer, "me", OWN));
        // A person has no linked account: asking for it fails, which tells the two tokens apart.
        if (own instanceof Answered answer && ContainerAnswers.rejected(answer, clock)) {
            var page = chosen(listed(bearer), request.page());
            if (page.accessToken() == null) {
                throw new ConnectRefused(
                        "Instagram gave no token for the page " + page.name(), false);
            }
            return account(page, page.accessToken(), capabilities);
        }
        var page = page(ContainerAnswers.good(own, NAME, clock));
        var wanted = request.page();
        if (wanted != null && !page.is(wanted)) {
            throw new ConnectRefused(
                    "This token belongs to the page " + page.name() + ", not to " + wanted, false);
        }
        return account(page, request.accessToken(), capabilities);
    }

    /** The account of a token of Instagram's own login. */
    static ConnectedAccount own(
            GraphApi api, String token, URI webUrl, Capabilities capabilities, Clock clock) {
        var found =
                ContainerAnswers.good(
                                Reply.of(() -> api.node("Bearer " + token, "me", PROFILE)),
                                NAME,
                                clock)
                        .as(InstagramWire.Profile.class)
                        .filter(profile -> profile.userId() != null)
                        .orElseThrow(() -> ContainerAnswers.improper(NAME));
        return described(
                new InstagramWire.Account(
                        found.userId(), found.username(), found.name(), found.profilePictureUrl()),
                token,
                webUrl,
                capabilities);
    }

    private List<InstagramWire.Page> listed(String bearer) {
        var found = new ArrayList<InstagramWire.Page>();
        @Nullable String after = null;
        for (int i = 0; i < MOST_CALLS; i++) {
            var from = after;
            var pages =
                    ContainerAnswers.good(
                                    Reply.of(() -> api.pages(bearer, LISTED, PER_CALL, from)),
                                    NAME,
                                    clock)
                            .as(InstagramWire.Pages.class)
                            .orElseThrow(() -> ContainerAnswers.improper(NAME));
            found.addAll(pages.all());
            after = pages.after();
            if (after == null) {
                break;
            }
        }
        return found;
    }

    private static InstagramWire.Page chosen(
            List<InstagramWire.Page> pages, @Nullable String wanted) {
        if (wanted != null) {
            return pages.stream()
                    .filter(page -> page.is(wanted))
                    .findFirst()
                    .orElseThrow(() ->
                            new ConnectRefused(
                                    "This login has no page and no account with id " + wanted,
                                    false));
        }
        var linked =
                pages.stream().filter(page -> page.instagramBusinessAccount() != null).toList();
        return switch (linked.size()) {
            case 0 ->
                    throw new ConnectRefused(
                            "No page of this login has an Instagram account linked to it", false);
            case 1 -> linked.getFirst();
            default ->
                    throw new ConnectRefused(
                            "This login has several accounts; say which one to connect", false);
        };
    }

    private ConnectedAccount account(
            InstagramWire.Page page, String token, Capabilities capabilities) {
        var account = page.instagramBusinessAccount();
        if (account == null || account.id() == null) {
            throw new ConnectRefused(
                    "The page " + page.name() + " has no Instagram account linked to it", false);
        }
        return described(account, token, webUrl, capabilities);
    }

    private static ConnectedAccount described(
            InstagramWire.Account account, String token, URI webUrl, Capabilities capabilities) {
        var id = String.valueOf(account.id());
        var username = account.username() == null ? id : account.username();
        return new ConnectedAccount(
                id,
                username,
                account.name() == null || account.name().isBlank() ? username : account.name(),
                account.username() == null ? null : URI.create(webUrl + "/" + username),
                account.profilePictureUrl(),
                token,
                capabilities);
    }

    private static InstagramWire.Page page(Answered answer) {
        return answer.as(InstagramWire.Page.class)
                .filter(page -> page.id() != null)
                .orElseThrow(() -> ContainerAnswers.improper(NAME));
    }
}
