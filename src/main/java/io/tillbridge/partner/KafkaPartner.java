package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.OutboundCall;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.jspecify.annotations.Nullable;

/** A partner's Kafka cluster: records, confirmed when all in-sync replicas have them. Thread-safe. */
final class KafkaPartner implements Partner {

    private static final String KEY = "key";

    private final CallGate gate;
    private final KafkaClientPlan plan;
    private final Endpoint endpoint;
    private final AnswerRules rules;
    private final RandomGenerator random;

    KafkaPartner(CallGate gate, KafkaClientPlan plan, Endpoint endpoint, AnswerRules rules, RandomGenerator random) {

        this.gate = gate;
        this.plan = plan;
        this.endpoint = endpoint;
        this.rules = rules;
        this.random = random;
    }

    @Override
    public KafkaClientPlan plan() {
        return plan;
    }

    @Override
    public CallGate gate() {
        return gate;
    }

    /** Finding the topic and being confirmed may each take the timeout. */
    @Override
    public Duration callEnds() {
        return callEnds(plan);
    }

    static Duration callEnds(KafkaClientPlan plan) {
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
        if (!(call instanceof KafkaSend send)) {
            throw new IllegalArgumentException("client " + gate.id() + " sends to Kafka; found " + call.route());
        }
        return MessageRenderer.render(
                send.topic(), Map.of(KEY, send.key().render(scope)), send.headers(), send.format(), scope);
    }

    @Override
    public void prepare(Exchange exchange, PartnerRequest request) {
        exchange.setPattern(ExchangePattern.InOnly);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        request.headers().forEach(message::setHeader);
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, request.path());
        message.setHeader(KafkaConstants.KEY, request.query().get(KEY));
        message.setBody(request.body());
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
