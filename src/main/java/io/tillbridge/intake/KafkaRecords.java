package io.tillbridge.intake;

import io.tillbridge.message.AcceptedDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Makes documents of records. Beside the record's headers a flow may name {@code kafka_key}, {@code kafka_partition}, {@code
 * kafka_offset}, {@code kafka_timestamp} and, of a record without a value, {@code kafka_tombstone}, which is {@code true};
 * its document is an empty object.
 */
final class KafkaRecords {

    private static final byte[] NO_VALUE = "{}".getBytes(StandardCharsets.UTF_8);

    private final ArrivedMessages messages;

    KafkaRecords(RunningFlow flow, MessageIds ids, CardNumberRedaction redaction) {
        this.messages = new ArrivedMessages(flow, ids, redaction, "ce_");
    }

    AcceptedDocument of(ConsumerRecord<byte[], byte[]> found, Instant now) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : found.headers()) {
            if (header.value() != null) {
                headers.put(header.key().toLowerCase(Locale.ROOT), text(header.value()));
            }
        }
        headers.put("kafka_partition", String.valueOf(found.partition()));
        headers.put("kafka_offset", String.valueOf(found.offset()));
        headers.put("kafka_timestamp", Instant.ofEpochMilli(found.timestamp()).toString());
        if (found.key() != null) {
            headers.put("kafka_key", text(found.key()));
        }
        byte[] value = found.value();
        if (value == null) {
            headers.put("kafka_tombstone", "true");
        }
        return messages.of(
                headers,
                value == null ? NO_VALUE : value,
                headers.get("content-type"),
                found.topic() + "/" + found.partition() + "/" + found.offset(),
                now);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
