package io.septet.kit.trust;

/** What a member may do in a workspace. Each of the first four includes those after it. */
public enum Role {
    /** Manages members, feeds and secrets. */
    OWNER,
    /** Approves, holds, reads reports. */
    MANAGER,
    /** Writes and schedules. */
    EDITOR,
    /** Reads calendar and reports. */
    VIEWER,
    /** Not a member: another service of this installation. */
    SERVICE
}
