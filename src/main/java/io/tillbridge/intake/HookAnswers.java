package io.tillbridge.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the answer to a webhook: the message id when it is stored, else a problem document, never a stack trace. */
public final class HookAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(HookAnswers.class);

    private final MeterRegistry meters;
    private final Counter accepted;

    HookAnswers(MeterRegistry meters) {
        this.meters = meters;
        this.accepted = Counter.builder("tillbridge.intake.accepted")
                .description("Webhooks that are in the journal")
                .register(meters);
    }

    /** 200 and the message id: the document is in the journal. */
    public void stored(Exchange exchange) {
        accepted.increment();
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        body(
                exchange,
                "application/json",
                "{\"messageId\":\"" + exchange.getProperty(AcceptWebhook.MESSAGE_ID) + "\"}");
    }

    /** 401, 404, 413, 415, or 503 while a flow is being replaced or lacks its secret. */
    public void refused(Exchange exchange) {
        HookRefused refused = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HookRefused.class);
        String detail = refused.getMessage();
        answer(exchange, refused.refusal(), detail == null ? "" : detail);
    }

    /** 503: whatever went wrong before the journal had the document, the sender keeps it and sends it again. */
    public void notStored(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn(
                "webhook not stored plan={} cause={}",
                exchange.getProperty(Hooks.PLAN),
                cause == null ? "unknown" : cause.toString());
        answer(exchange, Refusal.NOT_STORED, "The journal did not take the document in time.");
    }

    private void answer(Exchange exchange, Refusal refusal, String detail) {
        meters.counter("tillbridge.intake.refused", "code", refusal.code()).increment();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, refusal.status());
        if (refusal.status() == 503) {
            message.setHeader("Retry-After", Problems.RETRY_AFTER_SECONDS);
        }
        body(exchange, Problems.CONTENT_TYPE, Problems.json(refusal, detail));
    }

    private static void body(Exchange exchange, String contentType, String text) {
        Message message = exchange.getMessage();
        if (exchange.getProperty(AcceptWebhook.EMPTY_ANSWER, false, Boolean.class)) {
            message.removeHeader(Exchange.CONTENT_TYPE);
            message.setBody("");
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, contentType);
            message.setBody(text);
        }
    }
}
