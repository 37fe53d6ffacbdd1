package io.tillbridge.intake;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * The Camel component {@code journal:<queue>}: sends the body, the bytes of an {@link io.tillbridge.message.Envelope}, to a
 * broker queue and returns when they are on disk. Beside {@code jms:} because that confirms each message alone.
 */
public final class JournalComponent extends DefaultComponent {

    private final ConnectionFactory broker;
    private final Duration timeout;

    JournalComponent(ConnectionFactory broker, Duration timeout) {
        this.broker = broker;
        this.timeout = timeout;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) {
        return new JournalEndpoint(uri, this, queue);
    }

    /** One queue; its writer is shared by all flows and lives as long as the endpoint. */
    private static final class JournalEndpoint extends DefaultEndpoint {

        private final JournalWriter writer;

        JournalEndpoint(String uri, JournalComponent component, String queue) {
            super(uri, component);
            this.writer = new JournalWriter(() -> JournalSession.open(component.broker, queue), component.timeout);
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws JournalUnavailable {
                    writer.write(exchange.getMessage().getBody(byte[].class));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalStateException("the journal is read in batches, through intake-batch:journal");
        }

        @Override
        protected void doStop() throws Exception {
            super.doStop();
            writer.close();
        }
    }
}
