package io.septet.scheduler.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What accounts-service is doing with a delivery that it has. */
public enum Step {
    /** A hold keeps it back. */
    HELD,
    /** It was certainly not accepted yet and is tried again. */
    WAITING,
    /** It is being sent. */
    SENDING,
    /** The platform gave no clear answer: it may or may not be public, and is looked for there. */
    UNCLEAR,
    /** The platform has accepted it and is still processing it. */
    PROCESSING;

    /** Whether it may be public. */
    boolean mayBePublic() {
        return this == UNCLEAR || this == PROCESSING;
    }

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
