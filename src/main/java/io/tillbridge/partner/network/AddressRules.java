package io.tillbridge.partner.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses the hub may call. Public ones always; those of this machine, of private networks and other special ones
 * (IANA special-purpose registries) only when the installation names them. A cloud's metadata service is never called: it
 * gives its caller the machine's own credentials. An IPv4 address inside an IPv6 one counts as what it is.
 */
public final class AddressRules {

    private static final List<AddressRange> METADATA = ranges(
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254");
    private static final List<AddressRange> SPECIAL = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20");
    private static final AddressRange GLOBAL = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange MAPPED =
            new AddressRange(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0}, 96);
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

    private final boolean everywhere;
    private final List<AddressRange> networks = new ArrayList<>();
    private final Set<String> hosts = new HashSet<>();

    private AddressRules(boolean everywhere, List<String> allowed) {
        this.everywhere = everywhere;
        for (String entry : allowed) {
            if (entry.contains("/") || AddressRange.literal(entry)) {
                networks.add(AddressRange.parse(entry));
            } else if (entry.matches("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?")) {
                hosts.add(entry.toLowerCase(Locale.ROOT));
            } else {
                throw new IllegalArgumentException("'" + entry + "' is no address, network or host name");
            }
        }
    }

    /**
     * Public addresses and those named.
     *
     * @param allowed networks ({@code 10.20.0.0/16}), addresses, host names, or all names below a domain ({@code *.store.example})
     * @throws IllegalArgumentException when an entry is none of these; the message quotes it
     */
    public static AddressRules publicAnd(List<String> allowed) {
        return new AddressRules(false, allowed);
    }

    /** Any address but metadata services: for tools and tests on this machine. */
    public static AddressRules everywhere() {
        return new AddressRules(true, List.of());
    }

    /**
     * The addresses of a host that may be called.
     *
     * @param host as it was asked for
     * @param resolved what the name server answered, in its order
     * @throws AddressRefused when none of them may
     */
    InetAddress[] allowed(String host, InetAddress[] resolved) throws AddressRefused {
        InetAddress[] fine =
                Arrays.stream(resolved).filter(address -> allows(host, address)).toArray(InetAddress[]::new);
        if (fine.length == 0 && resolved.length > 0) {
            throw new AddressRefused(host, resolved[0], in(METADATA, meant(resolved[0].getAddress())));
        }
        return fine;
    }

    /**
     * The addresses of a host that may be called, for a client that is told to which one to connect.
     *
     * @throws AddressRefused when none of them may
     * @throws UnknownHostException when the name has none
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return allowed(host, InetAddress.getAllByName(host));
    }

    /**
     * Holds a client that resolves the name by itself: each of the host's addresses may be called.
     *
     * @throws AddressRefused when one of them may not
     * @throws UnknownHostException when the name has none
     */
    public void check(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            allowed(host, new InetAddress[] {address});
        }
    }

    private boolean allows(String host, InetAddress address) {
        byte[] bytes = meant(address.getAddress());
        if (in(METADATA, bytes)) {
            return false;
        }
        return everywhere || isPublic(bytes) || in(networks, bytes) || named(host);
    }

    private static boolean isPublic(byte[] address) {
        return !in(SPECIAL, address) && (address.length == 4 || GLOBAL.contains(address));
    }

    private boolean named(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name)
                || hosts.stream().anyMatch(entry -> entry.startsWith("*.") && name.endsWith(entry.substring(1)));
    }

    /** The IPv4 address that an IPv6 one stands for, where it does. */
    private static byte[] meant(byte[] address) {
        if (address.length == 4) {
            return address;
        }
        boolean unspecifiedOrLoopback = COMPATIBLE.contains(address) && address[12] == 0 && address[13] == 0;
        if (MAPPED.contains(address)
                || NAT64.contains(address)
                || (COMPATIBLE.contains(address) && !unspecifiedOrLoopback)) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        return SIX_TO_FOUR.contains(address) ? Arrays.copyOfRange(address, 2, 6) : address;
    }

    private static boolean in(List<AddressRange> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }
}
