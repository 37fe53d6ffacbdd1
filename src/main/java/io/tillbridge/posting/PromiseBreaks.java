package io.tillbridge.posting;

import io.tillbridge.reservation.BreakTasks;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.MovedClaim;
import io.tillbridge.reservation.TieBreaker;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a posting does about promises that it took the goods of. A batch that took none asks the database nothing. */
@Component
final class PromiseBreaks {

    private final TieBreaker ties;
    private final FulfilmentRules rules;

    PromiseBreaks(TieBreaker ties, FulfilmentRules rules) {
        this.ties = ties;
        this.rules = rules;
    }

    /**
     * Settles who loses; tasks and notices are the effects'.
     *
     * @param balances after all movements of the transaction
     * @return the balances after that
     */
    List<Balance> settle(Connection tx, List<Balance> balances, Effects effects) throws SQLException {
        TieBreaker.Outcome outcome = ties.settle(tx, balances, effects.movements);
        effects.tasks.addAll(BreakTasks.of(outcome.broken(), rules.breaks()));
        effects.notices.addAll(BreakTasks.notices(outcome.broken()));
        for (MovedClaim moved : outcome.moved()) {
            effects.because(
                    new StockKey(moved.claim().sku(), moved.claim().location()),
                    new Effects.Cause(moved.cause().occurredAt(), moved.cause().messageId()));
        }
        return outcome.after(balances);
    }
}
