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
import org.jspecify.annotations.Nullable;

/**
 * The Camel component {@code journal:<queue>}: sends the body, the bytes of an {@link io.tillbridge.message.Envelope}, to a
 * broker queue and returns when they are on disk. Beside {@code jms:} because that confirms each message alone.
 */
public final class JournalComponent extends DefaultComponent {

    /** While one group waits for the disk, another is sent. */
    private static final int GROUPS = 2;

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

    /** One queue; its writer is shared by all flows and lives as long as the endpoint runs. */
    private static final class JournalEndpoint extends DefaultEndpoint {

        private final JournalComponent component;
        private final String queue;
        private volatile @Nullable JournalWriter writer;

        JournalEndpoint(String uri, JournalComponent component, String queue) {
            super(uri, component);
            this.component = component;
            this.queue = queue;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws JournalUnavailable {
                    JournalWriter running = writer;
                    if (running == null) {
                        throw new JournalUnavailable("the node is stopping", null);
                    }
                    running.write(exchange.getMessage().getBody(byte[].class));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalStateException("the journal is read in batches, through intake-batch:journal");
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            writer = new JournalWriter(GROUPS, () -> JournalSession.open(component.broker, queue), component.timeout);
        }

        @Override
        protected void doStop() throws Exception {
            super.doStop();
            JournalWriter running = writer;
            writer = null;
            if (running != null) {
                running.close();
            }
        }
    }
}
