package io.septet.accounts.platform.facebook;

import io.septet.accounts.platform.Capabilities;
import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Refusal;
import io.septet.accounts.platform.graph.GraphApi;
import io.septet.accounts.platform.http.Reply;
import io.septet.accounts.platform.http.Reply.Answered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which page a token opens. A page's own token says {@code me} of the page; a person's
 * token lists the pages with a token for each, which is the one we keep.
 */
final class FacebookPages {
    private static final String FIELDS = "id,name,username,link,picture{url}";
    private static final String LISTED = "id,name,username,access_token,tasks,picture{url}";
    private static final int PER_CALL = 100;
    private static final int MOST_CALLS = 10;

    private final GraphApi api;
    private final Clock clock;

    FacebookPages(GraphApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    ConnectedAccount connect(ConnectRequest request, Capabilities capabilities) {
        var bearer = "Bearer " + request.accessToken();
        var me = page(answered(Reply.of(() -> api.node(bearer, "me", "id,name"))));
        var wanted = request.page();
        if (wanted == null || wanted.equals(me.id())) {
            return account(own(bearer, me), request.accessToken(), capabilities);
        }
        var listed =
                listed(bearer).stream()
                        .filter(page -> wanted.equals(page.id()))
                        .findFirst()
                        .orElseThrow(() ->
                                new ConnectRefused(
                                        "This login has no page with id " + wanted, false));
        if (listed.accessToken() == null) {
            throw new ConnectRefused("Facebook gave no token for the page " + wanted, false);
        }
        if (!mayCreate(listed)) {
            throw new ConnectRefused(
                    "This login may not create content on the page " + listed.name(), false);
        }
        return account(listed, listed.accessToken(), capabilities);
    }

    /** A person has no page fields: asking for them fails, which tells the two tokens apart. */
    private FacebookWire.Page own(String bearer, FacebookWire.Page me) {
        var reply = Reply.of(() -> api.node(bearer, String.valueOf(me.id()), FIELDS));
        if (reply instanceof Answered answer
                && !answer.ok()
                && FacebookAnswers.of(answer, clock) instanceof Refusal.Rejected) {
            throw new ConnectRefused(
                    "This token belongs to a person; say which page to connect", false);
        }
        return page(answered(reply));
    }

    /** Every page on which a person may create content, at least one. */
    List<ConnectedAccount> all(String token, Capabilities capabilities) {
        var found = new ArrayList<ConnectedAccount>();
        for (var page : listed("Bearer " + token)) {
            if (page.id() != null && page.accessToken() != null && mayCreate(page)) {
                found.add(account(page, page.accessToken(), capabilities));
            }
        }
        if (found.isEmpty()) {
            throw new ConnectRefused(
                    "This login has no page on which it may create content", false);
        }
        return found;
    }

    private static boolean mayCreate(FacebookWire.Page page) {
        return page.tasks() == null || page.tasks().contains("CREATE_CONTENT");
    }

    private List<FacebookWire.Page> listed(String bearer) {
        var found = new ArrayList<FacebookWire.Page>();
        @Nullable String after = null;
        for (int i = 0; i < MOST_CALLS; i++) {
            var from = after;
            var pages =
                    answered(Reply.of(() -> api.pages(bearer, LISTED, PER_CALL, from)))
                            .as(FacebookWire.Pages.class)
                            .orElseThrow(() ->
                                    new ConnectRefused("Facebook does not answer properly", true));
            found.addAll(pages.data() == null ? List.of() : pages.data());
            after = pages.after();
            if (after == null) {
                break;
            }
        }
        return found;
    }

    private static ConnectedAccount account(
            FacebookWire.Page page, String token, Capabilities capabilities) {
        var id = String.valueOf(page.id());
        var name = page.name() == null ? id : page.name();
        return new ConnectedAccount(
                id,
                page.username() == null ? id : page.username(),
                name,
                page.link(),
                page.picture() == null ? null : page.picture().address(),
                token,
                capabilities);
    }

    private Answered answered(Reply reply) {
        if (!(reply instanceof Answered answer)) {
            throw new ConnectRefused("Facebook cannot be reached now", true);
        }
        if (answer.ok()) {
            return answer;
        }
        throw FacebookAnswers.of(answer, clock).connecting("Facebook");
    }

    private static FacebookWire.Page page(Answered answer) {
        return answer.as(FacebookWire.Page.class)
                .filter(page -> page.id() != null)
                .orElseThrow(() -> new ConnectRefused("Facebook does not answer properly", true));
    }
}
