package io.septet.quartz;

import io.micrometer.core.instrument.MeterRegistry;
import io.septet.quartz.json.CalendarCodec;
import io.septet.quartz.json.CalendarJson;
import io.septet.quartz.json.TriggerCodec;
import io.septet.quartz.json.TriggerJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.SchedulerConfigException;
import org.quartz.SchedulerException;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.TriggerKey;
import org.quartz.spi.ClassLoadHelper;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.SchedulerSignaler;
import org.quartz.spi.TriggerFiredResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/**
 * A Quartz job store in Redis, shared by all instances whose schedulers have one name.
 *
 * <pre>
 * ZADD quartz:{app:0}:due     1795445542123  7ffffffaDEFAULT:nine      waiting triggers, and nothing else
 * HSET quartz:{app:0}:jt:DEFAULT:send        DEFAULT:nine ""           triggers of a job
 * HSET quartz:{app:0}:held    DEFAULT:send   X&lt;fire id&gt;                jobs that forbid a second run
 * ZADD quartz:{app:0}:parked:DEFAULT:send    ..                        triggers that wait for such a job
 * ZADD quartz:{app:0}:nodes   1795445557000  &lt;run id&gt;                  lease of an instance, by Redis' clock
 * HSET quartz:{app:0}:a:&lt;run id&gt;  &lt;fire id&gt;  DEFAULT:nine              what it has acquired
 * HSET quartz:{app:0}:x:&lt;run id&gt;  &lt;fire id&gt;  ["DEFAULT:nine",..]       what it has fired
 * SADD quartz:{app:0}:jg, :jg:&lt;group&gt;, :tg, :tg:&lt;group&gt;, :pj, :pt      groups, members, paused groups
 * HSET quartz:{app:0}:cal:&lt;name&gt;  d {..}  v ..                        calendars; :cals, :calt:&lt;name&gt;
 * HSET quartz:{app:0}:c:&lt;client&gt;  &lt;call&gt;  &lt;answer&gt;                     answers not yet known to be read
 * </pre>
 *
 * Jobs and triggers are shown in {@code Rows}. Everything of one store lies in one slot.
 */
public final class RedisJobStore extends DefinitionStore {
    private static final Logger log = LoggerFactory.getLogger(RedisJobStore.class);
    private static final Map<String, Source> SOURCES = new ConcurrentHashMap<>();

    private static final Map<String, RedisJobStore> STORES = new ConcurrentHashMap<>();

    private @Nullable Source source;
    private String scheduler = "";
    private @Nullable RedisCalls redis;
    private @Nullable Session session;
    private @Nullable Membership membership;
    private @Nullable Firing firing;
    private @Nullable SchedulerSignaler signaler;
    private @Nullable ScheduledExecutorService beats;
    private volatile @Nullable RedisMessageListenerContainer wakeUps;
    private boolean toldOfSilence;
    private int threads;

    /**
     * Where a store keeps its data and how.
     *
     * @param triggers codecs of trigger types of one's own
     * @param calendars codecs of calendar types of one's own
     * @param fenced told a run id of this instance that was declared dead; jobs whose fire id
     *     begins with it are being run elsewhere
     * @param joining called before a started scheduler takes its first trigger, when Redis answers,
     *     and again whenever it has to join anew: perhaps because Redis lost what it had. What it
     *     throws is tried again
     */
    public record Source(
            RedisConnectionFactory redis,
            RedisJobStoreProperties properties,
            List<? extends TriggerCodec<?>> triggers,
            List<? extends CalendarCodec<?>> calendars,
            MeterRegistry meters,
            Consumer<String> fenced,
            Joining joining) {}

    /** Something to be done before a scheduler takes triggers. */
    public interface Joining {
        void prepare() throws SchedulerException;
    }

    /** For Quartz, which makes it by its name; {@code org.quartz.jobStore.source} is to be set. */
    public RedisJobStore() {}

    /** For whoever makes schedulers by hand. */
    public RedisJobStore(Source source) {
        this.source = source;
    }

    /** Keeps a source under a name that can stand in Quartz's properties. */
    public static void register(String name, Source source) {
        SOURCES.put(name, source);
    }

    /** Forgets a source. */
    public static void unregister(String name) {
        SOURCES.remove(name);
        STORES.remove(name);
    }

    /** The name under which a source was registered. */
    public void setSource(String name) {
        source = SOURCES.get(name);
        STORES.put(name, this);
    }

    /** The store that Quartz made of a registered source. */
    public static @Nullable RedisJobStore of(String name) {
        return STORES.get(name);
    }

    @Override
    public void initialize(ClassLoadHelper classes, SchedulerSignaler signals)
            throws SchedulerConfigException {
        var from = source;
        if (from == null) {
            throw new SchedulerConfigException(
                    "No Redis: org.quartz.jobStore.source names no registered source");
        }
        var trusted = new ServerCheck(from.redis);
        if (!trusted.passed()) {
            log.warn("Redis cannot be reached; the scheduler begins when it can");
        }
        var properties = from.properties;
        var base = Keys.base(properties.keyPrefix(), scheduler);
        var metrics = new StoreMetrics(from.meters, scheduler);
        var calls = new RedisCalls(from.redis, base, metrics);
        var rows = new Rows(new TriggerJson(from.triggers), classes, properties.jobClasses());
        var once = new Session(calls);
        var member =
                new Membership(
                        calls,
                        properties.lease(),
                        metrics,
                        from.fenced,
                        () -> prepare(trusted, from.joining));
        var definitions = new Definitions(calls, once, rows);
        var pauses = new Pauses(calls, once);
        var calendars =
                new Calendars(calls, once, definitions, rows, new CalendarJson(from.calendars));
        long threshold = properties.misfireThreshold().toMillis();
        firing =
                new Firing(
                        calls, once, member, calendars, pauses, rows, signals, metrics, threshold);
        redis = calls;
        session = once;
        membership = member;
        signaler = signals;
        use(new Parts(definitions, pauses, calendars, signals, threshold));
        log.info("Jobs of {} are kept in Redis under {}", scheduler, base);
    }

    private static void prepare(ServerCheck trusted, Joining joining)
            throws JobPersistenceException {
        try {
            if (!trusted.passed()) {
                throw new JobPersistenceException("Redis cannot be reached");
            }
            joining.prepare();
        } catch (JobPersistenceException e) {
            throw e;
        } catch (SchedulerException e) {
            throw new JobPersistenceException(e.getMessage(), e);
        }
    }

    @Override
    public void schedulerStarted() {
        var executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name(scheduler + "-redis-lease").factory());
        try {
            membership().join("");
            listen();
        } catch (JobPersistenceException e) {
            log.warn("No job runs before Redis answers: {}", e.getMessage());
        }
        long nanos = membership().beatNanos();
        executor.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
        beats = executor;
        firing().acquireAhead(threads, executor);
    }

    /** Tried at each beat until it worked; from then on the connection comes back by itself. */
    private void listen() {
        var listener = new RedisMessageListenerContainer();
        listener.setConnectionFactory(redis().redis());
        listener.setRecoveryInterval(1000);
        listener.addMessageListener(
                (message, pattern) -> wake(new String(message.getBody(), StandardCharsets.UTF_8)),
                ChannelTopic.of(redis().base() + "wake"));
        listener.afterPropertiesSet();
        try {
            listener.start();
            wakeUps = listener;
        } catch (RuntimeException e) {
            log.atLevel(toldOfSilence ? Level.DEBUG : Level.WARN)
                    .log(
                            "Without wake-ups: the channel cannot be subscribed to, what others store is seen every idle-wait: {}",
                            e.getMessage());
            toldOfSilence = true;
            destroy(listener);
        }
    }

    private static void destroy(RedisMessageListenerContainer listener) {
        try {
            listener.destroy();
        } catch (Exception e) {
            log.debug("A listener that never listened does not end", e);
        }
    }

    private void wake(String message) {
        var parts = message.split(" ", -1);
        if (parts.length == 2 && !parts[1].equals(Objects.requireNonNull(session).client())) {
            Objects.requireNonNull(signaler).signalSchedulingChange(Long.parseLong(parts[0]));
        }
    }

    private void beat() {
        try {
            var held = firing().held();
            firing().endings().reconcile(held, membership().beat());
            if (wakeUps == null) {
                listen();
            }
        } catch (JobPersistenceException e) {
            log.warn("The lease was not renewed: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The lease was not renewed", e);
        }
    }

    /**
     * Not needed: a paused scheduler acquires nothing and keeps its lease; what it had acquired
     * ahead is given back as ever.
     */
    @Override
    public void schedulerPaused() {}

    /** Not needed, see {@link #schedulerPaused}. */
    @Override
    public void schedulerResumed() {}

    @Override
    public void shutdown() {
        if (beats != null) {
            beats.shutdownNow();
        }
        var listener = wakeUps;
        if (listener != null) {
            listener.stop();
        }
        if (beats != null) {
            try {
                firing().endings().flush();
                firing().endings().sendAgain();
                membership().leave();
            } catch (JobPersistenceException e) {
                log.warn(
                        "What this instance had acquired waits for its lease to end: {}",
                        e.getMessage());
            }
        }
    }

    /**
     * Whether the run of a job may begin: false when this instance was declared dead after it had
     * fired, so that somebody else may be running it. Asked by {@link LeaseGuard}.
     */
    public boolean mayRun(String fireInstanceId) {
        return membership().holds(Firing.runOf(fireInstanceId));
    }

    /** Those of these triggers that exist, in any state; 500 a call. */
    public List<OperableTrigger> find(Collection<TriggerKey> keys) throws JobPersistenceException {
        return definitions().triggers(keys.stream().map(Keys::of).toList());
    }

    /** The id under which this instance is known to Redis at present. */
    public String run() {
        return membership().run();
    }

    /** Waits until the ends of all runs so far are recorded. */
    void settle() {
        firing().endings().flush();
    }

    /** How many calls this store has made to Redis. */
    public long calls() {
        return redis().made();
    }

    @Override
    public List<OperableTrigger> acquireNextTriggers(long noLaterThan, int most, long window)
            throws JobPersistenceException {
        return firing().acquire(noLaterThan, most, window);
    }

    @Override
    public void releaseAcquiredTrigger(OperableTrigger trigger) {
        firing().endings().release(List.of(trigger));
    }

    @Override
    public List<TriggerFiredResult> triggersFired(List<OperableTrigger> triggers)
            throws JobPersistenceException {
        return firing().fire(triggers);
    }

    @Override
    public void triggeredJobComplete(
            OperableTrigger trigger, JobDetail job, CompletedExecutionInstruction instruction) {
        firing().endings().complete(trigger, job, instruction);
    }

    @Override
    public boolean supportsPersistence() {
        return true;
    }

    @Override
    public boolean isClustered() {
        return true;
    }

    @Override
    public long getEstimatedTimeToReleaseAndAcquireTrigger() {
        return 10;
    }

    @Override
    public long getAcquireRetryDelay(int failures) {
        return Math.min(Duration.ofSeconds(1).toMillis(), 50L << Math.min(failures, 10));
    }

    /** Not used: an instance is known by a random id, new whenever it joins. */
    @Override
    public void setInstanceId(String id) {}

    @Override
    public void setInstanceName(String name) {
        scheduler = name;
    }

    @Override
    public void setThreadPoolSize(int size) {
        threads = size;
    }

    private RedisCalls redis() {
        return Objects.requireNonNull(redis, "The job store is not initialized");
    }

    private Membership membership() {
        return Objects.requireNonNull(membership, "The job store is not initialized");
    }

    private Firing firing() {
        return Objects.requireNonNull(firing, "The job store is not initialized");
    }
}
