package io.septet.quartz.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDataMap;
import org.quartz.JobPersistenceException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Job data as JSON that comes back as the types it had.
 *
 * <pre>
 * {"name":"a","count":3,"total":{"@long":"3"},"tags":["x",null],"inner":{"k":true}}
 * </pre>
 *
 * Text, booleans, {@code int}, {@code double}, lists and maps are plain JSON; other scalars are an
 * object of one member that names the type. Nothing else is taken: no class is ever named in Redis
 * by data.
 */
public final class DataJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    private DataJson() {}

    /** JSON text of a map. */
    public static String text(Map<String, ?> fields) {
        return JSON.writeValueAsString(fields);
    }

    /** The map of a JSON text. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> map(String text) throws JobPersistenceException {
        try {
            return JSON.readValue(text, Map.class);
        } catch (JacksonException e) {
            throw new JobPersistenceException("Not readable as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * The data as stored, empty text for none.
     *
     * @throws JobPersistenceException naming the key whose value cannot be stored
     */
    public static String write(@Nullable JobDataMap data) throws JobPersistenceException {
        if (data == null || data.isEmpty()) {
            return "";
        }
        return text(writtenMap(data.getWrappedMap(), ""));
    }

    /** The data of a stored text, without the mark of being changed. */
    public static JobDataMap read(String text) throws JobPersistenceException {
        var data = new JobDataMap();
        if (!text.isEmpty()) {
            for (var entry : map(text).entrySet()) {
                data.put(entry.getKey(), value(entry.getValue()));
            }
        }
        data.clearDirtyFlag();
        return data;
    }

    private static Map<String, @Nullable Object> writtenMap(Map<?, ?> map, String path)
            throws JobPersistenceException {
        var written = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new JobPersistenceException(
                        "Job data \"%s\" has a key that is not text: %s"
                                .formatted(path, entry.getKey()));
            }
            written.put(key, written(entry.getValue(), path.isEmpty() ? key : path + "." + key));
        }
        return written;
    }

    private static @Nullable Object written(@Nullable Object value, String path)
            throws JobPersistenceException {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Integer number -> number;
            case Double number when Double.isFinite(number) -> number;
            case Double number -> tagged("double", number);
            case Long number -> tagged("long", number);
            case Short number -> tagged("short", number);
            case Byte number -> tagged("byte", number);
            case Float number -> tagged("float", number);
            case Character letter -> tagged("char", letter);
            case BigDecimal number -> tagged("decimal", number);
            case BigInteger number -> tagged("integer", number);
            case Date time when time.getClass() == Date.class -> tagged("date", time.getTime());
            case Instant time -> tagged("instant", time);
            case LocalDate day -> tagged("local-date", day);
            case LocalTime time -> tagged("local-time", time);
            case LocalDateTime time -> tagged("local-date-time", time);
            case Duration time -> tagged("duration", time);
            case ZoneId zone -> tagged("zone", zone);
            case UUID id -> tagged("uuid", id);
            case List<?> list -> {
                var all = new ArrayList<@Nullable Object>();
                for (int i = 0; i < list.size(); i++) {
                    all.add(written(list.get(i), path + "[" + i + "]"));
                }
                yield all;
            }
            case Map<?, ?> map -> {
                var all = writtenMap(map, path);
                yield all.keySet().stream().anyMatch(key -> key.startsWith("@"))
                        ? Map.of("@map", all)
                        : all;
            }
            default ->
                    throw new JobPersistenceException(
                            "Job data \"%s\" is a %s: only text, numbers, booleans, times, lists and maps are stored"
                                    .formatted(path, value.getClass().getName()));
        };
    }

    private static Map<String, String> tagged(String type, Object value) {
        return Map.of("@" + type, value.toString());
    }

    private static @Nullable Object value(@Nullable Object stored) throws JobPersistenceException {
        if (stored instanceof List<?> list) {
            var all = new ArrayList<@Nullable Object>();
            for (var element : list) {
                all.add(value(element));
            }
            return all;
        }
        if (!(stored instanceof Map<?, ?> map)) {
            return stored;
        }
        if (map.size() == 1) {
            var only = map.entrySet().iterator().next();
            var key = (String) only.getKey();
            if (key.startsWith("@")) {
                return only.getValue() instanceof Map<?, ?> inner
                        ? plainMap(inner)
                        : scalar(key.substring(1), String.valueOf(only.getValue()));
            }
        }
        return plainMap(map);
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map)
            throws JobPersistenceException {
        var all = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : map.entrySet()) {
            all.put((String) entry.getKey(), value(entry.getValue()));
        }
        return all;
    }

    private static Object scalar(String type, String text) throws JobPersistenceException {
        return switch (type) {
            case "double" -> Double.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "short" -> Short.valueOf(text);
            case "byte" -> Byte.valueOf(text);
            case "float" -> Float.valueOf(text);
            case "char" -> text.charAt(0);
            case "decimal" -> new BigDecimal(text);
            case "integer" -> new BigInteger(text);
            case "date" -> new Date(Long.parseLong(text));
            case "instant" -> Instant.parse(text);
            case "local-date" -> LocalDate.parse(text);
            case "local-time" -> LocalTime.parse(text);
            case "local-date-time" -> LocalDateTime.parse(text);
            case "duration" -> Duration.parse(text);
            case "zone" -> ZoneId.of(text);
            case "uuid" -> UUID.fromString(text);
            default -> throw new JobPersistenceException("Job data of unknown type @" + type);
        };
    }
}
