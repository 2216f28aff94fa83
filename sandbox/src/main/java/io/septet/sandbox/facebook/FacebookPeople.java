package io.septet.sandbox.facebook;

import io.septet.sandbox.grant.Grant;
import io.septet.sandbox.grant.Grant.Kind;
import io.septet.sandbox.grant.Grants;
import io.septet.sandbox.grant.Identity;
import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Platform;
import io.septet.sandbox.platform.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person's token opens: the person, and the pages with a token for each. */
final class FacebookPeople {
    private static final Set<String> FIELDS =
            Set.of("id", "name", "first_name", "last_name", "picture");
    private static final List<String> TASKS =
            List.of("ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE");
    private static final int MOST = 100;

    private final World world;
    private final FacebookView view;

    FacebookPeople(World world, FacebookView view) {
        this.world = world;
        this.view = view;
    }

    /** Answers a call that was made with a person's token. */
    Reply handle(Call call, Grant grant) {
        Identity person = person(grant);
        String path = call.path().substring(FacebookApi.ROOT.length());
        boolean own = path.equals("/me") || path.equals("/" + person.id());
        if (!call.method().equals("GET")) {
            return FacebookWords.notThisPage();
        }
        if (own) {
            return me(call, person);
        }
        return switch (path.replace("/" + person.id() + "/", "/me/")) {
            case "/me/accounts" -> pages(call, grant);
            case "/me/permissions" -> permissions(grant);
            default -> other(call, grant);
        };
    }

    private Identity person(Grant grant) {
        return Identity.of(world.accounts(), Platform.FACEBOOK, 0).stream()
                .filter(one -> one.key().equals(grant.person()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody is " + grant.person()));
    }

    private Reply me(Call call, Identity person) {
        List<String> fields = Selection.of(call.query("fields", "id,name"));
        for (String field : fields) {
            if (!FIELDS.contains(field)) {
                return FacebookWords.parameter(
                        "Tried accessing nonexisting field (" + field + ") on node type (User)");
            }
        }
        var shown = Json.of("id", person.id());
        String[] names = person.name().split(" ");
        for (String field : fields) {
            switch (field) {
                case "name" -> shown.put(field, person.name());
                case "first_name" -> shown.put(field, names[0]);
                case "last_name" -> shown.put(field, names[names.length - 1]);
                default -> {}
            }
        }
        return Reply.json(200, shown);
    }

    /** A page's own fields can be read with a person's token, too. */
    private Reply other(Call call, Grant grant) {
        for (Account page : world.accounts(grant)) {
            if (call.path().equals(FacebookApi.ROOT + "/" + page.id())) {
                return view.page(page, call, pageToken(grant, page));
            }
        }
        return FacebookWords.gone(
                call.path().substring(FacebookApi.ROOT.length() + 1).split("/")[0], "get");
    }

    private Reply pages(Call call, Grant grant) {
        String limit = call.query("limit", "25");
        int most = limit.matches("[0-9]{1,3}") ? Math.clamp(Integer.parseInt(limit), 1, MOST) : 0;
        if (most == 0) {
            return FacebookWords.parameter("Param limit must be a number");
        }
        List<Account> all =
                grant.scopes().contains("pages_show_list") ? world.accounts(grant) : List.of();
        String after = call.query("after", "");
        var data = new ArrayList<@Nullable Object>();
        List<Account> rest = all.stream().filter(page -> page.id().compareTo(after) > 0).toList();
        List<Account> shown = rest.stream().limit(most).toList();
        for (Account page : shown) {
            Reply one = view.page(page, call, pageToken(grant, page));
            if (!one.succeeded()) {
                return one;
            }
            data.add(Json.object(one.body()));
        }
        var answer = Json.of("data", data);
        if (!shown.isEmpty()) {
            String last = shown.getLast().id();
            var paging =
                    Json.of("cursors", Json.of("before", shown.getFirst().id(), "after", last));
            if (rest.size() > shown.size()) {
                paging.put(
                        "next",
                        world.places().base() + call.path() + "?limit=" + most + "&after=" + last);
            }
            answer.put("paging", paging);
        }
        return Reply.json(200, answer);
    }

    /** The same page token each time, as long as the person's own one stays the same. */
    private synchronized String pageToken(Grant grant, Account page) {
        for (Grant known : world.grants().all()) {
            if (known.kind() == Kind.PAGE
                    && known.parent().equals(grant.token())
                    && known.accounts().contains(page.key())
                    && world.grants().counts(known)) {
                return known.token();
            }
        }
        return world.grants()
                .give(
                        Kind.PAGE,
                        grant,
                        List.of(page.key()),
                        Grants.random("EAAG", 96),
                        grant.kind() == Kind.LONG ? null : grant.expiresAt())
                .token();
    }

    static List<String> tasks() {
        return TASKS;
    }

    private static Reply permissions(Grant grant) {
        var data = new ArrayList<Map<String, @Nullable Object>>();
        for (String scope : grant.asked()) {
            data.add(
                    Json.of(
                            "permission",
                            scope,
                            "status",
                            grant.scopes().contains(scope) ? "granted" : "declined"));
        }
        return Reply.json(200, Json.of("data", data));
    }
}
