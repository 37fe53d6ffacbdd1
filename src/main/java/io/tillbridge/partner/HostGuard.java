package io.tillbridge.partner;

import io.tillbridge.partner.network.AddressRefused;
import io.tillbridge.partner.network.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;

/**
 * Which hosts may be connected to by clients that are not HTTP: servers of files, databases, brokers, clusters. A client
 * that resolves names by itself is held to it before it connects; within seconds it gets the answer from the same cache of
 * the JVM. Thread-safe.
 */
public final class HostGuard {

    private final AddressRules rules;

    HostGuard(AddressRules rules) {
        this.rules = rules;
    }

    /** Any host but metadata services: for tools and tests on this machine. */
    public static HostGuard everywhere() {
        return new HostGuard(AddressRules.everywhere());
    }

    /**
     * The address to connect to.
     *
     * @throws AddressRefused when none of the host's may be
     * @throws UnknownHostException when it has none
     */
    InetAddress address(String host) throws UnknownHostException {
        return rules.resolve(host)[0];
    }

    /**
     * Looks at every host that a client may connect to. A name that nobody knows is told by the client itself.
     *
     * @throws HostRefused when an address of one of them may not be called
     */
    public void check(Collection<String> hosts) {
        for (String host : hosts) {
            try {
                rules.check(host);
            } catch (AddressRefused refused) {
                throw new HostRefused(refused);
            } catch (UnknownHostException unknown) {
                // The client will say so
            }
        }
    }
}
