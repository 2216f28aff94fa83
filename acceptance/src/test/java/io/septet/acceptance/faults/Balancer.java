package io.septet.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Spreads connections over replicas in turn; one that does not listen is passed over. */
final class Balancer implements AutoCloseable {
    private static final int CONNECT_MILLIS = 500;

    private final ServerSocket door;
    private volatile List<Integer> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> reached = ConcurrentHashMap.newKeySet();

    private Balancer(ServerSocket door, List<Integer> replicas) {
        this.door = door;
        this.replicas = replicas;
    }

    static Balancer over(int port, List<Integer> replicas) throws IOException {
        var door = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        var balancer = new Balancer(door, List.copyOf(replicas));
        Thread.ofVirtual().start(balancer::accept);
        return balancer;
    }

    /** From now on connections go to one replica only; those to others are closed. */
    void only(int port) {
        replicas = List.of(port);
        reached.stream().filter(socket -> socket.getPort() != port).forEach(Balancer::close);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                Thread.ofVirtual().start(() -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                var replica = reach()) {
            var back = Thread.ofVirtual().start(() -> copy(replica, client));
            reached.add(replica);
            copy(client, replica);
            back.join();
            reached.remove(replica);
        } catch (IOException nobodyListens) {
            // The caller sees its connection closed before any answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket reach() throws IOException {
        int first = turn.getAndIncrement();
        var present = replicas;
        IOException last = new IOException("No replica");
        for (int i = 0; i < present.size(); i++) {
            int port = present.get(Math.floorMod(first + i, present.size()));
            var socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** Until one side ends; then both are closed, as a proxy does. */
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException broken) {
            // Closing both tells either side.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed.
        }
    }
}
