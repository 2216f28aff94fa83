package io.septet.quartz;

import static io.septet.quartz.Answers.text;
import static io.septet.quartz.Answers.time;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.JobPersistenceException;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.impl.matchers.StringMatcher;
import org.quartz.spi.OperableTrigger;
import org.quartz.utils.Key;

/** What is scheduled: storing, removing and reading jobs and triggers. */
final class Definitions {
    /** Read at once; more would keep Redis from its other callers for too long. */
    private static final int CHUNK = 500;

    private final RedisCalls redis;
    private final Session session;
    private final Rows rows;

    Definitions(RedisCalls redis, Session session, Rows rows) {
        this.redis = redis;
        this.session = session;
        this.rows = rows;
    }

    void storeJob(JobDetail job, boolean replace) throws JobPersistenceException {
        store(List.of(job), List.of(), replace, null);
    }

    void storeTrigger(OperableTrigger trigger, boolean replace) throws JobPersistenceException {
        store(List.of(), List.of(trigger), replace, null);
    }

    void storeJobAndTrigger(JobDetail job, OperableTrigger trigger) throws JobPersistenceException {
        store(List.of(job), List.of(trigger), false, null);
    }

    void storeAll(Map<JobDetail, Set<? extends Trigger>> all, boolean replace)
            throws JobPersistenceException {
        var triggers = new ArrayList<OperableTrigger>();
        for (var set : all.values()) {
            for (var trigger : set) {
                triggers.add((OperableTrigger) trigger);
            }
        }
        store(all.keySet(), triggers, replace, null);
    }

    boolean replaceTrigger(TriggerKey key, OperableTrigger by) throws JobPersistenceException {
        return store(List.of(), List.of(by), false, key);
    }

    private boolean store(
            Collection<JobDetail> jobs,
            List<OperableTrigger> triggers,
            boolean replace,
            @Nullable TriggerKey replaced)
            throws JobPersistenceException {
        var arguments = new ArrayList<String>();
        arguments.add(Integer.toString(jobs.size()));
        arguments.add(Integer.toString(triggers.size()));
        arguments.add(replaced == null ? "" : Keys.of(replaced));
        var mayReplace = replace ? "1" : "0";
        for (var job : jobs) {
            arguments.add(Keys.of(job.getKey()));
            arguments.add(mayReplace);
            arguments.addAll(rows.job(job));
        }
        for (var trigger : triggers) {
            arguments.add(Keys.of(trigger.getKey()));
            arguments.add(mayReplace);
            arguments.addAll(rows.trigger(trigger));
        }
        var answer = session.once(Script.STORE, arguments);
        var about = text(answer, 1);
        return switch (text(answer, 0)) {
            case "ok" -> true;
            case "none" -> false;
            case "job" ->
                    throw new ObjectAlreadyExistsException(
                            "Job %s already exists".formatted(Keys.job(about)));
            case "trigger" ->
                    throw new ObjectAlreadyExistsException(
                            "Trigger %s already exists".formatted(Keys.trigger(about)));
            case "no-job" ->
                    throw new JobPersistenceException(
                            "The job (%s) referenced by the trigger does not exist."
                                    .formatted(Keys.job(about)));
            case "no-calendar" ->
                    throw new JobPersistenceException(
                            "The calendar %s referenced by the trigger does not exist."
                                    .formatted(Keys.plain(about)));
            case "other-job" ->
                    throw new JobPersistenceException(
                            "New trigger is not related to the same job as the old trigger.");
            default -> throw new JobPersistenceException("store.lua answered " + answer);
        };
    }

    /** What was found, and the jobs that went with their last trigger. */
    record Removed(boolean all, List<JobKey> orphans) {}

    Removed removeTriggers(List<TriggerKey> keys) throws JobPersistenceException {
        return remove("trigger", keys);
    }

    Removed removeJobs(List<JobKey> keys) throws JobPersistenceException {
        return remove("job", keys);
    }

    private Removed remove(String what, List<? extends Key<?>> keys)
            throws JobPersistenceException {
        var answer =
                session.once(
                        Script.REMOVE,
                        Stream.concat(Stream.of(what), keys.stream().map(Keys::of)).toList());
        return new Removed(
                Integer.parseInt(text(answer, 0)) == keys.size(),
                answer.stream().skip(1).map(Answers::text).map(Keys::job).toList());
    }

    void clear() throws JobPersistenceException {
        session.once(Script.CLEAR, List.of());
    }

    @Nullable JobDetail job(JobKey key) throws JobPersistenceException {
        var found = jobs(List.of(Keys.of(key)));
        return found.isEmpty() ? null : found.getFirst();
    }

    List<JobDetail> jobs(Collection<String> keys) throws JobPersistenceException {
        var found = new ArrayList<JobDetail>();
        for (var row : inChunks("jobs", keys)) {
            found.add(
                    rows.job(
                            Keys.job(text(row, 0)),
                            text(row, 1),
                            text(row, 2),
                            text(row, 3),
                            text(row, 4)));
        }
        return found;
    }

    @Nullable OperableTrigger trigger(TriggerKey key) throws JobPersistenceException {
        var found = triggers(List.of(Keys.of(key)));
        return found.isEmpty() ? null : found.getFirst();
    }

    List<OperableTrigger> triggers(Collection<String> keys) throws JobPersistenceException {
        var found = new ArrayList<OperableTrigger>();
        for (var row : inChunks("triggers", keys)) {
            found.add(trigger(row));
        }
        return found;
    }

    /** A trigger of key, d, m, j, n, p, c. */
    OperableTrigger trigger(List<?> row) throws JobPersistenceException {
        return rows.trigger(
                text(row, 0),
                text(row, 1),
                text(row, 2),
                text(row, 3),
                time(row, 4),
                time(row, 5),
                text(row, 6));
    }

    private List<List<?>> inChunks(String what, Collection<String> keys)
            throws JobPersistenceException {
        var found = new ArrayList<List<?>>();
        var all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += CHUNK) {
            for (var row : read(what, all.subList(from, Math.min(all.size(), from + CHUNK)))) {
                found.add((List<?>) row);
            }
        }
        return found;
    }

    List<String> keysOfTriggersOf(Collection<String> jobs) throws JobPersistenceException {
        var found = new ArrayList<String>();
        var all = List.copyOf(jobs);
        for (int from = 0; from < all.size(); from += CHUNK) {
            found.addAll(
                    Answers.texts(
                            read(
                                    "triggers-of-jobs",
                                    all.subList(from, Math.min(all.size(), from + CHUNK)))));
        }
        return found;
    }

    List<String> jobKeys(GroupMatcher<JobKey> matcher) throws JobPersistenceException {
        return keys("jg", matcher);
    }

    List<String> triggerKeys(GroupMatcher<TriggerKey> matcher) throws JobPersistenceException {
        return keys("tg", matcher);
    }

    private List<String> keys(String of, StringMatcher<?> matcher) throws JobPersistenceException {
        return Answers.texts(
                read(
                        "keys",
                        List.of(
                                of,
                                matcher.getCompareWithOperator().name(),
                                matcher.getCompareToValue())));
    }

    List<String> members(String of) throws JobPersistenceException {
        return read("members", List.of(of)).stream().map(Answers::text).map(Keys::plain).toList();
    }

    int count(String groups) throws JobPersistenceException {
        return (int) redis.number(Script.READ, List.of("count", groups));
    }

    boolean exists(String kind, Key<?> key) throws JobPersistenceException {
        return redis.number(Script.READ, List.of("exists", kind + Keys.of(key))) == 1;
    }

    TriggerState state(TriggerKey key) throws JobPersistenceException {
        return TriggerState.valueOf(redis.text(Script.READ, List.of("state", Keys.of(key))));
    }

    private List<?> read(String what, List<String> arguments) throws JobPersistenceException {
        return redis.list(Script.READ, Stream.concat(Stream.of(what), arguments.stream()).toList());
    }
}
