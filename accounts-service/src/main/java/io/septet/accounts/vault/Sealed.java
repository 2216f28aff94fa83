package io.septet.accounts.vault;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where sealed things lie in Redis.
 *
 * @param part what their keys have in them, such as {@code :feed-secret:}
 * @param boundTo for a key of Redis, what its value is bound to; empty if it goes by itself soon
 *     and need not be sealed anew
 */
public record Sealed(String part, Function<String, Optional<To>> boundTo) {
    /** What something was sealed for. */
    public record To(String workspace, String feed) {}
}
