package io.tillbridge.partner.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits (CIDR, RFC 4632).
 *
 * @param base 4 or 16 bytes
 * @param bits how many of them count, from the left
 */
record AddressRange(
        @SuppressWarnings("ArrayRecordComponent") byte[] base, int bits) {

    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Whether the text is an address written out, so that reading it asks no name server. */
    static boolean literal(String text) {
        return LITERAL.matcher(text).matches();
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    static AddressRange parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2 || !literal(parts[0]) || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw new IllegalArgumentException("'" + text + "' is no address range");
        }
        try {
            byte[] base = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? base.length * 8 : Integer.parseInt(parts[1]);
            if (bits > base.length * 8) {
                throw new IllegalArgumentException("'" + text + "' has more bits than an address");
            }
            return new AddressRange(base, bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no address range", e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != base.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
            if (((address[bit / 8] ^ base[bit / 8]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
