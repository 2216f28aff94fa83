package io.septet.acceptance.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One program of the fleet, looked after as a process supervisor does: when it ends without having
 * been killed here, it is started again a second later, and that is remembered. So is one that has
 * stopped answering, once its log has what its threads were doing.
 */
final class Program {
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final int TOLD_LINES = 40;

    /** Longer than the slowest start. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(100);

    private static final String SILENCE = "no answer: ";

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    private final String name;
    private final Path root;
    private final Path log;
    private final int port;
    private final boolean speaksHttp;
    private final List<String> command;
    private final List<String> falls = new CopyOnWriteArrayList<>();
    private @Nullable Process process;
    private @Nullable Instant silentSince;

    /**
     * @param root in which it runs
     * @param log to which it writes
     * @param port on which it listens
     * @param speaksHttp whether it says by HTTP that it is ready; else listening is enough
     */
    Program(String name, Path root, Path log, int port, boolean speaksHttp, List<String> command) {
        this.name = name;
        this.root = root;
        this.log = log;
        this.port = port;
        this.speaksHttp = speaksHttp;
        this.command = List.copyOf(command);
    }

    synchronized void start() {
        try {
            var started =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            process = started;
            silentSince = null;
            var unused = started.onExit().thenAccept(this::ended);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start", e);
        }
    }

    /** As kill -9 does; it stays away until it is started again. */
    void kill() {
        Process running;
        synchronized (this) {
            running = process;
            process = null;
        }
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** Stops its clocks and threads ("STOP") or lets them go on ("CONT"). */
    void signal(String signal) throws IOException, InterruptedException {
        var running = running();
        if (running != null) {
            new ProcessBuilder("kill", "-" + signal, "" + running.pid()).start().waitFor();
        }
    }

    /** Whether a signal has stopped it. */
    boolean isStopped() throws IOException {
        var running = running();
        if (running == null) {
            return false;
        }
        var stat = Files.readString(Path.of("/proc/" + running.pid() + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    }

    /** The processor's time that it has used since it was started. */
    Optional<Duration> cpu() {
        var running = running();
        return running == null ? Optional.empty() : running.info().totalCpuDuration();
    }

    boolean isReady() {
        var running = running();
        if (running == null || !running.isAlive()) {
            return false;
        }
        if (!speaksHttp) {
            return listens();
        }
        var answer = readiness();
        if (answer.startsWith(SILENCE)) {
            endIfHanging(running);
        } else {
            heardOf(running);
        }
        return answer.startsWith("200");
    }

    private synchronized void heardOf(Process which) {
        if (which == process) {
            silentSince = null;
        }
    }

    private synchronized void endIfHanging(Process which) {
        if (which != process) {
            return;
        }
        var since = silentSince;
        if (since == null) {
            silentSince = Instant.now();
            return;
        }
        if (since.plus(LONGEST_SILENCE).isAfter(Instant.now())) {
            return;
        }
        silentSince = null;
        falls.add(name + " has not answered since " + since);
        CompletableFuture.runAsync(() -> {
            try {
                // Java writes its threads to the log.
                new ProcessBuilder("kill", "-QUIT", "" + which.pid()).start().waitFor();
                Thread.sleep(2_000);
            } catch (IOException | InterruptedException e) {
                falls.add(name + " does not tell its threads: " + e);
            }
            which.destroyForcibly();
        });
    }

    /** Each end that nobody here caused, in one line. */
    List<String> falls() {
        return List.copyOf(falls);
    }

    /** What is known of it, for whom it may concern that it is not ready. */
    String state() {
        var running = running();
        var life =
                running == null
                        ? "killed and not started again"
                        : running.isAlive()
                                ? "alive as " + running.pid()
                                : "ended with " + running.exitValue();
        return "%s on port %d: %s; %s; fell %s%n%s"
                .formatted(
                        name,
                        port,
                        life,
                        speaksHttp ? readiness() : listens() ? "listens" : "does not listen",
                        falls,
                        String.join(System.lineSeparator(), lastLines()));
    }

    private synchronized @Nullable Process running() {
        return process;
    }

    private synchronized void ended(Process which) {
        if (which == process) {
            falls.add(name + " ended with " + which.exitValue() + " at " + Instant.now());
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)
                    .execute(() -> startUnlessOtherwise(which));
        }
    }

    private synchronized void startUnlessOtherwise(Process fallen) {
        if (process == fallen) {
            start();
        }
    }

    private String readiness() {
        try {
            var probe =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://localhost:%d/actuator/health/readiness"
                                                    .formatted(port)))
                            .timeout(PROBE)
                            .build();
            var answer = HTTP.send(probe, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return SILENCE + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not asked";
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException no) {
            return false;
        }
    }

    private List<String> lastLines() {
        try {
            var lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
        } catch (IOException e) {
            return List.of("no log: " + e);
        }
    }
}
