package io.tillbridge.reservation;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Gathering;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where reservations are asked for. Requests that wait are decided together, in one transaction: a transaction costs more
 * than a request. One whose items somebody else holds, as a posting does for a moment, steps back into the next round for a
 * second before it waits for them, so that the others need not wait with it; where many want the same, they wait at once. One
 * that fails by its own fault fails alone.
 */
@Component
public final class ReservationDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationDesk.class);
    private static final int RETRIES = 5;
    private static final long STEPS_BACK_FOR = Duration.ofSeconds(1).toNanos();

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

    /** @param until when it steps back, as {@code System.nanoTime()} */
    private record Waiting(Request request, CompletableFuture<Outcome> outcome, long until) {

        boolean stepsBack() {
            return System.nanoTime() < until;
        }
    }

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
        Waiting waiting = new Waiting(request, new CompletableFuture<>(), System.nanoTime() + STEPS_BACK_FOR);
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
            if (e.getCause() instanceof Busy busy) {
                throw busy;
            }
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
        List<Waiting> back = new ArrayList<>();
        while (!closed) {
            // Those who stepped back leave room for those who come
            int again = Math.min(back.size(), (properties.round() + 1) / 2);
            List<Waiting> round = List.copyOf(back.subList(0, again));
            List<Waiting> others = back.subList(again, back.size());
            try {
                round = rounds.next(round);
                List<Waiting> next = new ArrayList<>(others);
                next.addAll(decide(round, others.size() < properties.round()));
                back = next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                back.forEach(ReservationDesk::stopped);
                return;
            } catch (Error e) { // A worker that ends is missed by nobody.
                LOG.error("reservation.worker_failed", e);
                round.forEach(ReservationDesk::stopped);
                back = new ArrayList<>(others);
            }
        }
        back.forEach(ReservationDesk::stopped);
    }

    private static void stopped(Waiting waiting) {
        waiting.outcome().completeExceptionally(new Busy("it was not decided; send the same request again"));
    }

    /**
     * Decides what can be decided now; answers those that step back.
     *
     * @param few whether there are few of them: many wait for the same, and then it is theirs to wait for
     */
    private List<Waiting> decide(List<Waiting> round, boolean few) {
        List<Waiting> patient = new ArrayList<>();
        List<Waiting> others = new ArrayList<>();
        round.forEach(waiting -> (few && waiting.stepsBack() ? others : patient).add(waiting));
        if (!patient.isEmpty()) {
            decideAll(patient);
        }
        if (others.isEmpty()) {
            return List.of();
        }
        try {
            return answered(others, false);
        } catch (SQLException | RuntimeException e) {
            decideAll(others);
            return List.of();
        }
    }

    private void decideAll(List<Waiting> round) {
        for (int attempt = 1; ; attempt++) {
            try {
                answered(round, true);
                return;
            } catch (SQLException | RuntimeException e) {
                RoundTrouble trouble = RoundTrouble.of(e);
                if (trouble == RoundTrouble.RETRY && attempt < RETRIES) {
                    continue;
                }
                if (trouble != RoundTrouble.AWAY && round.size() > 1) {
                    int half = round.size() / 2;
                    decideAll(round.subList(0, half));
                    decideAll(round.subList(half, round.size()));
                    return;
                }
                LOG.warn("reservation.failed requests={} cause={}", round.size(), e.toString());
                round.forEach(waiting -> waiting.outcome().completeExceptionally(e));
                return;
            }
        }
    }

    /**
     * Answers what was decided in one transaction.
     *
     * @param wait for who holds the items
     * @return who got no answer, because somebody holds them
     */
    private List<Waiting> answered(List<Waiting> round, boolean wait) throws SQLException {
        List<Request> requests = round.stream().map(Waiting::request).toList();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            ReservationBooks.Written written =
                    wait ? books.round(connection, requests) : books.freeOf(connection, requests);
            signals.signal(written.due());
            List<Waiting> without = new ArrayList<>();
            for (int i = 0; i < round.size(); i++) {
                Outcome outcome = written.outcomes().get(i);
                if (outcome == null) {
                    without.add(round.get(i));
                } else {
                    round.get(i).outcome().complete(outcome);
                }
            }
            return without;
        }
    }
}
