package io.tillbridge.cli;

import io.tillbridge.platform.SettingRanges;
import io.tillbridge.platform.StartupFailure;
import java.io.IOException;
import java.net.ServerSocket;

/** The HTTP port, tried before the engines start: a port in use shall cost no ten seconds. */
final class HttpPort {

    private HttpPort() {}

    /**
     * Passes if there is such a port.
     *
     * @throws StartupFailure {@code setting_invalid}
     */
    static void requireInRange(int port) {
        SettingRanges.of("tillbridge").port("port", port).refuse();
    }

    /**
     * Passes if the port can be opened; port 0 means any and is never taken.
     *
     * @throws StartupFailure {@code port_taken}
     */
    static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(port));
        } catch (IOException e) {
            throw taken(port);
        }
    }

    static StartupFailure taken(int port) {
        return new StartupFailure(
                "port_taken",
                "Port " + port + " cannot be opened, most likely because another process has it; stop that process, or"
                        + " give another port with --port N or TILLBRIDGE_PORT.");
    }
}
