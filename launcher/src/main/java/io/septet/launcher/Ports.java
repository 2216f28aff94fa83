package io.septet.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks whether ports are free before anything is started. */
final class Ports {
    private static final int CONNECT_MILLIS = 300;

    private Ports() {}

    /**
     * One sentence for each port that another program has taken.
     *
     * @param ports port and the variable that moves it
     */
    static List<String> taken(Map<Integer, String> ports) {
        var taken = new ArrayList<String>();
        ports.forEach((port, variable) -> {
            if (isTaken(port)) {
                taken.add(
                        "Port %d is taken by another program; choose another with %s."
                                .formatted(port, variable));
            }
        });
        return taken;
    }

    /** Somebody answers there, or we cannot listen: some systems let two programs do so. */
    private static boolean isTaken(int port) {
        var loopback = InetAddress.getLoopbackAddress();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyThere) {
            try (var probe = new ServerSocket(port, 1, loopback)) {
                return !probe.isBound();
            } catch (IOException e) {
                return true;
            }
        }
    }
}
