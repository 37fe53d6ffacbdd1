package io.tillbridge.message;

import io.tillbridge.platform.StorableKey;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source document that was accepted: authentic, keyed, card numbers redacted. What the intake journal carries and what
 * the message record keeps. Its keys can be stored whatever the sender wrote: see {@link StorableKey}.
 *
 * @param messageId UUIDv7, given at accept; recognises a redelivery
 * @param parentId the document it was cut from or fetched for
 * @param flow an inbound flow, or {@code fetch:<name>}
 * @param receiptKey the sender's delivery id; null when it sends none
 * @param businessKey the flow's key, when accept already knows it; else posting reads it from the document
 * @param headers the flow's allowed headers, names in lower case
 * @param body as received, after redaction
 * @param originalHmac keyed HMAC of the bytes before redaction; null when nothing was redacted
 * @param traceparent W3C trace context of the accept
 */
public record AcceptedDocument(
        UUID messageId,
        @Nullable UUID parentId,
        String connection,
        String flow,
        @Nullable String receiptKey,
        @Nullable String businessKey,
        Instant receivedAt,
        @Nullable String contentType,
        Map<String, String> headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] originalHmac,
        @Nullable String traceparent) {

    public AcceptedDocument {
        receiptKey = StorableKey.ofNullable(receiptKey);
        businessKey = StorableKey.ofNullable(businessKey);
        headers = Map.copyOf(headers);
    }

    /** A document in which nothing was redacted. */
    public AcceptedDocument(
            UUID messageId,
            @Nullable UUID parentId,
            String connection,
            String flow,
            @Nullable String receiptKey,
            @Nullable String businessKey,
            Instant receivedAt,
            @Nullable String contentType,
            Map<String, String> headers,
            byte[] body,
            @Nullable String traceparent) {
        this(
                messageId,
                parentId,
                connection,
                flow,
                receiptKey,
                businessKey,
                receivedAt,
                contentType,
                headers,
                body,
                null,
                traceparent);
    }

    /** The same without a receipt: something else recognises a repeat. */
    public AcceptedDocument withoutReceipt() {
        return new AcceptedDocument(
                messageId,
                parentId,
                connection,
                flow,
                null,
                businessKey,
                receivedAt,
                contentType,
                headers,
                body,
                originalHmac,
                traceparent);
    }
}
