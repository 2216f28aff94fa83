package io.septet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/**
 * Signing in with a real provider: Keycloak, on this machine, in a browser. It is a command of its
 * own, {@code ./verify -Pkeycloak -pl acceptance}, and no part of the build.
 */
class KeycloakRuns {
    private static final Path TARGET = Path.of("target", "keycloak-run").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(3);

    @Test
    void membersSignInWithKeycloakAndItsGroupsBecomeRoles() throws Exception {
        Files.createDirectories(TARGET);
        var picture = TARGET.resolve("river.png");
        Files.write(picture, Skyline.png());
        var screenshots = TARGET.resolve("screenshots");
        int port = freePort();
        var secret = UUID.randomUUID().toString();
        var workspace = UUID.randomUUID().toString();
        var settings =
                Map.of(
                        "SEPTET_SIGN_IN_PROVIDER_ISSUER",
                        "http://localhost:%d/realms/harbour".formatted(port),
                        "SEPTET_SIGN_IN_PROVIDER_CLIENT_ID",
                        "septet",
                        "SEPTET_SIGN_IN_PROVIDER_CLIENT_SECRET",
                        secret,
                        "SEPTET_SIGN_IN_PROVIDER_NAME",
                        "Harbour ID",
                        "SEPTET_SIGN_IN_GROUPS_0_GROUP",
                        "newsroom-editors",
                        "SEPTET_SIGN_IN_GROUPS_0_WORKSPACE",
                        workspace,
                        "SEPTET_SIGN_IN_GROUPS_0_ROLE",
                        "EDITOR");

        int outcome;
        try (var septet = RunningSystem.start(TARGET, settings, "--empty")) {
            septet.accounts()
                    .put()
                    .uri("/internal/v1/workspaces/" + workspace)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("name", "Harbour", "zone", "Europe/Rome"))
                    .retrieve()
                    .toBodilessEntity();
            var keycloak = keycloak(port, secret, septet.demo().get("address").stringValue());
            try {
                outcome =
                        septet.browser(
                                "keycloak",
                                screenshots,
                                Map.of("SEPTET_PICTURE", picture.toString()));
            } finally {
                stop(keycloak);
            }
        }

        assertThat(outcome).as(() -> "see " + screenshots.resolve("keycloak.log")).isZero();
    }

    private static Process keycloak(int port, String secret, String septet) throws IOException {
        Path home;
        try (var folders = Files.list(Path.of("target", "keycloak"))) {
            home =
                    folders.filter(one -> Files.isDirectory(one.resolve("bin")))
                            .findFirst()
                            .orElseThrow()
                            .toAbsolutePath();
        }
        var realm = home.resolve("data/import/harbour.json");
        Files.createDirectories(realm.getParent());
        try (var file =
                Objects.requireNonNull(
                        KeycloakRuns.class.getResourceAsStream("keycloak-realm.json"))) {
            Files.writeString(
                    realm,
                    new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .replace("${secret}", secret)
                            .replace("${septet}", septet));
        }
        var log = TARGET.resolve("keycloak.log");
        var builder =
                new ProcessBuilder(
                                "sh",
                                home.resolve("bin/kc.sh").toString(),
                                "start-dev",
                                "--import-realm",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--hostname=http://localhost:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var keycloak = builder.start();
        Awaitility.await("start, see " + log)
                .atMost(START)
                .until(() -> {
                    if (!keycloak.isAlive()) {
                        throw new IllegalStateException("Keycloak ended: " + Files.readString(log));
                    }
                    return answers(port);
                });
        return keycloak;
    }

    private static boolean answers(int port) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://localhost:%d/realms/harbour"
                                                                    .formatted(port)))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(Process keycloak) throws InterruptedException {
        var all = keycloak.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        keycloak.destroy();
        if (!keycloak.waitFor(30, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
            keycloak.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
