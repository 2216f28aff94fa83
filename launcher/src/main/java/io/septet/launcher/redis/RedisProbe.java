package io.septet.launcher.redis;

import io.septet.launcher.process.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Healthy is a Redis that takes our password and answers PING; one that still reads its data back
 * answers LOADING instead.
 */
public final class RedisProbe implements Program.Probe {
    private static final int TIMEOUT_MILLIS = 2000;

    private final int port;
    private final String password;

    public RedisProbe(int port, String password) {
        this.port = port;
        this.password = password;
    }

    @Override
    public boolean healthy() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(
                            ("AUTH " + password + "\r\nPING\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            var answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+OK".equals(answers.readLine()) && "+PONG".equals(answers.readLine());
        } catch (IOException e) {
            return false;
        }
    }
}
