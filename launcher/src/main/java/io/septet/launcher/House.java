package io.septet.launcher;

import io.septet.launcher.console.Console;
import io.septet.launcher.process.Child;
import io.septet.launcher.process.LogEnd;
import io.septet.launcher.process.ProcessTable;
import io.septet.launcher.process.Program;
import io.septet.launcher.process.StartFailed;
import io.septet.launcher.process.Stopping;
import io.septet.launcher.redis.RedisBinary;
import io.septet.launcher.redis.RedisFolder;
import io.septet.launcher.redis.RedisProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * All programs of one machine: Redis first, the others at once, and the other way round at the end,
 * so that nobody loses the store while writing.
 */
final class House {
    /** Long enough for a slow and busy machine; a program that dies ends the wait at once. */
    private static final Duration START = Duration.ofMinutes(4);

    private static final Duration STOP = Duration.ofSeconds(12);

    /** The order of stopping: the door, then those behind it, then the store. */
    static final List<List<String>> STOP_ORDER =
            List.of(
                    List.of(Training.NAME),
                    List.of("gateway"),
                    List.of("scheduler", "analytics", "accounts", "sandbox"),
                    List.of("redis"));

    private final Settings settings;
    private final Console console;
    private final ProcessTable table;
    private final List<Child> children = new ArrayList<>();
    private List<Program> services = List.of();
    private @Nullable Training training;
    private boolean stopping;

    House(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
        this.table = new ProcessTable(settings.run());
    }

    /**
     * Starts everything and returns when all of it is healthy.
     *
     * @throws StartFailed if a program does not come up
     * @throws IOException if a file cannot be written or is not there
     */
    void start(boolean withSandbox) throws StartFailed, IOException {
        long begin = System.nanoTime();
        var folder = RedisFolder.open(settings.data().resolve("redis"));
        startRedis(folder);
        var cache = new StartCache(settings.data().resolve("cache"));
        var programs = new Programs(settings, folder.password(), withSandbox, cache);
        services = programs.services();
        var toStart = new ArrayList<>(services);
        if (withSandbox) {
            toStart.add(programs.sandbox());
        }
        startTogether(toStart);
        console.say(
                "  all healthy after "
                        + Console.seconds(Duration.ofNanos(System.nanoTime() - begin)));
    }

    /**
     * Makes the next start quicker, in the background.
     *
     * @param after how long to leave the machine to the person first
     */
    void train(Duration after) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            training = new Training(services, settings, table, console);
            training.begin(after);
        }
    }

    /** Stops everything; may be called at any time, also while the house is being started. */
    void stop() {
        List<Child> all;
        Training trainingNow;
        synchronized (this) {
            stopping = true;
            all = List.copyOf(children);
            trainingNow = training;
        }
        if (trainingNow != null) {
            trainingNow.stop();
        }
        for (var names : STOP_ORDER) {
            together(
                    all.stream()
                            .filter(child -> names.contains(child.program().name()))
                            .<Runnable>map(child -> () -> child.stop(STOP))
                            .toList());
        }
    }

    /** Stops what a launcher that was killed has left behind; says how many programs it were. */
    static int stopLeftovers(ProcessTable table) {
        int count = 0;
        for (var names : STOP_ORDER) {
            var jobs = new ArrayList<Runnable>();
            for (var name : names) {
                table.find(name).ifPresent(process -> jobs.add(() -> Stopping.stop(process, STOP)));
            }
            together(jobs);
            names.forEach(table::forget);
            count += jobs.size();
        }
        return count;
    }

    private void startRedis(RedisFolder folder) throws IOException, StartFailed {
        var path = System.getenv().getOrDefault("PATH", "");
        var binary = RedisBinary.find(path, settings.data().resolve("redis").resolve("bin"));
        var config = folder.settings(binary, settings.redis());
        console.say("Starting " + binary.describe());
        start(
                new Program(
                        "redis",
                        List.of(binary.file().toString(), config.toString()),
                        Map.of(),
                        settings.data(),
                        settings.log("redis"),
                        "127.0.0.1:" + settings.redis(),
                        new RedisProbe(settings.redis(), folder.password())));
    }

    private void startTogether(List<Program> programs) throws StartFailed {
        console.say("Starting " + String.join(", ", programs.stream().map(Program::name).toList()));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ExecutorCompletionService<Program>(executor);
            for (var program : programs) {
                starts.submit(() -> {
                    start(program);
                    return program;
                });
            }
            for (int i = 0; i < programs.size(); i++) {
                try {
                    starts.take().get();
                } catch (ExecutionException e) {
                    // The others are still on their way; stopping them ends their starts too.
                    stop();
                    if (e.getCause() instanceof StartFailed failed) {
                        throw failed;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("The start was interrupted");
        }
    }

    private void start(Program program) throws StartFailed {
        var child = new Child(program, table, console);
        synchronized (this) {
            if (stopping) {
                throw new StartFailed("Septet is being stopped");
            }
            children.add(child);
        }
        try {
            LogEnd.rotate(program.log());
        } catch (IOException e) {
            console.say("  The log of " + program.name() + " cannot be put aside: " + e);
        }
        var took = child.start(START);
        console.say(
                "  %-10s healthy after %-7s %s"
                        .formatted(program.name(), Console.seconds(took), program.where()));
    }

    private static void together(List<Runnable> jobs) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            jobs.forEach(executor::execute);
        }
    }
}
