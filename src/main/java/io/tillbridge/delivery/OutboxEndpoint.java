package io.tillbridge.delivery;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The lanes of one destination. Only to be consumed from: lanes are written with the posting. */
final class OutboxEndpoint extends DefaultEndpoint {

    private final DeliveryStage stage;
    private final Destination destination;

    OutboxEndpoint(String uri, OutboxComponent component, DeliveryStage stage, Destination destination) {
        super(uri, component);
        this.stage = stage;
        this.destination = destination;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("lanes are written by Outbox.write in the posting's transaction");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new OutboxConsumer(this, processor, stage, destination);
    }
}
