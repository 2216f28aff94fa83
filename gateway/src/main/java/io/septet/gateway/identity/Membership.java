package io.septet.gateway.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.septet.kit.trust.Role;

/**
 * A workspace as one of its members sees it.
 *
 * @param id the workspace's
 * @param role the member's there
 * @param zone IANA time zone
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Membership(String id, String name, Role role, String zone) {}
