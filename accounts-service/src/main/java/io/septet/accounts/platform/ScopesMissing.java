package io.septet.accounts.platform;

import java.util.List;

/** A person consented, but not to everything that is needed. */
public final class ScopesMissing extends ConnectRefused {
    private final transient List<String> missing;

    /**
     * @param name the platform's
     * @param missing what was not granted, in the platform's words
     */
    public ScopesMissing(String name, List<String> missing) {
        super(name + " was not allowed everything: " + String.join(", ", missing), false);
        this.missing = List.copyOf(missing);
    }

    /** What was not granted. */
    public List<String> missing() {
        return missing;
    }
}
