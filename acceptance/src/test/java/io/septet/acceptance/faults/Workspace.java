package io.septet.acceptance.faults;

import java.util.Map;
import java.util.UUID;

/** A workspace with an owner, made as the launcher makes one. */
final class Workspace {
    private Workspace() {}

    /** Answers the door with the owner's token. */
    static Api make(Fleet fleet) throws InterruptedException {
        var workspace = UUID.randomUUID().toString();
        var inside = new Api(fleet.accounts(), fleet.launcherToken("accounts"));
        inside.put(
                        "/internal/v1/workspaces/" + workspace,
                        Map.of("name", "Under fire", "zone", "UTC"))
                .must();
        var email = "owner@fire.example";
        var password = "under-fire-" + UUID.randomUUID();
        inside.put(
                        "/internal/v1/workspaces/%s/members/%s".formatted(workspace, email),
                        Map.of("name", "Owner", "password", password, "role", "OWNER"))
                .must();
        return new Api(fleet.gateway(), SignIn.token(fleet.gateway(), email, password));
    }
}
