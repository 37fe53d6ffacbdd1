package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.stock.TransferEvent;
import io.tillbridge.stock.TransferKey;
import io.tillbridge.stock.TransferQueries;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Closes transfers for people: what is missing is lost, with its value, and who said so is on the audit log. One transaction. */
@Component
public final class TransferClosing {

    private final DataSource database;
    private final StockLedger ledger;
    private final JournalPosting journal;
    private final Conflicts conflicts;
    private final AuditLog audit;
    private final Clock clock;

    TransferClosing(
            DataSource database,
            StockLedger ledger,
            JournalPosting journal,
            Conflicts conflicts,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.journal = journal;
        this.conflicts = conflicts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Closes a transfer; one that is closed stays as it is.
     *
     * @param why for the ledger, as the person says it
     * @return false when nobody knows it
     */
    public boolean close(TransferKey key, String by, @Nullable String why) {
        try {
            return Transactions.in(database, tx -> {
                if (!TransferQueries.locked(tx, key)) {
                    return false;
                }
                if (!TransferQueries.closed(tx, key)) {
                    close(tx, key, by, why);
                }
                return true;
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("closing of transfer " + key.id() + " of " + key.system(), e);
        }
    }

    private void close(Connection tx, TransferKey key, String by, @Nullable String why) throws SQLException {
        // A person closes a transfer once, so its id follows from the transfer
        UUID id = UUID.nameUUIDFromBytes(("closed|" + key.consignment()).getBytes(StandardCharsets.UTF_8));
        Effects effects = new Effects();
        effects.transfers.add(
                new TransferEvent(key, TransferEvent.Kind.CLOSED, id, null, null, clock.instant(), true, by, why));
        TransferPosting.post(tx, effects);
        List<FigureDue> due = ledger.post(tx, effects.movements, effects.claims).stream()
                .map(Balance::sku)
                .distinct()
                .map(sku -> FigureDue.of(sku, clock.instant()))
                .toList();
        FiguresDue.add(tx, due);
        journal.post(tx, List.of(), List.of(), effects);
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        audit.record(
                tx,
                by,
                "transfer.close",
                key.system() + "/" + key.id(),
                ExactJson.nodes().objectNode().put("reason", why).toString());
    }
}
