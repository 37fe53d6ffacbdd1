package io.tillbridge.intake;

import io.tillbridge.connector.JmsSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A flow of one generation that takes messages from a broker, made ready once. */
record JmsFlow(RunningFlow running, JmsSource source, ArrivedMessages messages, CountDownLatch closing) {

    JmsFlow(RunningFlow running, MessageIds ids, CardNumberRedaction redaction) {
        this(
                running,
                (JmsSource) running.flow().source(),
                new ArrivedMessages(running, ids, redaction, "cloudevents_"),
                new CountDownLatch(1));
    }

    /** Waits; false when the flow closes before the time is over. */
    boolean rest(long millis) throws InterruptedException {
        return !closing.await(millis, TimeUnit.MILLISECONDS);
    }
}
