package io.tillbridge.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Names this process among the nodes that share one PostgreSQL, for leases and logs: host, pid and eight random
 * characters. Never reused, so that a lease left by an earlier run is not taken for one's own.
 */
public record NodeId(String value) {

    /** A new name for this process. */
    public static NodeId ofThisProcess() {
        return new NodeId(host() + "-" + ProcessHandle.current().pid() + "-"
                + PrivateFiles.randomText().substring(0, 8));
    }

    /** The machine this process runs on; the same after a restart. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
