package io.tillbridge.message;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * A document's body as the journal and the database keep it: one LZ4 block where that is clearly shorter, else the bytes
 * themselves (github.com/lz4/lz4, Block Format).
 *
 * @param bytes the block or the bytes
 * @param length of the body in bytes once unpacked; null when it is not packed
 */
record PackedBody(
        @SuppressWarnings("ArrayRecordComponent") byte[] bytes,
        @Nullable Integer length) {

    private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();

    /** An LZ4 block holds no more bytes for each of its own (github.com/lz4/lz4, lz4_Block_format.md). */
    private static final long DENSEST = 255;

    /** Shorter bodies are not worth a look. */
    private static final int SHORT = 512;

    /** Packs a body; one that would not lose an eighth stays as it is. */
    static PackedBody of(byte[] body) {
        if (body.length < SHORT) {
            return new PackedBody(body, null);
        }
        byte[] block = new byte[COMPRESSOR.maxCompressedLength(body.length)];
        int packed = COMPRESSOR.compress(body, 0, body.length, block, 0, block.length);
        return packed > body.length - body.length / 8
                ? new PackedBody(body, null)
                : new PackedBody(Arrays.copyOf(block, packed), body.length);
    }

    /**
     * The body.
     *
     * @throws IllegalArgumentException when the block is broken
     */
    byte[] unpacked() {
        if (length == null) {
            return bytes;
        }
        if (length < 0 || length > (bytes.length + 1L) * DENSEST) {
            throw new IllegalArgumentException("a packed body says that it has " + length + " bytes, and is packed in "
                    + bytes.length + "; the stored document is damaged");
        }
        byte[] body = new byte[length];
        try {
            int unpacked = DECOMPRESSOR.decompress(bytes, 0, bytes.length, body, 0, body.length);
            if (unpacked == body.length) {
                return body;
            }
            throw new IllegalArgumentException("a packed body has " + unpacked + " bytes, expected " + length
                    + "; the stored document is damaged");
        } catch (LZ4Exception e) {
            throw new IllegalArgumentException("a packed body is no LZ4 block; the stored document is damaged", e);
        }
    }
}
