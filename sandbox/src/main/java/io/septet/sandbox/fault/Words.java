package io.septet.sandbox.fault;

import io.septet.sandbox.http.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one platform words the answers that a fault makes it give. */
public interface Words {

    /** Too many calls; asks to wait until then. */
    Reply tooMany(Instant until);

    /** The server failed. */
    Reply broken();

    /** The token no longer counts. */
    Reply revoked();

    /** The text was posted before; null where the platform has no such answer. */
    @Nullable Reply duplicate();

    /** A limit is reached, said although the post went out; null where that has not been seen. */
    default @Nullable Reply limitButLive() {
        return null;
    }
}
