package io.septet.benchmarks.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of the benchmark's own, where its binaries are found. */
final class Postgres implements AutoCloseable {
    private static final String DB_SCHEDULER =
            """
            create table scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea,
              execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
              last_success timestamp with time zone, last_failure timestamp with time zone,
              consecutive_failures int, last_heartbeat timestamp with time zone, version bigint not null,
              priority smallint, primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """;

    private final Path binaries;
    private final Path folder;
    private final int port;

    private Postgres(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Empty where no binaries are found: POSTGRES_BIN, the PATH, Debian's folders. */
    static Optional<Postgres> start(int port) throws Exception {
        var found = binaries();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var folder = Files.createTempDirectory("septet-postgres");
        var postgres = new Postgres(found.get(), folder, port);
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        postgres.call("initdb", "-D", folder + "/data", "-U", "postgres", "-A", "trust");
        postgres.call(
                "pg_ctl",
                "-D",
                folder + "/data",
                "-l",
                folder + "/log",
                "-w",
                "-o",
                "-p "
                        + port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
                        + folder,
                "start");
        postgres.tables();
        return Optional.of(postgres);
    }

    int port() {
        return port;
    }

    private void tables() throws IOException, SQLException {
        try (var in =
                        Objects.requireNonNull(
                                org.quartz.Scheduler.class.getResourceAsStream(
                                        "/org/quartz/impl/jdbcjobstore/tables_postgres.sql"));
                var connection = DriverManager.getConnection(url(port), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute(DB_SCHEDULER);
        }
    }

    private static Optional<Path> binaries() throws IOException {
        var named = System.getenv("POSTGRES_BIN");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        var candidates = new ArrayList<Path>();
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            candidates.add(Path.of(folder));
        }
        var debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(candidates::add);
            }
        }
        return candidates.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    /** It refuses to run as root. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void call(String program, String... arguments) throws Exception {
        var command =
                Stream.concat(
                        Stream.of(binaries.resolve(program).toString()), Stream.of(arguments));
        run(
                isRoot()
                        ? Stream.concat(Stream.of("runuser", "-u", "postgres", "--"), command)
                                .toList()
                        : command.toList());
    }

    private static void run(List<String> command) throws Exception {
        var process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() throws Exception {
        call("pg_ctl", "-D", folder + "/data", "-m", "immediate", "-w", "stop");
        run(List.of("rm", "-r", folder.toString()));
    }
}
