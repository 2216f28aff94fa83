package io.septet.quartz.json;

import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;

/** Members of a stored object, with their defaults. */
record Fields(Map<String, @Nullable Object> map) {
    long number(String name, long otherwise) {
        return map.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    int integer(String name, int otherwise) {
        return (int) number(name, otherwise);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    @Nullable String text(String name) {
        return map.get(name) instanceof String text ? text : null;
    }

    String required(String name) throws JobPersistenceException {
        var text = text(name);
        if (text == null) {
            throw new JobPersistenceException("Stored without \"" + name + "\": " + map);
        }
        return text;
    }

    List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    @Nullable TimeZone zone() {
        var id = text("zone");
        return id == null ? null : TimeZone.getTimeZone(id);
    }
}
