package io.tillbridge.audit;

import io.tillbridge.platform.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** SHA-256 over the previous entry's hash and this entry, each text preceded by its length so that none can shift. */
final class AuditHash {

    /** What the first entry follows: 32 zero bytes, in hexadecimal. */
    static final String START = "0".repeat(64);

    private AuditHash() {}

    static String of(String previous, AuditEntry entry) {
        MessageDigest digest = Sha256.digest();
        digest.update(HexFormat.of().parseHex(previous));
        digest.update(ByteBuffer.allocate(16)
                .putLong(entry.sequence())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()))
                .array());
        add(digest, entry.actor());
        add(digest, entry.action());
        add(digest, entry.subject());
        add(digest, entry.detail());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
