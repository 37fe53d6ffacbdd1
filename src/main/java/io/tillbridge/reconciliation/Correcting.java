package io.tillbridge.reconciliation;

import io.tillbridge.posting.CorrectionDesk;
import io.tillbridge.posting.CorrectionDesk.Correction;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Corrects what a run found small and clear enough, each figure in a transaction of its own that looks again first. What is no
 * longer the drift that the run saw is left to the next run.
 */
@Component
final class Correcting {

    private final CorrectionDesk desk;
    private final Clock clock;

    Correcting(CorrectionDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * Corrects behind a run whose rows are written.
     *
     * @param run of which the corrections are counted
     * @return how many were made
     */
    long correct(ReconciledConnection of, RunReport report, long run, String by) throws SQLException {
        long corrected = 0;
        if (of.mode() != Mode.ON || report.stopped() != null) {
            return corrected;
        }
        for (Found found : report.found()) {
            if (found.outcome() == Outcome.CORRECT) {
                StockKey key = found.judged().compared().key();
                if (desk.correct(key, by, tx -> look(tx, of, found, run, by))) {
                    corrected++;
                }
            }
        }
        return corrected;
    }

    /** Behind the lock of the balance. */
    private @Nullable Correction look(Connection tx, ReconciledConnection of, Found found, long run, String by)
            throws SQLException {
        Compared then = found.judged().compared();
        Compared now = ComparedRows.one(tx, of.id(), of.terms(), then.key());
        Instant at = then.toldAt();
        if (now == null
                || at == null
                || !at.equals(now.toldAt())
                || !now.inFlight().none()) {
            return null;
        }
        Judged again = new Drift(of.terms(), clock.instant(), null)
                .judge(now, found.judged().sighting());
        BigDecimal told = now.told();
        BigDecimal booked = now.booked();
        BigDecimal drift = again.drift();
        if (again.as() != DriftClass.CONFIRMED
                || !same(drift, found.judged().drift())
                || !same(told, then.told())
                || !same(booked, then.booked())
                || told == null
                || booked == null
                || drift == null
                || Obstacles.documents(tx, of.id())
                || Obstacles.counts(tx, then.key(), at)) {
            return null;
        }
        Correction correction =
                new Correction(CorrectionRows.id(of.id(), then.key(), at), of.id(), told, booked, drift, at);
        boolean first = CorrectionRows.write(tx, correction, found, new CorrectionRows.Run(run, clock.instant(), by));
        return first ? correction : null;
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }
}
