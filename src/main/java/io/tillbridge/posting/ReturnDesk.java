package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.DoneRequests;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.MovementDetails;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.tasks.TaskKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a person decides about goods that came back: sellable, damaged, or back to the supplier. They leave the bucket that
 * they were received into by movements of the decision, with their value. One transaction, from the line's lock to the lanes.
 */
@Component
public final class ReturnDesk {

    private final DataSource database;
    private final StockLedger ledger;
    private final DecisionPosting decisions;
    private final AuditLog audit;
    private final LaneSignals signals;
    private final Clock clock;

    ReturnDesk(
            DataSource database,
            StockLedger ledger,
            DecisionPosting decisions,
            AuditLog audit,
            LaneSignals signals,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.decisions = decisions;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** Where goods go. */
    public enum Target {
        /** On the shelf. */
        SELLABLE,
        /** Written down. */
        DAMAGED,
        /** Back to the supplier. */
        VENDOR;

        /** As in tables and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The target that a word names.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Target of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What became of a decision. */
    public enum Outcome {
        /** As asked. */
        DONE,
        /** There is no such return, or it has no such line. */
        UNKNOWN,
        /** Nothing of the line lies in a bucket that it could leave, or all of it was decided. */
        NOTHING_WAITS,
        /** More than what waits of the line. */
        TOO_MUCH,
        /** The request's name was another request's. */
        REUSED,
        /** The books have less in that bucket than the line says: it was moved or counted away. */
        NOT_THERE
    }

    /**
     * A decision.
     *
     * @param number the return's
     * @param line the line's id in the return
     * @param quantity above zero; null: all that waits
     * @param operation names the request: the same one takes effect once
     */
    public record Decision(
            long number,
            String line,
            Target target,
            @Nullable BigDecimal quantity,
            String reason,
            String operation,
            String by) {

        /** All that makes the request what it is. */
        private String asked() {
            return "return.decide\n" + number + "\n" + target + "\n"
                    + OrderMoves.Part.text(List.of(new OrderMoves.Part(line, quantity))) + reason;
        }
    }

    private record Decided(Outcome outcome, List<LaneSignal> due) {

        static Decided only(Outcome outcome) {
            return new Decided(outcome, List.of());
        }
    }

    /** Moves goods of a return's line as decided. */
    public Outcome decide(Decision decision) throws SQLException {
        Decided decided = Transactions.in(database, tx -> {
            Decided once = once(tx, decision);
            if (once.outcome() != Outcome.DONE) {
                tx.rollback();
            }
            return once;
        });
        signals.signal(decided.due());
        return decided.outcome();
    }

    /** As much of the line may wait again, so a repetition is known by its name. */
    private Decided once(Connection tx, Decision decision) throws SQLException {
        return switch (DoneRequests.begin(tx, decision.operation(), decision.asked(), clock.instant())) {
            case NEVER -> decide(tx, decision);
            case SAME -> Decided.only(Outcome.DONE);
            case OTHER -> Decided.only(Outcome.REUSED);
        };
    }

    private Decided decide(Connection tx, Decision decision) throws SQLException {
        ReturnedLine line = ReturnedLine.lock(tx, decision.number(), decision.line());
        if (line == null) {
            return Decided.only(Outcome.UNKNOWN);
        }
        BigDecimal left = line.left(decision.target());
        BigDecimal quantity = decision.quantity() == null ? left : decision.quantity();
        if (left.signum() <= 0) {
            return Decided.only(Outcome.NOTHING_WAITS);
        }
        if (quantity.compareTo(left) > 0) {
            return Decided.only(Outcome.TOO_MUCH);
        }
        StockKey key = new StockKey(line.sku(), line.place());
        Bucket from = Bucket.of(line.bucket());
        Balance balance = ledger.locked(tx, new TreeSet<>(List.of(key))).get(0);
        if ((from == Bucket.DAMAGED ? balance.damaged() : balance.qualityHold()).compareTo(quantity) < 0) {
            return Decided.only(Outcome.NOT_THERE);
        }
        UUID id = line.decision();
        line.decided(tx, id, quantity, decision, clock.instant());
        Effects effects = new Effects();
        move(tx, line, from, id, quantity, decision, effects);
        List<Balance> moved = ledger.post(tx, effects.movements, List.of());
        List<TaskKey> done = List.of();
        if (quantity.compareTo(left) == 0) {
            effects.settled.add(new Conflicts.Settled("return_review", line.subject()));
            done = ReturnTasks.done(line.subject(), decision.target() == Target.VENDOR);
        }
        List<LaneSignal> due = decisions.post(tx, moved, effects, done);
        audit.record(tx, decision.by(), "return.decide", line.subject(), detail(decision, quantity));
        return new Decided(Outcome.DONE, due);
    }

    private void move(
            Connection tx,
            ReturnedLine line,
            Bucket from,
            UUID id,
            BigDecimal quantity,
            Decision decision,
            Effects effects)
            throws SQLException {
        Place location = Place.location(line.place());
        boolean vendor = decision.target() == Target.VENDOR;
        Bucket to = vendor ? Bucket.SELLABLE : Bucket.of(decision.target().word());
        for (ReturnedLine.Piece piece : line.pieces(tx, quantity)) {
            effects.move(new Movement(
                    id,
                    line.sku(),
                    piece.quantity(),
                    location,
                    from,
                    vendor ? Place.SUPPLIER : location,
                    to,
                    vendor ? "return_to_vendor" : "bucket",
                    clock.instant(),
                    null,
                    new MovementDetails(null, decision.reason(), piece.trace())));
        }
    }

    private static String detail(Decision decision, BigDecimal quantity) {
        return ExactJson.nodes()
                .objectNode()
                .put("to", decision.target().word())
                .put("quantity", quantity.toPlainString())
                .put("reason", decision.reason())
                .toString();
    }

    /** Follows from what it decides, so that it has one whatever happens. */
    static UUID named(String subject, BigDecimal before) {
        return UUID.nameUUIDFromBytes(
                ("decided|" + subject + "|" + before.stripTrailingZeros().toPlainString())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
