package io.septet.sandbox.fault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which calls of a platform a fault strikes. */
public enum Calls {
    /** Only the call that makes a post public. */
    PUBLISH,
    /** Every call that only reads. */
    READ,
    /** Every call: also uploads and removals. */
    ALL;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Calls of(String id) {
        for (Calls calls : values()) {
            if (calls.id().equals(id)) {
                return calls;
            }
        }
        return null;
    }

    /**
     * Whether a fault set for these calls strikes a call of that kind.
     *
     * @param made {@link #PUBLISH}, {@link #READ}, or {@link #ALL} for a call that is neither
     */
    boolean include(Calls made) {
        return this == ALL || this == made;
    }
}
