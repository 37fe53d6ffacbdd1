package io.tillbridge.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Problem documents (RFC 9457) of the webhook interface. */
final class Problems {

    /** Media type of every answer that is not 2xx. */
    static final String CONTENT_TYPE = "application/problem+json";

    /** Seconds a sender waits after a 503: long enough to drain, short against every sender's retry window. */
    static final String RETRY_AFTER_SECONDS = "10";

    private Problems() {}

    /** The document as JSON text. */
    static String json(Refusal refusal, String detail) {
        return "{\"type\":\"" + refusal.type() + "\",\"title\":\"" + refusal.title() + "\",\"status\":"
                + refusal.status() + ",\"code\":\"" + refusal.code() + "\",\"detail\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(detail)) + "\"}";
    }
}
