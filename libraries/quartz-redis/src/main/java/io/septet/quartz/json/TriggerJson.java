package io.septet.quartz.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger;
import org.quartz.spi.OperableTrigger;

/**
 * What of a trigger does not change by firing, as JSON with the version of its form.
 *
 * <pre>
 * {"v":1,"type":"cron","start":1795445542000,"priority":7,"calendar":"holidays","cron":"0 0 9 ? * MON","zone":"UTC"}
 * </pre>
 */
public final class TriggerJson {
    private static final int VERSION = 1;

    private final List<TriggerCodec<?>> codecs = new ArrayList<>();

    /**
     * @param custom codecs of types that Quartz does not bring
     */
    public TriggerJson(Collection<? extends TriggerCodec<?>> custom) {
        codecs.addAll(BuiltInTriggers.all());
        codecs.addAll(custom);
    }

    /** The text to store. */
    public String write(OperableTrigger trigger) throws JobPersistenceException {
        return write(trigger, codec(trigger));
    }

    private static <T extends OperableTrigger> String write(
            OperableTrigger trigger, TriggerCodec<T> codec) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("v", VERSION);
        fields.put("type", codec.type());
        fields.put("start", trigger.getStartTime().getTime());
        if (trigger.getEndTime() != null) {
            fields.put("end", trigger.getEndTime().getTime());
        }
        if (trigger.getPriority() != Trigger.DEFAULT_PRIORITY) {
            fields.put("priority", trigger.getPriority());
        }
        if (trigger.getMisfireInstruction() != Trigger.MISFIRE_INSTRUCTION_SMART_POLICY) {
            fields.put("misfire", trigger.getMisfireInstruction());
        }
        if (trigger.getCalendarName() != null) {
            fields.put("calendar", trigger.getCalendarName());
        }
        if (trigger.getDescription() != null) {
            fields.put("description", trigger.getDescription());
        }
        fields.putAll(codec.write(codec.of().cast(trigger)));
        return DataJson.text(fields);
    }

    /** A trigger of a stored text; key, job, data and times of firing are yet to be set. */
    public OperableTrigger read(String text, int timesTriggered) throws JobPersistenceException {
        var map = DataJson.map(text);
        var fields = new Fields(map);
        if (fields.integer("v", 0) != VERSION) {
            throw new JobPersistenceException("Stored by another release: " + text);
        }
        var type = fields.required("type");
        for (var codec : codecs) {
            if (codec.type().equals(type)) {
                return read(codec, map, fields, timesTriggered);
            }
        }
        throw new JobPersistenceException("No codec for triggers of type " + type);
    }

    private static <T extends OperableTrigger> T read(
            TriggerCodec<T> codec,
            Map<String, @Nullable Object> map,
            Fields fields,
            int timesTriggered)
            throws JobPersistenceException {
        T trigger = codec.read(map);
        trigger.setStartTime(new Date(fields.number("start", 0)));
        long end = fields.number("end", Long.MIN_VALUE);
        if (end != Long.MIN_VALUE) {
            trigger.setEndTime(new Date(end));
        }
        trigger.setPriority(fields.integer("priority", Trigger.DEFAULT_PRIORITY));
        trigger.setMisfireInstruction(
                fields.integer("misfire", Trigger.MISFIRE_INSTRUCTION_SMART_POLICY));
        trigger.setCalendarName(fields.text("calendar"));
        trigger.setDescription(fields.text("description"));
        codec.restoreTimesTriggered(trigger, timesTriggered);
        return trigger;
    }

    /** How often it has fired, for types that count; else 0. */
    public int timesTriggered(OperableTrigger trigger) throws JobPersistenceException {
        return timesTriggered(trigger, codec(trigger));
    }

    private static <T extends OperableTrigger> int timesTriggered(
            OperableTrigger trigger, TriggerCodec<T> codec) {
        return codec.timesTriggered(codec.of().cast(trigger));
    }

    private TriggerCodec<?> codec(OperableTrigger trigger) throws JobPersistenceException {
        for (var codec : codecs) {
            if (codec.of() == trigger.getClass()) {
                return codec;
            }
        }
        throw new JobPersistenceException(
                "No codec for triggers of "
                        + trigger.getClass().getName()
                        + "; give the store a TriggerCodec");
    }
}
