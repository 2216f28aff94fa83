package io.septet.gateway.provider;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody goes after signing in: a screen of the web client, and nowhere else. */
final class OwnPath {
    static final String START = "/";

    private static final int LONGEST = 500;

    /** One slash and then none, no backslash, which browsers read as one, no control characters. */
    private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

    private OwnPath() {}

    /** The path, if it is one of ours; otherwise the first screen. */
    static String of(@Nullable String wanted) {
        return wanted != null && wanted.length() <= LONGEST && OWN.matcher(wanted).matches()
                ? wanted
                : START;
    }
}
