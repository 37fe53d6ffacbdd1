package io.tillbridge.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are started later or by another process. They lie below those that systems give to outgoing
 * connections and to servers without a wish (32768 and up on Linux), so nobody is given one in between; and every test
 * process counts from another one.
 */
public final class FreePort {

    private static final int FIRST = 12_000;
    private static final int COUNT = 20_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 977 % COUNT));

    private FreePort() {}

    /** A port that no other caller in this process gets and that was free just now. */
    public static int next() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + NEXT.getAndIncrement() % COUNT;
            if (free(port)) {
                return port;
            }
        }
        throw new AssertionError("no port from " + FIRST + " to " + (FIRST + COUNT) + " is free");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
