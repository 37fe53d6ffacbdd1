package io.tillbridge.delivery;

import io.tillbridge.partner.Admission;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends attempts through the route, one after the other per worker; there are as many workers as the client's budget allows
 * calls at once. No two have the same lane, because a lane is claimed by one attempt. A hint wakes one idle worker, and one
 * that finds work wakes the next while there are hints, so that a worker too many costs no query. Waiting for budget,
 * breaker or the next due lane holds no thread: a turn ends and a timer or a signal begins the next.
 */
final class OutboxConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxConsumer.class);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    private final DeliveryStage stage;
    private final Destination destination;
    private final CallPace pace;
    private final List<Turns> workers = new ArrayList<>();
    private @Nullable ExecutorService threads;
    private @Nullable ScheduledExecutorService timer;

    OutboxConsumer(OutboxEndpoint endpoint, Processor processor, DeliveryStage stage, Destination destination) {
        super(endpoint, processor);
        this.stage = stage;
        this.destination = destination;
        this.pace = new CallPace(stage.settings().gather(), System::nanoTime);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        var manager = getEndpoint().getCamelContext().getExecutorServiceManager();
        threads = manager.newCachedThreadPool(this, "delivery-" + destination.name());
        timer = manager.newSingleThreadScheduledExecutor(this, "delivery-timer-" + destination.name());
        workers.clear();
        int concurrency = destination.concurrency(stage.settings());
        for (int i = 0; i < concurrency; i++) {
            LaneSource source =
                    new LaneSource(stage, destination, i == 0 ? LaneSource.Part.ALL : LaneSource.Part.HINTS);
            workers.add(new Turns(destination.name(), () -> turn(source), AFTER_TROUBLE, threads, timer));
        }
        stage.feed(destination).wantWalk();
        stage.feed(destination).listen(this::wake);
        wake();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        wake();
    }

    @Override
    protected void doStop() throws Exception {
        stage.feed(destination).ignore();
        workers.forEach(Turns::stop);
        var manager = getEndpoint().getCamelContext().getExecutorServiceManager();
        if (timer != null) {
            manager.shutdownNow(timer);
        }
        if (threads != null) {
            manager.shutdownGraceful(threads);
        }
        super.doStop();
    }

    private void wake() {
        if (!wakeIdle()) {
            workers.forEach(Turns::wake);
        }
    }

    private boolean wakeIdle() {
        return workers.stream().anyMatch(Turns::wakeIdle);
    }

    /**
     * One step: zero when there may be more to do now, else how long to rest. Long waits are rested in short ones, so that
     * a breaker that another flow's call closed, or an operator's resume, is noticed soon.
     */
    private Turns.Rest turn(LaneSource source) {
        if (!isRunAllowed() || isSuspendingOrSuspended()) {
            return new Turns.Rest(stage.settings().idle(), true);
        }
        if (!destination.queue()) {
            pace.told(stage.feed(destination).takeMost(), destination.max());
        }
        Duration early = pace.rest(stage.feed(destination).size(), destination.max());
        if (!early.isZero()) {
            return new Turns.Rest(early, true);
        }
        try {
            if (destination.partner().gate().admit() instanceof Admission.NotYet notYet) {
                Duration idle = stage.settings().idle();
                return new Turns.Rest(notYet.pause().compareTo(idle) < 0 ? notYet.pause() : idle, true);
            }
            return admitted(source);
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "delivery.turn_failed destination={} next_in={} cause={}",
                    destination.name(),
                    AFTER_TROUBLE,
                    e.toString());
            LOG.debug("delivery.turn_failed", e);
            return new Turns.Rest(AFTER_TROUBLE, true);
        }
    }

    private Turns.Rest admitted(LaneSource source) throws SQLException {
        Attempt attempt = null;
        boolean paused = false;
        try {
            paused = stage.paused(destination);
            attempt = paused ? null : source.next();
        } finally {
            if (attempt == null) {
                destination.partner().gate().giveBack();
            }
        }
        if (attempt == null) {
            return new Turns.Rest(paused ? stage.settings().idle() : source.idle(), paused);
        }
        pace.called();
        if (stage.feed(destination).size() > 0) {
            wakeIdle();
        }
        return call(attempt);
    }

    private Turns.Rest call(Attempt attempt) {
        Exchange exchange = createExchange(false);
        exchange.setProperty(PushCalls.ATTEMPT, attempt);
        exchange.setProperty(PushCalls.DESTINATION, destination);
        try {
            getProcessor().process(exchange);
        } catch (Throwable e) {
            exchange.setException(e);
        }
        boolean recorded = exchange.getProperty(PushCalls.RECORDED, false, Boolean.class);
        if (!recorded && exchange.getProperty(PushCalls.ANSWER) == null) {
            destination.partner().gate().giveBack();
        }
        Exception trouble = exchange.getException();
        if (!recorded) {
            LOG.warn(
                    "delivery.not_recorded delivery={} destination={}: the attempt is repeated when its lease ends",
                    attempt.id(),
                    destination.name(),
                    trouble);
        }
        releaseExchange(exchange, false);
        return new Turns.Rest(recorded ? Duration.ZERO : AFTER_TROUBLE, !recorded);
    }
}
