package io.tillbridge.reservation;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Gathering;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where reservations are asked for. Requests that wait are decided together, in one transaction: a transaction costs more
 * than a request. One that fails by its own fault fails alone.
 */
@Component
public final class ReservationDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationDesk.class);
    private static final int RETRIES = 5;

    private final DataSource database;
    private final ReservationBooks books;
    private final LaneSignals signals;
    private final ReservationProperties properties;
    private final MeterRegistry metrics;
    private final BlockingQueue<Waiting> queue;
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    public ReservationDesk(
            DataSource database,
            ReservationBooks books,
            LaneSignals signals,
            ReservationProperties properties,
            MeterRegistry metrics) {
        this.database = database;
        this.books = books;
        this.signals = signals;
        this.properties = properties;
        this.metrics = metrics;
        queue = new ArrayBlockingQueue<>(properties.waiting());
        for (int i = 0; i < properties.workers(); i++) {
            Thread worker = new Thread(this::work, "reservations-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    private record Waiting(Request request, CompletableFuture<Outcome> outcome) {}

    /** It was not decided in time, or there are too many: the same request may be sent again. */
    public static final class Busy extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }

    /**
     * Decides a request with those that wait beside it.
     *
     * @throws Busy when it cannot be decided soon; what became of it is found by asking again
     * @throws IllegalStateException when the database refuses it or is away, with the cause
     */
    public Outcome ask(Request request) {
        Waiting waiting = new Waiting(request, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            throw new Busy(properties.waiting() + " requests wait already; send it again in a second");
        }
        try {
            Outcome outcome = waiting.outcome().get(properties.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
            metrics.counter("tillbridge.reservations", "outcome", word(outcome)).increment();
            return outcome;
        } catch (TimeoutException e) {
            throw new Busy("it was not decided within " + properties.answerWithin()
                    + "; send the same request again to learn what became of it");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException lost && RoundTrouble.of(lost) == RoundTrouble.RETRY) {
                throw new Busy("others held what it needs for too long; nothing was changed, send it again");
            }
            throw new IllegalStateException("the reservation could not be decided", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("the hub stops");
        }
    }

    private static String word(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.code() : "done";
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt);
    }

    private void work() {
        Gathering<Waiting> rounds = new Gathering<>(queue, properties.round(), properties.gather());
        while (!closed) {
            try {
                List<Waiting> round = rounds.next();
                if (!round.isEmpty()) {
                    decide(round);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Error e) { // A worker that ends is missed by nobody.
                LOG.error("reservation.worker_failed", e);
            }
        }
    }

    private void decide(List<Waiting> round) {
        for (int attempt = 1; ; attempt++) {
            Exception failure = failure(round);
            if (failure == null) {
                return;
            }
            RoundTrouble trouble = RoundTrouble.of(failure);
            if (trouble == RoundTrouble.RETRY && attempt < RETRIES) {
                continue;
            }
            if (trouble != RoundTrouble.AWAY && round.size() > 1) {
                int half = round.size() / 2;
                decide(round.subList(0, half));
                decide(round.subList(half, round.size()));
                return;
            }
            LOG.warn("reservation.failed requests={} cause={}", round.size(), failure.toString());
            round.forEach(waiting -> waiting.outcome().completeExceptionally(failure));
            return;
        }
    }

    private @Nullable Exception failure(List<Waiting> round) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            ReservationBooks.Written written =
                    books.round(connection, round.stream().map(Waiting::request).toList());
            signals.signal(written.due());
            for (int i = 0; i < round.size(); i++) {
                round.get(i).outcome().complete(written.outcomes().get(i));
            }
            return null;
        } catch (SQLException | RuntimeException e) {
            return e;
        }
    }
}
