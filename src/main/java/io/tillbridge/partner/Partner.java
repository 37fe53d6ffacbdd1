package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.OutboundCall;
import java.time.Duration;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** One partner system of one connection, as deliveries tell it things. Thread-safe; nothing waits but the call itself. */
public interface Partner {

    /** {@code connection.client}: the name under which breaker and metrics show. */
    default String id() {
        return gate().id();
    }

    ClientPlan plan();

    /** Admits calls by budget, breaker and the partner's own limits. */
    CallGate gate();

    /** How long after its beginning a call has ended everywhere, on this side and on the wire. */
    Duration callEnds();

    /** The endpoint that route templates send to; made once. */
    Endpoint endpoint();

    /** Reads the errors of single items by the connector's rows. */
    AnswerRules rules();

    /**
     * Makes the call that is stored before it is first made, free of secrets.
     *
     * @param scope the value of a placeholder such as {@code canonical.sku}; null when there is none
     */
    PartnerRequest render(OutboundCall call, Function<String, ? extends @Nullable JsonNode> scope);

    /** Puts an admitted call on the exchange that goes to {@link #endpoint}. Everything else on the message is removed. */
    void prepare(Exchange exchange, PartnerRequest request);

    /**
     * Reads what the exchange brought back from {@link #endpoint}, and ends the admission. Called once per admission.
     *
     * @param attempt failed calls so far, from 0; sets exponential waits
     */
    Answer read(Exchange exchange, int attempt);

    /** Lets its connections go; no call is made through it any more. */
    default void close() {
        ServiceHelper.stopAndShutdownServices(endpoint());
    }
}
