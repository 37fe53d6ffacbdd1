package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.support.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.junit.jupiter.api.Test;

/** One worker, one port that gives what the test offers; an offered error is thrown by the port. */
class BatchConsumerTest {

    private final BlockingQueue<Object> offered = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> posted = new LinkedBlockingQueue<>();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void aWorkerGoesOnAfterAnError() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(route(camel));
            camel.start();
            offered.add(new OutOfMemoryError("as told"));
            offered.add(new NoClassDefFoundError("as told"));
            offered.add(document());

            Eventually.holds(() -> assertThat(posted).hasSize(1));
            assertThat(closed).as("ports given up with the errors").hasValue(2);
        }
    }

    private RouteBuilder route(DefaultCamelContext camel) {
        DefaultComponent component = new Component();
        component.setCamelContext(camel);
        Endpoint endpoint = new IntakeBatchEndpoint(
                "intake-batch:test",
                component,
                (self, processor) -> new BatchConsumer(self, processor, 1, Duration.ofMillis(1), OfferedPort::new));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(endpoint).process(exchange -> {});
            }
        };
    }

    private static ReadyDocument document() {
        return ReadyDocument.arrived(new AcceptedDocument(
                UUID.randomUUID(),
                null,
                "shop",
                "orders",
                null,
                null,
                PostingBed.NOW,
                "application/json",
                Map.of(),
                new byte[0],
                null));
    }

    private static final class Component extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            throw new IllegalStateException("the endpoint is made by the test");
        }
    }

    private final class OfferedPort implements Port {

        private List<ReadyDocument> taken = List.of();

        @Override
        public List<ReadyDocument> take() throws InterruptedException {
            Object next = offered.poll(10, TimeUnit.MILLISECONDS);
            if (next instanceof Error error) {
                throw error;
            }
            taken = next instanceof ReadyDocument ready ? List.of(ready) : List.of();
            return taken;
        }

        @Override
        public void posted() {
            posted.addAll(taken);
        }

        @Override
        public void returned() {
            offered.addAll(taken);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
