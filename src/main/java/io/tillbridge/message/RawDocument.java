package io.tillbridge.message;

import org.jspecify.annotations.Nullable;

/**
 * A source document as it was received.
 *
 * @param headers the flow's allowed headers, names in lower case, as JSON
 * @param body the bytes; payment card numbers are redacted
 * @param redacted whether anything was redacted, so that the bytes are not quite what was sent
 */
public record RawDocument(
        @Nullable String contentType,
        String headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        boolean redacted) {}
