package io.tillbridge.intake;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.partner.Traceparent;
import io.tillbridge.platform.StorableText;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes accepted documents of the messages of a broker: bytes as they came, read by the flow's format when they are posted. */
final class ArrivedMessages {

    private static final String TRACE = "traceparent";

    private final RunningFlow flow;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final AcceptKeys keys;
    private final String eventPrefix;

    /**
     * Messages of a flow.
     *
     * @param eventPrefix how the protocol marks the attributes of a CloudEvent, lower case; they are always kept
     */
    ArrivedMessages(RunningFlow flow, MessageIds ids, CardNumberRedaction redaction, String eventPrefix) {
        this.flow = flow;
        this.ids = ids;
        this.redaction = redaction;
        this.keys = new AcceptKeys(flow.flow());
        this.eventPrefix = eventPrefix;
    }

    /**
     * The document of a message.
     *
     * @param headers names in lower case
     * @param delivery names the message at its broker: the receipt key when the flow finds none
     */
    AcceptedDocument of(
            Map<String, String> headers, byte[] body, @Nullable String contentType, String delivery, Instant now) {
        String connection = flow.connection().id();
        String name = flow.flow().name();
        AcceptKeys.Found found = keys.of(new IncomingRequest(connection, name, headers, body, false, ""));
        CardNumberRedaction.Redacted redacted = redaction.redact(body, flow.untouchable());
        return new AcceptedDocument(
                ids.next(),
                null,
                connection,
                name,
                found.receipt() == null ? delivery : found.receipt(),
                found.business(),
                now,
                contentType == null ? "application/json" : StorableText.clean(contentType),
                kept(headers),
                redacted.body(),
                redacted.originalHmac(),
                Traceparent.continued(headers.get(TRACE)));
    }

    private Map<String, String> kept(Map<String, String> headers) {
        Map<String, String> kept = new HashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith(eventPrefix) || flow.flow().headers().contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, StorableText.clean(value));
            }
        });
        return kept;
    }
}
