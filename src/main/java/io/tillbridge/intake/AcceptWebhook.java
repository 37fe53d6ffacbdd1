package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.Format;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.partner.Traceparent;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Accepts a webhook: verifies the raw bytes, computes its keys, redacts card numbers, and wraps it for the journal. */
public final class AcceptWebhook {

    /** Exchange property: the new message's id, a UUID. */
    public static final String MESSAGE_ID = "TillbridgeMessageId";

    /** Exchange property: whether the flow answers by a status only. */
    public static final String EMPTY_ANSWER = "TillbridgeEmptyAnswer";

    private final HookFlows flows;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final RejectedDeliveries rejected;
    private final Clock clock;

    AcceptWebhook(
            HookFlows flows, MessageIds ids, CardNumberRedaction redaction, RejectedDeliveries rejected, Clock clock) {
        this.flows = flows;
        this.ids = ids;
        this.redaction = redaction;
        this.rejected = rejected;
        this.clock = clock;
    }

    /**
     * Replaces the body, an {@link IncomingRequest}, by the envelope's bytes and sets the property {@value #MESSAGE_ID}.
     * A body that is authentic but broken is accepted like any other.
     *
     * @throws HookRefused 401, 404, 413, 415, or 503 while a secret of the flow is missing
     */
    public void accept(Exchange exchange) {
        IncomingRequest request = exchange.getMessage().getBody(IncomingRequest.class);
        HookFlow flow = flows.planned(exchange.getProperty(Hooks.PLAN, String.class));
        if (flow == null) {
            throw new HookRefused(Refusal.NOT_STORED, "The flow is being replaced; send it again.");
        }
        exchange.setProperty(EMPTY_ANSWER, flow.source().emptyAnswers());
        AcceptedDocument document = accept(flow, request, clock.instant());
        exchange.setProperty(MESSAGE_ID, document.messageId());
        exchange.getMessage().setBody(Envelope.write(document));
    }

    /** The accepted document of a request. */
    AcceptedDocument accept(HookFlow flow, IncomingRequest request, Instant now) {
        String contentType = request.header("content-type");
        if (request.tooLarge()) {
            throw new HookRefused(
                    Refusal.TOO_LARGE,
                    "This flow accepts at most " + flow.source().maxBytes() + " bytes.");
        }
        if (!flow.takes(contentType)) {
            throw new HookRefused(
                    Refusal.WRONG_TYPE,
                    "This flow accepts " + String.join(", ", flow.source().contentTypes()) + ".");
        }
        SignatureCheck.Verdict verdict = flow.check().verify(request, now);
        if (verdict instanceof SignatureCheck.Undecidable) {
            throw new HookRefused(
                    Refusal.SECRET_MISSING,
                    "The secret of this flow is not in place on the hub; its operator sees this in /api/connections.");
        }
        if (verdict instanceof SignatureCheck.Unauthentic unauthentic) {
            rejected.record(flow, unauthentic, request.remoteAddress(), now);
            throw new HookRefused(
                    Refusal.UNAUTHENTIC,
                    unauthentic.code().equals("timestamp_outside_tolerance")
                            ? "The timestamp is absent, or too far from this hub's clock; sign with the time of sending."
                            : "The signature or the credentials do not match.");
        }
        Condition match = flow.source().match();
        if (match != null && !Conditions.holds(match, json(match, flow, request), request::header, 0)) {
            throw new HookRefused(Refusal.UNKNOWN_FLOW, "The document belongs to another account than this flow's.");
        }
        AcceptKeys.Found keys = flow.keys().of(request);
        CardNumberRedaction.Redacted redacted = redaction.redact(request.body(), flow.untouchable());
        UUID id = ids.next();
        return new AcceptedDocument(
                id,
                null,
                flow.connection().id(),
                flow.flow().name(),
                keys.receipt(),
                keys.business(),
                now,
                contentType,
                flow.kept(request),
                redacted.body(),
                redacted.originalHmac(),
                Traceparent.continued(request.header(Traceparent.HEADER)));
    }

    /** The document when the condition looks into it; null when it does not, or when it is not what its format says. */
    private static @Nullable JsonNode json(Condition match, HookFlow flow, IncomingRequest request) {
        if (match instanceof Condition.Test test && test.subject() instanceof Condition.Subject.Header) {
            return null;
        }
        try {
            Format format = flow.source().documents();
            return format instanceof Format.Json json && json.jsonText().isEmpty()
                    ? IntakeJson.read(request.body())
                    : Formats.read(format, request.body());
        } catch (IOException | UnreadableDocument malformed) {
            return null;
        }
    }
}
