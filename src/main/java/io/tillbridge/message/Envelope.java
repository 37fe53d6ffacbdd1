package io.tillbridge.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which the intake journal carries an {@link AcceptedDocument}: a version byte, then its fields in order, the
 * body packed. Version 1 had it as it is.
 */
public final class Envelope {

    private static final byte UNPACKED = 1;
    private static final byte VERSION = 2;

    private static final int NOT_PACKED = -1;

    private Envelope() {}

    public static byte[] write(AcceptedDocument document) {
        PackedBody body = PackedBody.of(document.body());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.bytes().length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            uuid(out, document.messageId());
            out.writeBoolean(document.parentId() != null);
            if (document.parentId() != null) {
                uuid(out, document.parentId());
            }
            text(out, document.connection());
            text(out, document.flow());
            text(out, document.receiptKey());
            text(out, document.businessKey());
            Instant receivedAt = document.receivedAt();
            out.writeLong(receivedAt.getEpochSecond());
            out.writeInt(receivedAt.getNano());
            text(out, document.contentType());
            out.writeInt(document.headers().size());
            for (Map.Entry<String, String> header : document.headers().entrySet()) {
                text(out, header.getKey());
                text(out, header.getValue());
            }
            out.writeInt(body.length() == null ? NOT_PACKED : body.length());
            block(out, body.bytes());
            block(out, document.originalHmac());
            text(out, document.traceparent());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no envelope of a known version
     */
    public static AcceptedDocument read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION && version != UNPACKED) {
                throw new IllegalArgumentException("envelope version " + version + ", expected at most " + VERSION);
            }
            UUID messageId = uuid(in);
            UUID parentId = in.readBoolean() ? uuid(in) : null;
            String connection = required(storable(text(in)));
            String flow = required(storable(text(in)));
            String receiptKey = text(in);
            String businessKey = text(in);
            Instant receivedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
            String contentType = storable(text(in));
            int count = in.readInt();
            Map<String, String> headers = new HashMap<>();
            for (int i = 0; i < count; i++) {
                headers.put(required(text(in)), required(text(in)));
            }
            int length = version == UNPACKED ? NOT_PACKED : in.readInt();
            byte[] body = block(in);
            byte[] originalHmac = block(in);
            String traceparent = storable(text(in));
            return new AcceptedDocument(
                    messageId,
                    parentId,
                    connection,
                    flow,
                    receiptKey,
                    businessKey,
                    receivedAt,
                    contentType,
                    headers,
                    body == null ? new byte[0] : new PackedBody(body, length == NOT_PACKED ? null : length).unpacked(),
                    originalHmac,
                    traceparent);
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("envelope is cut short or has no time", e);
        }
    }

    /** One text that PostgreSQL cannot hold would come back for ever, and with it all that is taken beside it. */
    private static @Nullable String storable(@Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("envelope has a zero byte, which PostgreSQL text cannot hold");
        }
        return text;
    }

    private static String required(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("envelope lacks a required field");
        }
        return text;
    }

    private static void uuid(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        block(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        byte[] bytes = block(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void block(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("cut short");
        }
        return bytes;
    }
}
