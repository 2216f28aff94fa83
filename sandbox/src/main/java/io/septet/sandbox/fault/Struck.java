package io.septet.sandbox.fault;

import io.septet.sandbox.http.Json;
import io.septet.sandbox.ledger.Platform;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fault that struck and that a client cannot always get over by itself, so that whoever counts
 * what became of a post may know why.
 *
 * @param about the text of the post, or for {@code token-revoked-after} the token
 */
record Struck(Instant at, Platform platform, Kind kind, String about) {

    Map<String, @Nullable Object> json() {
        return Json.of(
                "at", at.toString(), "platform", platform.id(), "kind", kind.id(), "about", about);
    }
}
