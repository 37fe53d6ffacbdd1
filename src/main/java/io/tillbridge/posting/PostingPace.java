package io.tillbridge.posting;

import io.tillbridge.reservation.DeskLoad;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How much posting does at once. Alone, batches as large as the settings allow, several under way. While reservations are
 * asked for, one batch after the other, each of as many documents as the last ones say are posted within {@code beside-desk};
 * those who wait already pass before it, and when they wait for longer than that on average, posting rests between batches,
 * up to a quarter of a second. A checkout waits for one short batch at most; posting never stands still.
 */
@Component
final class PostingPace {

    private static final int FEWEST = 4;
    private static final int OFTEN = 8;
    private static final long SHORTEST_REST = Duration.ofMillis(2).toNanos();
    private static final long LOOK = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_REST = Duration.ofMillis(250).toNanos();

    private final PostingProperties properties;
    private final DeskLoad desk;
    private final LongSupplier ticks;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile long perDocument;
    private volatile long rest;

    @Autowired
    PostingPace(PostingProperties properties, DeskLoad desk) {
        this(properties, desk, System::nanoTime);
    }

    /** With a clock in nanoseconds that only runs forward. */
    PostingPace(PostingProperties properties, DeskLoad desk, LongSupplier ticks) {
        this.properties = properties;
        this.desk = desk;
        this.ticks = ticks;
    }

    /** A transaction. */
    @FunctionalInterface
    interface Transaction<T> {
        T run() throws SQLException;
    }

    /** How many documents the next batch takes at most. */
    int most() {
        long each = perDocument;
        if (each == 0 || !desk.busy()) {
            return properties.batch();
        }
        long fit = Math.max(FEWEST, properties.besideDesk().toNanos() / each);
        return (int) Math.min(fit, properties.batch());
    }

    /** How long posting rests before a batch now, in nanoseconds. */
    long rest() {
        return rest;
    }

    /** Runs the transaction of a batch when it is its turn; once nobody asks any more, at once and beside others. */
    <T> T paced(int documents, Transaction<T> transaction) throws SQLException {
        if (!desk.busy()) {
            rest = 0;
            return measured(documents, transaction);
        }
        turn.acquireUninterruptibly();
        try {
            if (rested()) {
                desk.letPass(properties.besideDesk());
                return measured(documents, transaction);
            }
        } finally {
            turn.release();
        }
        rest = 0;
        return measured(documents, transaction);
    }

    /** Rests as long as the desk needs it, and says whether it is still asked: who waits for the turn waits for its sake only. */
    private boolean rested() {
        if (!desk.busy()) {
            return false;
        }
        boolean slow = desk.meanWait().compareTo(properties.besideDesk()) > 0;
        rest = slow ? Math.min(LONGEST_REST, Math.max(SHORTEST_REST, rest * 2)) : rest * 3 / 4;
        for (long left = rest >= SHORTEST_REST ? rest : 0; left > 0 && desk.busy(); left -= LOOK) {
            LockSupport.parkNanos(Math.min(left, LOOK));
        }
        return desk.busy();
    }

    private <T> T measured(int documents, Transaction<T> transaction) throws SQLException {
        long began = ticks.getAsLong();
        T result = transaction.run();
        long each = (ticks.getAsLong() - began) / Math.max(1, documents);
        long before = perDocument;
        perDocument = Math.max(1, before == 0 ? each : before + (each - before) / OFTEN);
        return result;
    }
}
