package io.tillbridge.delivery;

import io.tillbridge.partner.Answer;
import java.sql.SQLException;
import org.apache.camel.Exchange;

/** The two decisions of a push route: what is sent, and what the answer means. Everything is on the exchange. */
public final class PushCalls {

    /** Property: the frozen attempt. */
    static final String ATTEMPT = "TillbridgeAttempt";

    /** Property: the destination. */
    static final String DESTINATION = "TillbridgeDestination";

    /** Property: the answer, read once. */
    static final String ANSWER = "TillbridgeAnswer";

    /** Property: true when the outcome is recorded, or somebody else holds the attempt now. */
    static final String RECORDED = "TillbridgeRecorded";

    private final DeliveryStage stage;

    PushCalls(DeliveryStage stage) {
        this.stage = stage;
    }

    /** Puts the attempt's bytes and headers on the message. A holder whose lease is nearly over must not begin. */
    public void prepare(Exchange exchange) {
        Attempt attempt = attempt(exchange);
        if (System.nanoTime() - attempt.callBefore() > 0) {
            throw new IllegalStateException("delivery " + attempt.id()
                    + " was claimed too long ago to be sent safely; it is repeated when its lease ends");
        }
        destination(exchange).partner().prepare(exchange, attempt.request());
    }

    /** Reads the answer and records what it means. */
    public void record(Exchange exchange) throws SQLException {
        Destination destination = destination(exchange);
        Attempt attempt = attempt(exchange);
        Answer answer = destination.partner().read(exchange, attempt.calls());
        exchange.setProperty(ANSWER, answer);
        stage.record(destination, attempt, answer);
        exchange.setProperty(RECORDED, true);
    }

    /** Records a call that brought no answer. What fails outside the call is left to the lease. */
    public void failed(Exchange exchange) throws SQLException {
        Object endpoint = exchange.getProperty(Exchange.FAILURE_ENDPOINT);
        String called = destination(exchange).partner().endpoint().getEndpointUri();
        if (exchange.getProperty(ANSWER) == null && called.equals(endpoint)) {
            record(exchange);
        }
    }

    private static Attempt attempt(Exchange exchange) {
        return exchange.getProperty(ATTEMPT, Attempt.class);
    }

    private static Destination destination(Exchange exchange) {
        return exchange.getProperty(DESTINATION, Destination.class);
    }
}
