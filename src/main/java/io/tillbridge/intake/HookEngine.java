package io.tillbridge.intake;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins {@code platform-http:} to the web server directly: a webhook runs through its route on the server's own thread and
 * becomes a Camel message without headers. The starter's engine would go through Spring MVC and an asynchronous dispatch,
 * read form bodies before they are verified, and turn the sender's headers into message headers.
 */
final class HookEngine implements PlatformHttpEngine {

    private final int port;
    private volatile @Nullable HookConsumer consumer;

    HookEngine(int port) {
        this.port = port;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HookConsumer(endpoint, processor);
    }

    @Override
    public int getServerPort() {
        return port;
    }

    /** The route that takes webhooks; null while none runs. */
    @Nullable
    HookConsumer consumer() {
        return consumer;
    }

    /** The start of the {@code hooks} route. */
    final class HookConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {

        HookConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        /** Runs one request through the route; the exchange it returns carries the answer or the failure. */
        Exchange run(IncomingRequest request) {
            Exchange exchange = createExchange(true);
            exchange.getMessage().setBody(request);
            try {
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            return exchange;
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            consumer = this;
        }

        @Override
        protected void doStop() throws Exception {
            consumer = null;
            super.doStop();
        }

        @Override
        protected void doSuspend() {
            consumer = null;
        }

        @Override
        protected void doResume() {
            consumer = this;
        }
    }
}
