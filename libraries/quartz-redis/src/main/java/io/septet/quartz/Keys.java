package io.septet.quartz;

import org.quartz.JobKey;
import org.quartz.TriggerKey;
import org.quartz.utils.Key;

/**
 * Names as they stand in keys of Redis: {@code group:name}, with what would be read otherwise
 * percent-escaped.
 */
final class Keys {
    private Keys() {}

    /** The prefix of all keys of a store, as {@code quartz:{scheduler:0}:}. */
    static String base(String prefix, String scheduler) {
        return prefix + "{" + escape(scheduler) + ":0}:";
    }

    static String of(Key<?> key) {
        return escape(key.getGroup()) + ":" + escape(key.getName());
    }

    static TriggerKey trigger(String key) {
        int colon = key.indexOf(':');
        return new TriggerKey(plain(key.substring(colon + 1)), plain(key.substring(0, colon)));
    }

    static JobKey job(String key) {
        int colon = key.indexOf(':');
        return new JobKey(plain(key.substring(colon + 1)), plain(key.substring(0, colon)));
    }

    static String escape(String name) {
        StringBuilder escaped = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean special = c == ':' || c == '%' || c == '{' || c == '}';
            if (special && escaped == null) {
                escaped = new StringBuilder(name.length() + 8).append(name, 0, i);
            }
            if (escaped != null) {
                if (special) {
                    escaped.append('%').append(Integer.toHexString(c));
                } else {
                    escaped.append(c);
                }
            }
        }
        return escaped == null ? name : escaped.toString();
    }

    static String plain(String escaped) {
        if (escaped.indexOf('%') < 0) {
            return escaped;
        }
        var name = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                name.append((char) Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
