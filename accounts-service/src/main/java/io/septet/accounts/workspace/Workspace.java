package io.septet.accounts.workspace;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * One team.
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param zone IANA name of the zone in which the team plans
 * @param secondFactor whether members need one; null = no
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Workspace(
        int schema,
        long version,
        String id,
        String name,
        String zone,
        @Nullable Boolean secondFactor) {
    static final int SCHEMA = 1;

    /** Whether it is open only to those who have a second factor. */
    public boolean asksForSecondFactor() {
        return Boolean.TRUE.equals(secondFactor);
    }
}
