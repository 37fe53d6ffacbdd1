package io.tillbridge.posting;

import java.util.function.BiFunction;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One port of posting as a Camel endpoint; only to be consumed from. */
final class IntakeBatchEndpoint extends DefaultEndpoint {

    private final BiFunction<IntakeBatchEndpoint, Processor, Consumer> consumers;

    IntakeBatchEndpoint(
            String uri, Component component, BiFunction<IntakeBatchEndpoint, Processor, Consumer> consumers) {
        super(uri, component);
        this.consumers = consumers;
    }

    @Override
    public Producer createProducer() {
        throw new IllegalStateException("documents enter posting through intake, not through intake-batch:");
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return consumers.apply(this, processor);
    }
}
