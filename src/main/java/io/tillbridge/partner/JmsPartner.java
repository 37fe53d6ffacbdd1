package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.OutboundCall;
import jakarta.jms.Destination;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsConstants;
import org.jspecify.annotations.Nullable;

/** A partner's message broker: text messages, confirmed by the broker when it has them on disk. Thread-safe. */
final class JmsPartner implements Partner {

    private static final String QUEUE = "queue:";

    private final CallGate gate;
    private final JmsClientPlan plan;
    private final Endpoint endpoint;
    private final AnswerRules rules;
    private final RandomGenerator random;

    JmsPartner(CallGate gate, JmsClientPlan plan, Endpoint endpoint, AnswerRules rules, RandomGenerator random) {
        this.gate = gate;
        this.plan = plan;
        this.endpoint = endpoint;
        this.rules = rules;
        this.random = random;
    }

    @Override
    public JmsClientPlan plan() {
        return plan;
    }

    @Override
    public CallGate gate() {
        return gate;
    }

    /** Connecting and sending may each take the timeout. */
    @Override
    public Duration callEnds() {
        return callEnds(plan);
    }

    static Duration callEnds(JmsClientPlan plan) {
        return plan.timeout().multipliedBy(2);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public AnswerRules rules() {
        return rules;
    }

    @Override
    public PartnerRequest render(OutboundCall call, Function<String, ? extends @Nullable JsonNode> scope) {
        if (!(call instanceof JmsSend send)) {
            throw new IllegalArgumentException("client " + gate.id() + " sends by JMS; found " + call.route());
        }
        return MessageRenderer.render(send.path(), Map.of(), send.headers(), send.format(), scope);
    }

    @Override
    public void prepare(Exchange exchange, PartnerRequest request) {
        exchange.setPattern(ExchangePattern.InOnly);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        request.headers().forEach(message::setHeader);
        message.setHeader(JmsConstants.JMS_DESTINATION, destination(request.path()));
        message.setBody(new String(request.body(), StandardCharsets.UTF_8));
    }

    private static Destination destination(String path) {
        String name = path.substring(path.indexOf(':') + 1);
        return path.startsWith(QUEUE) ? new ActiveMQQueue(name) : new ActiveMQTopic(name);
    }

    @Override
    public Answer read(Exchange exchange, int attempt) {
        Answer answer;
        try {
            Exception thrown = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            answer = thrown == null
                    ? new Answer.Ok(MessageRenderer.CONFIRMED)
                    : SendFailure.read(thrown, Backoff.next(Backoff.BASE, Backoff.MAX, attempt, random));
        } finally {
            gate.ended();
        }
        gate.count(answer);
        return answer;
    }
}
