package io.septet.sandbox.ledger;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The platforms that the sandbox plays. */
public enum Platform {
    X("X"),
    FACEBOOK("Facebook"),
    MASTODON("Mastodon"),
    BLUESKY("Bluesky"),
    LINKEDIN("LinkedIn"),
    INSTAGRAM("Instagram"),
    THREADS("Threads"),
    TELEGRAM("Telegram");

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /** As written in JSON and addresses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The platform of that id, or null. */
    public static @Nullable Platform of(String id) {
        for (Platform platform : values()) {
            if (platform.id().equals(id)) {
                return platform;
            }
        }
        return null;
    }

    /** The platform on which an account with that {@link Account#key} lives. */
    static Platform ofKey(String key) {
        Platform platform = of(key.substring(0, Math.max(0, key.indexOf('-'))));
        if (platform == null) {
            throw new IllegalArgumentException("No account has the key " + key);
        }
        return platform;
    }
}
