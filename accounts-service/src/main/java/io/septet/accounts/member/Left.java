package io.septet.accounts.member;

/** Does what has to be done when somebody belongs to a workspace no more. */
public interface Left {
    /** May be told twice. */
    void left(String workspace, String member);
}
