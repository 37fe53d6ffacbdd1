package io.tillbridge.reservation;

import io.tillbridge.platform.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The cart or order that asks. It has one reservation, whose id follows from it, so that asking again finds the same.
 *
 * @param connection the system whose cart it is
 * @param reference its id there
 */
public record Cart(String connection, String reference) {

    /** The id of its reservation: a hash of both parts in the layout of a UUIDv8 (RFC 9562 section 5.8). */
    public UUID reservation() {
        byte[] first = connection.getBytes(StandardCharsets.UTF_8);
        byte[] second = reference.getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(ByteBuffer.allocate(4 + first.length + second.length)
                .putInt(first.length)
                .put(first)
                .put(second)
                .array()));
        long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
