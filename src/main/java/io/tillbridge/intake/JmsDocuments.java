package io.tillbridge.intake;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.platform.Channels;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decisions of a {@code jms-in} route. A message is acknowledged when the journal has its document: a crash between the
 * two brings it again with the same {@code JMSMessageID}, which is its receipt key by default. What no flow can read is
 * kept too and becomes a dead letter, so that no message comes for ever.
 */
public final class JmsDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(JmsDocuments.class);

    private static final String JOURNAL = "journal:" + Channels.INTAKE;
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;
    private static final byte[] NOTHING = new byte[0];

    private final Clock clock;
    private final ProducerTemplate routes;
    private final Map<String, JmsFlow> flows = new ConcurrentHashMap<>();

    JmsDocuments(Clock clock, ProducerTemplate routes) {
        this.clock = clock;
        this.routes = routes;
    }

    void put(JmsFlow flow) {
        flows.put(flow.running().planId(), flow);
    }

    void closing(String planId) {
        JmsFlow flow = flows.get(planId);
        if (flow != null) {
            flow.closing().countDown();
        }
    }

    void remove(String planId) {
        flows.remove(planId);
    }

    /** Replaces the message by the bytes of its envelope. */
    public void accept(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage(JmsMessage.class).getJmsMessage();
        byte[] document = Envelope.write(document(flow(exchange), message, clock.instant()));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(document);
    }

    /**
     * The journal has not taken the document: it is offered again until it does, with the message in hand, because giving it
     * back would only count as one of the few deliveries that its broker grants.
     *
     * @throws JournalUnavailable when the flow closes meanwhile: the message stays with its broker
     */
    public void offer(Exchange exchange) throws JournalUnavailable, InterruptedException {
        JmsFlow flow = flow(exchange);
        byte[] document = exchange.getMessage().getBody(byte[].class);
        LOG.warn("message waits plan={} code=journal_away", flow.running().planId());
        long pause = FIRST_MILLIS;
        while (flow.rest(pause) && !exchange.getContext().isStopping()) {
            if (routes.send(JOURNAL, offered -> offered.getMessage().setBody(document))
                            .getException()
                    == null) {
                LOG.info(
                        "message kept plan={} after=journal_away",
                        flow.running().planId());
                return;
            }
            pause = Math.min(pause * 2, LONGEST_MILLIS);
        }
        throw new JournalUnavailable("the flow closes; the message stays with its broker", null);
    }

    private JmsFlow flow(Exchange exchange) {
        JmsFlow flow = flows.get(exchange.getFromRouteId());
        if (flow == null) {
            throw new IllegalStateException("no flow " + exchange.getFromRouteId() + " is open");
        }
        return flow;
    }

    private static AcceptedDocument document(JmsFlow flow, Message message, Instant now) throws JMSException {
        Map<String, String> headers = headers(message);
        byte[] body = body(message, flow.source().maxBytes());
        String type = headers.getOrDefault("content_type", headers.get("cloudevents_datacontenttype"));
        return flow.messages().of(headers, body, type, String.valueOf(message.getJMSMessageID()), now);
    }

    /** The body; nothing for what is too long or neither text nor bytes: posting files it as {@code not_a_document}. */
    private static byte[] body(Message message, long maxBytes) throws JMSException {
        byte[] body = NOTHING;
        if (message instanceof TextMessage text && text.getText() != null) {
            body = text.getText().getBytes(StandardCharsets.UTF_8);
        } else if (message instanceof BytesMessage bytes && bytes.getBodyLength() <= maxBytes) {
            body = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.reset();
            bytes.readBytes(body);
        }
        return body.length <= maxBytes ? body : NOTHING;
    }

    private static Map<String, String> headers(Message message) throws JMSException {
        Map<String, String> headers = new HashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = String.valueOf(names.nextElement());
            Object value = message.getObjectProperty(name);
            if (value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
        }
        put(headers, "jmsmessageid", message.getJMSMessageID());
        put(headers, "jmscorrelationid", message.getJMSCorrelationID());
        put(headers, "jmstype", message.getJMSType());
        put(
                headers,
                "jmstimestamp",
                Instant.ofEpochMilli(message.getJMSTimestamp()).toString());
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
