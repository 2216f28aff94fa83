package io.septet.accounts.feed;

import io.septet.accounts.platform.ConnectRefused;
import io.septet.accounts.platform.ConnectRequest;
import io.septet.accounts.platform.ConnectedAccount;
import io.septet.accounts.platform.Guards;
import io.septet.accounts.platform.Platform;
import org.springframework.stereotype.Component;

/** Asks platforms whose token one is, guarded like every other reading. */
@Component
class Connections {
    private final Guards guards;

    Connections(Guards guards) {
        this.guards = guards;
    }

    /**
     * @throws ConnectRefused if the token is not good, or nothing can be known now
     */
    ConnectedAccount ask(Platform platform, ConnectRequest request) {
        var permit =
                guards.enter("read", where(platform, request))
                        .orElseThrow(() ->
                                new ConnectRefused(
                                        platform.capabilities().name()
                                                + " has not answered well lately; try again in a moment",
                                        true));
        boolean answered = false;
        try {
            var account = platform.connect(request);
            answered = true;
            return account;
        } catch (ConnectRefused e) {
            answered = !e.unreachable();
            throw e;
        } finally {
            if (answered) {
                permit.answered();
            } else {
                permit.failed();
            }
        }
    }

    private static String where(Platform platform, ConnectRequest request) {
        var server = request.server();
        var id = platform.capabilities().id();
        return server == null ? id : id + "-" + server.getAuthority();
    }
}
