package io.tillbridge.posting;

import io.tillbridge.platform.Sha256;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Ids of children cut from a document: the parent's time bits, so that they sort beside it, and a hash of parent and
 * place (a UUIDv7 by its layout, RFC 9562 section 5.7).
 */
final class ChildIds {

    private ChildIds() {}

    static UUID of(UUID parent, int place) {
        byte[] hash = Sha256.of(ByteBuffer.allocate(20)
                .putLong(parent.getMostSignificantBits())
                .putLong(parent.getLeastSignificantBits())
                .putInt(place)
                .array());
        ByteBuffer bits = ByteBuffer.wrap(hash);
        long high = (parent.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_F000L) | (bits.getShort() & 0x0FFFL);
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
