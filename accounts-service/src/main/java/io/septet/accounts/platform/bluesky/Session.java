package io.septet.accounts.platform.bluesky;

import io.septet.accounts.platform.http.Outbound;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.springframework.web.util.UriBuilderFactory;
import tools.jackson.core.JacksonException;

/**
 * A signed-in account.
 *
 * @param server that keeps the account; it may differ from the one that signed it in
 * @param accessJwt never to be logged
 * @param since when it began
 * @param ends when the server takes it no longer
 */
record Session(UriBuilderFactory server, String accessJwt, Instant since, Instant ends) {
    /** What servers give; used where a token does not tell. */
    private static final Duration USUAL = Duration.ofMinutes(120);

    static Session of(UriBuilderFactory server, String accessJwt, Instant now) {
        return new Session(server, accessJwt, now, ends(accessJwt, now));
    }

    String bearer() {
        return "Bearer " + accessJwt;
    }

    boolean lasts(Instant now, Duration atLeast) {
        return now.plus(atLeast).isBefore(ends);
    }

    private static Instant ends(String jwt, Instant now) {
        var parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            return now.plus(USUAL);
        }
        try {
            var claims =
                    new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            long exp = Outbound.JSON.readTree(claims).path("exp").asLong(0);
            return exp == 0 ? now.plus(USUAL) : Instant.ofEpochSecond(exp);
        } catch (IllegalArgumentException | JacksonException | DateTimeException e) {
            return now.plus(USUAL);
        }
    }

    @Override
    public String toString() {
        return "Session[until " + ends + "]";
    }
}
