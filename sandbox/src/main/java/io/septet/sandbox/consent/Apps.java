package io.septet.sandbox.consent;

import io.septet.sandbox.grant.App;
import org.jspecify.annotations.Nullable;

/** The apps that a platform knows. */
@FunctionalInterface
public interface Apps {

    /** The app of that id, or null. */
    @Nullable App find(@Nullable String client);
}
