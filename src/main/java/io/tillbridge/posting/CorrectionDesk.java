package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where the sellable figure of the books is set to what the location's own system says. One transaction, from the balance's lock
 * to the lanes: who asks looks again while nobody can change the balance, and says then what is to be moved.
 */
@Component
public final class CorrectionDesk {

    private static final String REASON = "recon";

    private final DataSource database;
    private final StockLedger ledger;
    private final DecisionPosting decisions;
    private final AuditLog audit;
    private final LaneSignals signals;

    CorrectionDesk(
            DataSource database, StockLedger ledger, DecisionPosting decisions, AuditLog audit, LaneSignals signals) {
        this.database = database;
        this.ledger = ledger;
        this.decisions = decisions;
        this.audit = audit;
        this.signals = signals;
    }

    /**
     * A figure that is set.
     *
     * @param id of the correction; its movement has it in place of a message's
     * @param connection whose word it follows
     * @param told by that system, {@code booked} in the books, both at {@code at}
     * @param signed what is added to the sellable figure, in base units; not zero
     */
    public record Correction(
            UUID id, String connection, BigDecimal told, BigDecimal booked, BigDecimal signed, Instant at) {}

    /** What is asked while the balance is locked. */
    @FunctionalInterface
    public interface SecondLook {

        /** What is to be moved, whose row in {@code recon_correction} is then written; null: nothing. */
        @Nullable
        Correction in(Connection tx) throws SQLException;
    }

    /**
     * Corrects one figure.
     *
     * @param by for the audit log
     * @return whether it was corrected
     * @throws SQLException as PostgreSQL says; nothing is changed then
     */
    public boolean correct(StockKey key, String by, SecondLook look) throws SQLException {
        Optional<List<LaneSignal>> due = Transactions.in(database, tx -> {
            ledger.lock(tx, new TreeSet<>(List.of(key)));
            Correction correction = look.in(tx);
            return correction == null ? Optional.empty() : Optional.of(post(tx, key, correction, by));
        });
        due.ifPresent(signals::signal);
        return due.isPresent();
    }

    private List<LaneSignal> post(Connection tx, StockKey key, Correction correction, String by) throws SQLException {
        Movement movement = Movement.between(
                correction.id(),
                key.sku(),
                correction.signed(),
                Place.location(key.location()),
                Bucket.SELLABLE,
                Place.LOSS,
                REASON,
                correction.at());
        Effects effects = new Effects();
        effects.move(movement);
        String subject = LevelSeen.subject(correction.connection(), key.sku(), key.location());
        effects.settled.add(new Conflicts.Settled(DriftConflicts.CONFIRMED, subject));
        effects.settled.add(new Conflicts.Settled(LevelSeen.KIND, subject));
        List<Balance> balances = ledger.post(tx, List.of(movement), List.of());
        List<LaneSignal> due = decisions.post(tx, balances, effects, List.of());
        String detail = ExactJson.nodes()
                .objectNode()
                .put("told", correction.told().toPlainString())
                .put("booked", correction.booked().toPlainString())
                .put("moved", correction.signed().toPlainString())
                .put("at", correction.at().toString())
                .toString();
        audit.record(tx, by, "reconciliation.correct", subject, detail);
        return due;
    }
}
