package io.tillbridge.intake;

import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.platform.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Recognises keys that came before by 64 bits of their SHA-256, in 8 to 32 bytes a key. */
final class SeenGroups {

    /** Keys at most: 64 MB. Two of them have the same 64 bits once in a million such files. */
    static final int MOST = 4_000_000;

    private long[] slots = new long[1024];
    private int size;

    /**
     * Remembers a key.
     *
     * @return false when it came before
     * @throws UnreadableDocument {@code too_many_groups}
     */
    boolean add(String key) throws UnreadableDocument {
        long bits =
                ByteBuffer.wrap(Sha256.of(key.getBytes(StandardCharsets.UTF_8))).getLong() | 1L;
        if (!put(slots, bits)) {
            return false;
        }
        if (++size > MOST) {
            throw new UnreadableDocument("too_many_groups", "", "more than " + MOST + " groups; cut the file");
        }
        if (size * 2 > slots.length) {
            long[] wider = new long[slots.length * 2];
            for (long slot : slots) {
                if (slot != 0) {
                    put(wider, slot);
                }
            }
            slots = wider;
        }
        return true;
    }

    private static boolean put(long[] slots, long bits) {
        int at = (int) (bits >>> 1) & (slots.length - 1);
        while (slots[at] != 0) {
            if (slots[at] == bits) {
                return false;
            }
            at = (at + 1) & (slots.length - 1);
        }
        slots[at] = bits;
        return true;
    }
}
