package io.septet.sandbox;

import io.septet.sandbox.http.Call;
import io.septet.sandbox.http.Json;
import io.septet.sandbox.http.Reply;
import io.septet.sandbox.http.Routes;
import io.septet.sandbox.ledger.Account;
import io.septet.sandbox.ledger.Accounts;
import io.septet.sandbox.ledger.Post;
import io.septet.sandbox.platform.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sandbox's own paths: ledger, accounts, faults, limits, health. */
final class Control {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final World world;

    Control(World world) {
        this.world = world;
    }

    void routes(Routes routes) {
        routes.on(
                "GET",
                "/actuator/health/readiness",
                call -> Reply.json(200, Json.of("status", "UP")));
        routes.on("GET", "/sandbox/posts", call -> posts());
        routes.on("GET", "/sandbox/accounts", call -> accounts());
        routes.on("GET", "/sandbox/faults", call -> world.faults().list());
        routes.on("PUT", "/sandbox/faults", this::setFault);
        routes.on("DELETE", "/sandbox/faults", call -> world.faults().clear());
        routes.on("GET", "/sandbox/faults/struck", call -> world.faults().struck());
        routes.on("GET", "/sandbox/limits", call -> world.limits().list());
        routes.on("PUT", "/sandbox/limits", call -> world.limits().set(call.json()));
    }

    private Reply setFault(Call call) {
        return world.faults().set(call.json());
    }

    private Reply posts() {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (Post post : world.ledger().withRemoved()) {
            Account account = world.accounts().byKey(post.account());
            if (account != null) {
                var shown =
                        Json.of(
                                "platform", account.platform().id(),
                                "account", world.places().account(account),
                                "id", post.id(),
                                "text", post.text(),
                                "media",
                                        post.media().stream()
                                                .map(upload ->
                                                        Json.of(
                                                                "type", upload.type(),
                                                                "bytes", upload.bytes(),
                                                                "sha256", upload.sha256()))
                                                .toList(),
                                "acceptedAt", MILLIS.format(post.acceptedAt()));
                Instant removedAt = world.ledger().removedAt(post);
                if (removedAt != null) {
                    shown.put("deletedAt", MILLIS.format(removedAt));
                }
                all.add(shown);
            }
        }
        return Reply.json(200, all);
    }

    private Reply accounts() {
        return Reply.json(200, world.accounts().all().stream().map(this::account).toList());
    }

    private Map<String, @Nullable Object> account(Account account) {
        return Json.of(
                "platform", account.platform().id(),
                "account", world.places().account(account),
                "name", account.name(),
                "token", account.token(),
                "server",
                        switch (account.platform()) {
                            case MASTODON -> world.places().instances().get(account.instance());
                            case BLUESKY -> world.places().bluesky();
                            case X, FACEBOOK, LINKEDIN, INSTAGRAM, THREADS, TELEGRAM -> null;
                        },
                "page",
                        switch (account.platform()) {
                            case FACEBOOK, TELEGRAM -> account.id();
                            case LINKEDIN ->
                                    account.id().equals(Accounts.MEMBER)
                                            ? "urn:li:person:" + account.id()
                                            : account.id();
                            case X, MASTODON, BLUESKY, INSTAGRAM, THREADS -> null;
                        });
    }
}
