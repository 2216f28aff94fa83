package io.septet.quartz.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobPersistenceException;

/**
 * A calendar as JSON with the version of its form; what it is based on inside it.
 *
 * <pre>
 * {"v":1,"type":"weekly","days":[1,7],"base":{"type":"holiday","days":[1798675200000]}}
 * </pre>
 */
public final class CalendarJson {
    private static final int VERSION = 1;

    private final List<CalendarCodec<?>> codecs = new ArrayList<>();

    /**
     * @param custom codecs of types that Quartz does not bring
     */
    public CalendarJson(Collection<? extends CalendarCodec<?>> custom) {
        codecs.addAll(BuiltInCalendars.all());
        codecs.addAll(custom);
    }

    /** The text to store. */
    public String write(Calendar calendar) throws JobPersistenceException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("v", VERSION);
        fields.putAll(fields(calendar));
        return DataJson.text(fields);
    }

    private Map<String, Object> fields(Calendar calendar) throws JobPersistenceException {
        for (var codec : codecs) {
            if (codec.of() == calendar.getClass()) {
                return fields(calendar, codec);
            }
        }
        throw new JobPersistenceException(
                "No codec for calendars of "
                        + calendar.getClass().getName()
                        + "; give the store a CalendarCodec");
    }

    private <T extends Calendar> Map<String, Object> fields(
            Calendar calendar, CalendarCodec<T> codec) throws JobPersistenceException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", codec.type());
        fields.putAll(codec.write(codec.of().cast(calendar)));
        if (calendar.getDescription() != null) {
            fields.put("description", calendar.getDescription());
        }
        if (calendar.getBaseCalendar() != null) {
            fields.put("base", fields(calendar.getBaseCalendar()));
        }
        return fields;
    }

    /** The calendar of a stored text. */
    public Calendar read(String text) throws JobPersistenceException {
        var fields = DataJson.map(text);
        if (new Fields(fields).integer("v", 0) != VERSION) {
            throw new JobPersistenceException("Stored by another release: " + text);
        }
        return calendar(fields);
    }

    @SuppressWarnings("unchecked")
    private Calendar calendar(Map<String, @Nullable Object> map) throws JobPersistenceException {
        var fields = new Fields(map);
        var type = fields.required("type");
        for (var codec : codecs) {
            if (codec.type().equals(type)) {
                Calendar calendar = codec.read(map);
                calendar.setDescription(fields.text("description"));
                if (map.get("base") instanceof Map<?, ?> base) {
                    calendar.setBaseCalendar(calendar((Map<String, @Nullable Object>) base));
                }
                return calendar;
            }
        }
        throw new JobPersistenceException("No codec for calendars of type " + type);
    }
}
