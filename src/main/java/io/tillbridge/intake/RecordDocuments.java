package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.partner.Traceparent;
import io.tillbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes accepted documents of the records of a page. */
final class RecordDocuments {

    private final RunningFlow flow;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;

    RecordDocuments(RunningFlow flow, MessageIds ids, CardNumberRedaction redaction) {
        this.flow = flow;
        this.ids = ids;
        this.redaction = redaction;
    }

    /**
     * The document of a record. Its receipt key is what the flow says; by default its key and its version, so that reading
     * the same state again is recognised.
     */
    AcceptedDocument of(JsonNode record, Instant now) {
        return of(record, now, null);
    }

    /**
     * The document of a record.
     *
     * @param otherwise its receipt key when the flow gives none
     */
    AcceptedDocument of(JsonNode record, Instant now, @Nullable String otherwise) {
        InboundFlow inbound = flow.flow();
        String key = Keys.of(inbound.key(), record);
        String receipt = receipt(inbound, key, record);
        CardNumberRedaction.Redacted redacted = redaction.redact(bytes(record), flow.untouchable());
        return new AcceptedDocument(
                ids.next(),
                null,
                flow.connection().id(),
                inbound.name(),
                receipt == null ? otherwise : receipt,
                key,
                now,
                "application/json",
                Map.of(),
                redacted.body(),
                redacted.originalHmac(),
                Traceparent.continued(null));
    }

    private static @Nullable String receipt(InboundFlow inbound, @Nullable String key, JsonNode record) {
        ReceiptRule rule = inbound.receipt();
        if (rule != null) {
            return Keys.of(rule.key(), record);
        }
        StaleRule stale = inbound.stale();
        JsonNode version = stale == null ? null : record.at(stale.version());
        return key == null || version == null || version.isMissingNode() || version.isNull()
                ? null
                : key + "@" + version.asText();
    }

    private static byte[] bytes(JsonNode record) {
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Recognises a record that has no receipt key: the first 128 bits of the SHA-256 of its JSON, in hex. */
    static String hash(JsonNode record) {
        return HexFormat.of().formatHex(Sha256.of(bytes(record)), 0, 16);
    }
}
