package io.septet.accounts.workspace;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One team.
 *
 * @param schema layout of the stored document
 * @param version rises with every change
 * @param zone IANA name of the zone in which the team plans
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Workspace(int schema, long version, String id, String name, String zone) {
    static final int SCHEMA = 1;
}
