package io.septet.kit.redis;

import io.septet.kit.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import tools.jackson.databind.json.JsonMapper;

/** Applies {@link Change}s and reads documents. */
public final class Changes {
    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final RedisScript<List> script = script(Changes.class, "change.lua", List.class);

    /**
     * @param redis the installation's Redis
     */
    public Changes(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /** A script from a file beside a class. */
    public static <T> RedisScript<T> script(Class<?> beside, String file, Class<T> result) {
        var script = new DefaultRedisScript<T>();
        script.setLocation(new ClassPathResource(file, beside));
        script.setResultType(result);
        return script;
    }

    /** Writes the change whole or not at all. */
    public ChangeOutcome apply(Change change) {
        List<?> answer =
                Objects.requireNonNull(
                        redis.execute(
                                script,
                                change.keys(),
                                json.writeValueAsString(withEventsAsText(change.script()))));
        return switch ((String) answer.getFirst()) {
            case "applied" -> new ChangeOutcome.Applied();
            case "stale" -> new ChangeOutcome.Stale((String) answer.get(1));
            case "replayed" -> new ChangeOutcome.Replayed((String) answer.get(1));
            case "other-body" -> new ChangeOutcome.OtherBody();
            default -> throw new IllegalStateException("change.lua answered " + answer);
        };
    }

    /** Reads one document. */
    public <T> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(redis.opsForValue().get(key))
                .map(text -> json.readValue(text, type));
    }

    /** Reads documents in the order of their keys; those that do not exist are left out. */
    public <T> List<T> findAll(List<String> keys, Class<T> type) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return Objects.requireNonNull(redis.opsForValue().multiGet(keys)).stream()
                .filter(Objects::nonNull)
                .map(text -> json.readValue(text, type))
                .toList();
    }

    /** A value as the JSON in which documents are stored. */
    public String write(Object value) {
        return json.writeValueAsString(value);
    }

    private Map<String, Object> withEventsAsText(Map<String, Object> script) {
        var ops = new ArrayList<List<?>>();
        for (Object op : (List<?>) Objects.requireNonNull(script.get("ops"))) {
            ops.add(
                    ((List<?>) op)
                            .stream()
                                    .map(part ->
                                            part instanceof Event event
                                                    ? json.writeValueAsString(event)
                                                    : part)
                                    .toList());
        }
        return Map.of("guards", Objects.requireNonNull(script.get("guards")), "ops", ops);
    }
}
