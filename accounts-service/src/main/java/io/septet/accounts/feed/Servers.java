package io.septet.accounts.feed;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the address of a server as people type it. */
public final class Servers {
    private static final int HIGHEST_PORT = 65_535;

    private Servers() {}

    /**
     * The server's origin: scheme, host in lower case and port, nothing else. Where it leads is not
     * judged here but when a connection is made.
     *
     * @return empty if the text names no server
     */
    public static Optional<URI> read(@Nullable String text) {
        if (text == null || text.length() > 300) {
            return Optional.empty();
        }
        try {
            var given = URI.create(text.strip());
            var scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
            var path = String.valueOf(given.getRawPath());
            if (!(scheme.equals("https") || scheme.equals("http"))
                    || given.getHost() == null
                    || given.getPort() > HIGHEST_PORT
                    || given.getRawUserInfo() != null
                    || given.getRawQuery() != null
                    || given.getRawFragment() != null
                    || !(path.isEmpty() || path.equals("/"))) {
                return Optional.empty();
            }
            var host = given.getHost().toLowerCase(Locale.ROOT);
            boolean usual =
                    given.getPort() == -1
                            || (scheme.equals("https") && given.getPort() == 443)
                            || (scheme.equals("http") && given.getPort() == 80);
            return Optional.of(
                    URI.create(scheme + "://" + host + (usual ? "" : ":" + given.getPort())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
