package io.tillbridge.posting;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that take batches from a port, send each through the route and acknowledge it when the route succeeded. While
 * an engine is away they wait, holding nothing; no attempt is burnt.
 */
final class BatchConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);

    private final int workers;
    private final Duration pause;
    private final Callable<Port> ports;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean suspended;
    private volatile @Nullable ExecutorService threads;

    BatchConsumer(
            IntakeBatchEndpoint endpoint, Processor processor, int workers, Duration pause, Callable<Port> ports) {
        super(endpoint, processor);
        this.workers = workers;
        this.pause = pause;
        this.ports = ports;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = new CountDownLatch(1);
        suspended = false;
        ExecutorService started = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, getEndpoint().getEndpointUri(), workers);
        for (int i = 0; i < workers; i++) {
            started.execute(this::work);
        }
        threads = started;
    }

    @Override
    protected void doStop() throws Exception {
        stopping.countDown();
        ExecutorService started = threads;
        if (started != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(started, 10_000);
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() {
        suspended = true;
    }

    @Override
    protected void doResume() {
        suspended = false;
    }

    private void work() {
        while (!stopped()) {
            try {
                batches();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                restAfter(e);
            } catch (Error e) { // A worker that ends is missed by nobody: no memory now may be memory in a second.
                restAfter(e);
            }
        }
    }

    private void batches() throws Exception {
        try (Port port = ports.call()) {
            while (!stopped()) {
                if (suspended) {
                    rest(Duration.ofMillis(100));
                } else {
                    batch(port);
                }
            }
        }
    }

    private void restAfter(Throwable trouble) {
        if (stopped()) {
            return;
        }
        try {
            if (trouble instanceof Error) {
                LOG.error("posting.worker_failed port={}", getEndpoint().getEndpointUri(), trouble);
            } else {
                LOG.warn("posting.port_away port={} reason={}", getEndpoint().getEndpointUri(), trouble.toString());
            }
        } catch (OutOfMemoryError unsaid) {
            // Not even a log line fits; the next failure says it.
        }
        rest(pause);
    }

    private void batch(Port port) throws Exception {
        List<?> batch = port.take();
        if (batch.isEmpty()) {
            return;
        }
        Exchange exchange = createExchange(true);
        exchange.getIn().setBody(batch);
        getProcessor().process(exchange);
        Exception failure = exchange.getException();
        if (failure == null) {
            port.posted();
        } else {
            port.returned();
            LOG.warn(
                    "posting.paused documents={} reason={} cause={}",
                    batch.size(),
                    failure.getMessage(),
                    String.valueOf(failure.getCause()));
            rest(pause);
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void rest(Duration time) {
        try {
            stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
