package io.septet.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.septet.launcher.console.Console;
import io.septet.launcher.process.Child;
import io.septet.launcher.process.ProcessTable;
import io.septet.launcher.process.Program;
import io.septet.launcher.process.StartFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that we bring, started as the launcher starts it. */
class RedisIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path data;
    private RedisBinary binary;
    private RedisFolder folder;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        binary = RedisBinary.find("", data.resolve("bin"));
        folder = RedisFolder.open(data.resolve("redis"));
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
    }

    @Test
    void bringsAServerWhereThereIsNone() {
        assertThat(binary.brought()).isTrue();
        assertThat(binary.version().atLeast(RedisVersion.OLDEST)).isTrue();
    }

    @Test
    void keepsEveryWriteAcrossAKill() throws IOException, StartFailed {
        var redis = start();
        assertThat(ask("AUTH " + folder.password(), "SET word lotus"))
                .containsExactly("+OK", "+OK");
        new ProcessTable(data.resolve("run")).find("redis").orElseThrow().destroyForcibly();
        redis.stop(PATIENCE);

        var again = start();
        try {
            assertThat(ask("AUTH " + folder.password(), "STRLEN word"))
                    .containsExactly("+OK", ":5");
        } finally {
            again.stop(PATIENCE);
        }
    }

    @Test
    void isSetUpAsThePublishingContractNeeds() throws IOException {
        assertThat(Files.readString(folder.settings(binary, port)))
                .contains(
                        "appendonly yes",
                        "appendfsync always",
                        "maxmemory-policy noeviction",
                        "bind 127.0.0.1");
    }

    @Test
    void wantsThePassword() throws IOException, StartFailed {
        var redis = start();
        try {
            assertThat(ask("PING")).first().asString().startsWith("-NOAUTH");
            assertThat(new RedisProbe(port, "wrong").healthy()).isFalse();
        } finally {
            redis.stop(PATIENCE);
        }
    }

    @Test
    void keepsItsSecretsToItself() throws IOException {
        var settings = folder.settings(binary, port);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(settings.resolveSibling("password"))))
                .isEqualTo("rw-------");
        assertThat(RedisFolder.open(data.resolve("redis")).password())
                .isEqualTo(folder.password())
                .hasSize(48);
    }

    @Test
    void refusesToStartEmptyOverDataOfANewerServer() throws IOException {
        Files.createDirectories(data.resolve("redis/appendonlydir"));

        assertThatThrownBy(() -> folder.settings(binary, port))
                .hasMessageContaining("written by Redis 7 or later, but only Redis 6.2");
    }

    private Child start() throws IOException, StartFailed {
        var child =
                new Child(
                        new Program(
                                "redis",
                                List.of(
                                        binary.file().toString(),
                                        folder.settings(binary, port).toString()),
                                Map.of(),
                                data,
                                data.resolve("logs/redis.log"),
                                "",
                                new RedisProbe(port, folder.password())),
                        new ProcessTable(data.resolve("run")),
                        new Console(System.out));
        child.start(PATIENCE);
        return child;
    }

    private List<String> ask(String... commands) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            var request = String.join("\r\n", commands) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return answers.lines().limit(commands.length).toList();
        }
    }
}
