package io.tillbridge.posting;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The Camel component {@code intake-batch:}: takes documents in batches from one of posting's two ports and offers each
 * batch to its route as a list of {@link io.tillbridge.message.ReadyDocument}. {@code intake-batch:journal} reads the
 * intake queue in a transacted session; {@code intake-batch:ready} claims ready rows of the message table.
 */
@Component("intake-batch")
public final class IntakeBatchComponent extends DefaultComponent {

    private final ConnectionFactory broker;
    private final DataSource database;
    private final Ports ports;

    IntakeBatchComponent(
            @Qualifier("consumerConnectionFactory") ConnectionFactory broker, DataSource database, Ports ports) {
        this.broker = broker;
        this.database = database;
        this.ports = ports;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return switch (remaining) {
            case "journal" ->
                new IntakeBatchEndpoint(
                        uri,
                        this,
                        (endpoint, processor) -> new BatchConsumer(
                                endpoint,
                                processor,
                                ports.properties().workers(),
                                ports.properties().pause(),
                                () -> new JournalPort(broker, ports)));
            case "ready" ->
                new IntakeBatchEndpoint(
                        uri,
                        this,
                        (endpoint, processor) -> new BatchConsumer(
                                endpoint,
                                processor,
                                1,
                                ports.properties().pause(),
                                () -> new ReadyPort(database, ports)));
            default ->
                throw new IllegalArgumentException(
                        "intake-batch: has the ports journal and ready, found '" + remaining + "'");
        };
    }
}
