package io.septet.kit.trust;

/**
 * Who is asking, as the internal token says. Controllers take it as an argument.
 *
 * @param member the member's id; for {@link Role#SERVICE} the service's name
 * @param workspace the workspace asked for; empty for a service
 * @param role the member's role there
 * @param address from which network address, as the gateway has seen it; empty for a service
 */
public record Caller(String member, String workspace, Role role, String address) {
    /** Somebody whose address is not known. */
    public Caller(String member, String workspace, Role role) {
        this(member, workspace, role, "");
    }
}
