package io.septet.accounts.platform.http;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilderFactory;

/**
 * Which servers given by users may be called at all: encrypted ones, and unencrypted ones on this
 * machine where that is allowed. Where a name leads is judged when a connection is made.
 */
public final class Servers {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopback;

    /**
     * @param loopback whether this machine itself may be called, for demonstrations and tests
     */
    public Servers(boolean loopback) {
        this.loopback = loopback;
    }

    /** The server at this address; empty if it is none or may not be called. */
    public Optional<UriBuilderFactory> of(@Nullable URI server) {
        if (server == null || server.getHost() == null) {
            return Optional.empty();
        }
        boolean allowed =
                "https".equals(server.getScheme())
                        || ("http".equals(server.getScheme())
                                && loopback
                                && THIS_MACHINE.contains(server.getHost()));
        try {
            return allowed
                    ? Optional.of(new DefaultUriBuilderFactory(server.toString()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // What the JDK reads as an address is not always one to the client.
            return Optional.empty();
        }
    }
}
