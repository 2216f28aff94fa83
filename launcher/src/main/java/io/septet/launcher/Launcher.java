package io.septet.launcher;

import io.septet.launcher.console.Console;
import io.septet.launcher.demo.DemoData;
import io.septet.launcher.demo.Door;
import io.septet.launcher.files.PrivateFiles;
import io.septet.launcher.process.ProcessTable;
import io.septet.launcher.process.StartFailed;
import io.septet.launcher.process.Stopping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The program behind {@code ./run}. */
public final class Launcher {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Settings settings;
    private final Console console;

    /** Kept until the process ends: a lock that is thrown away is given back. */
    @SuppressWarnings("FieldCanBeLocal")
    private @Nullable Lock held;

    private Launcher(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** Runs until it is told to stop; the exit code is 0, 1 (failed) or 2 (misused). */
    public static void main(String[] arguments) {
        var console = new Console(System.out);
        int code;
        try {
            var ask = Ask.of(List.of(arguments));
            var root = Path.of(System.getProperty("septet.root", "")).toAbsolutePath();
            code = new Launcher(Settings.of(root, System.getenv()), console).run(ask);
        } catch (IllegalArgumentException e) {
            console.say(e.getMessage() + ". ./run --help lists what can be asked for.");
            code = MISUSED;
        } catch (IOException | StartFailed e) {
            console.say(List.of("", "Septet did not start: " + e.getMessage()));
            code = FAILED;
        }
        System.exit(code);
    }

    private int run(Ask ask) throws IOException, StartFailed {
        return switch (ask) {
            case STOP -> stop();
            case START -> start(null);
            case START_EMPTY -> start(Mode.EMPTY);
            case START_EMPTY_SANDBOX -> start(Mode.EMPTY_SANDBOX);
        };
    }

    private int start(@Nullable Mode asked) throws IOException, StartFailed {
        PrivateFiles.folder(settings.data());
        var lock = Lock.take(settings.run());
        if (lock.isEmpty()) {
            console.say(
                    Lock.noted(settings.run())
                            .map(address -> "Septet is already running: " + address)
                            .orElse("Septet is already being started by another ./run"));
            return OK;
        }
        held = lock.get();
        var table = new ProcessTable(settings.run());
        table.remember("launcher", ProcessHandle.current());
        int leftovers = House.stopLeftovers(table);
        if (leftovers > 0) {
            console.say("Stopped " + leftovers + " programs that an earlier run left behind");
        }
        var mode = mode(asked);
        var taken = Ports.taken(settings.ports(mode.withSandbox()));
        if (!taken.isEmpty()) {
            table.forget("launcher");
            throw new StartFailed(String.join(" ", taken));
        }
        live(mode, table);
        return OK;
    }

    /** Starts the house, fills it, and waits for the signal that ends it. */
    private void live(Mode mode, ProcessTable table) throws IOException, StartFailed {
        var house = new House(settings, console);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> leave(house, table), "launcher-stop"));
        house.start(mode.withSandbox());
        Lock.note(settings.run(), settings.gatewayUrl());
        var door =
                new Door(
                        settings.gatewayUrl(),
                        "http://localhost:" + settings.accounts(),
                        settings.sandboxUrl(),
                        settings.data());
        fill(new DemoData(door, console), mode);
        if (settings.trainAfter() != null) {
            house.train(settings.trainAfter());
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * An installation that was never filled is of no use, so the start fails; one that was is worth
     * having, whatever is wrong with its demo data today.
     */
    private void fill(DemoData demo, Mode mode) throws IOException, StartFailed {
        boolean filledBefore = Files.exists(settings.data().resolve("demo.json"));
        try {
            demo.fill(mode.empty(), mode.withSandbox());
            if (mode == Mode.EMPTY_SANDBOX) {
                console.say("  Pretend platforms to connect: " + settings.sandboxUrl());
            }
        } catch (IOException e) {
            if (!filledBefore) {
                throw new StartFailed(
                        "the first workspace could not be made (the next start goes on where this"
                                + " one came to): "
                                + e.getMessage());
            }
            console.say(
                    List.of(
                            "  demo.json could not be brought up to date: " + e.getMessage(),
                            "  Septet is running: " + settings.gatewayUrl()));
        }
    }

    private void leave(House house, ProcessTable table) {
        console.say("Stopping Septet");
        long begin = System.nanoTime();
        house.stop();
        try {
            Lock.forget(settings.run());
        } catch (IOException e) {
            console.say("  " + e);
        }
        table.forget("launcher");
        console.say("Stopped in " + Console.seconds(Duration.ofNanos(System.nanoTime() - begin)));
    }

    /**
     * What this installation was made for. It is decided at the first start: a demo feed's token
     * must not go to a real platform, nor a real one to the sandbox.
     *
     * @param asked null = as it was made, at the first start the demo
     */
    private Mode mode(@Nullable Mode asked) throws IOException, StartFailed {
        var file = settings.data().resolve("mode");
        if (!Files.exists(file)) {
            var made = asked == null ? Mode.DEMO : asked;
            PrivateFiles.replace(file, made.stored() + "\n");
            return made;
        }
        var made =
                Mode.read(Files.readString(file))
                        .orElseThrow(
                                () -> new StartFailed(file + " says nothing that is known here"));
        if (asked != null && asked != made) {
            throw new StartFailed(
                    settings.data()
                            + (made == Mode.DEMO
                                    ? " holds the demo workspace."
                                    : " was made with " + made.options() + ".")
                            + " For "
                            + asked.options()
                            + " choose another folder with SEPTET_DATA, or remove this one.");
        }
        if (made.empty() && asked == null) {
            console.say(
                    settings.data()
                            + " was made with "
                            + made.options()
                            + ": no demo workspace"
                            + (made.withSandbox() ? "" : ", no sandbox"));
        }
        return made;
    }

    private int stop() throws IOException {
        var table = new ProcessTable(settings.run());
        var launcher = table.find("launcher");
        if (launcher.isPresent()) {
            console.say("Stopping Septet");
            boolean byItself = Stopping.stop(launcher.get(), Duration.ofSeconds(60));
            console.say(byItself ? "Stopped" : "It did not stop by itself and was killed");
        }
        int leftovers = House.stopLeftovers(table);
        table.forget("launcher");
        Lock.forget(settings.run());
        if (leftovers > 0) {
            console.say("Stopped " + leftovers + " programs that were left behind");
        } else if (launcher.isEmpty()) {
            console.say("Septet is not running");
        }
        return OK;
    }
}
