package io.septet.scheduler.delivery;

import io.septet.kit.redis.Change;

/** Hears, inside the change that makes it so, that a delivery will be final. */
public interface Closing {
    /** Adds to the change what follows from it. */
    void add(Change change, Delivery after);
}
