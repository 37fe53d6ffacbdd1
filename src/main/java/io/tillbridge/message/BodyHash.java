package io.tillbridge.message;

import io.tillbridge.platform.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;

/** Tells bodies apart: the first 128 bits of a SHA-256, held in a UUID because PostgreSQL stores and compares one cheaply. */
final class BodyHash {

    private BodyHash() {}

    /** Equal for equal bytes as they were sent: two bodies that differ only in redacted digits differ here too. */
    static UUID of(AcceptedDocument document) {
        MessageDigest digest = Sha256.digest();
        digest.update(document.body());
        byte[] original = document.originalHmac();
        if (original != null) {
            digest.update(original);
        }
        ByteBuffer bits = ByteBuffer.wrap(digest.digest());
        return new UUID(bits.getLong(), bits.getLong());
    }
}
