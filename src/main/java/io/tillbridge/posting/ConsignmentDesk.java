package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.NoticeClosing;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.NoticeQueries;
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

/**
 * Closes transfers and advance notices for people: nothing more is expected, what a transfer misses is lost with its value, and
 * who said so is on the audit log. One transaction; one that is closed stays as it is.
 */
@Component
public final class ConsignmentDesk {

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final StockLedger ledger;
    private final JournalPosting journal;
    private final Conflicts conflicts;
    private final AuditLog audit;
    private final Clock clock;

    ConsignmentDesk(
            DataSource database,
            AvailabilityPolicy policy,
            StockLedger ledger,
            JournalPosting journal,
            Conflicts conflicts,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.policy = policy;
        this.ledger = ledger;
        this.journal = journal;
        this.conflicts = conflicts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who closes what, and why. */
    private record Closing(
            String kind,
            String system,
            String id,
            String by,
            @Nullable String why) {}

    /**
     * Closes a transfer.
     *
     * @param why for the ledger, as the person says it
     * @return false when nobody knows it
     */
    public boolean close(TransferKey key, String by, @Nullable String why) {
        return close(new Closing("transfer", key.system(), key.id(), by, why), (tx, effects) -> {
            if (!TransferQueries.locked(tx, key)) {
                return NoticeQueries.Known.NOT;
            }
            if (TransferQueries.closed(tx, key)) {
                return NoticeQueries.Known.CLOSED;
            }
            effects.transfers.add(new TransferEvent(
                    key,
                    TransferEvent.Kind.CLOSED,
                    closer(key.consignment()),
                    null,
                    null,
                    clock.instant(),
                    true,
                    by,
                    why));
            TransferPosting.post(tx, effects);
            List<FigureDue> due = ledger.post(tx, effects.movements, effects.claims).stream()
                    .map(Balance::sku)
                    .distinct()
                    .map(sku -> FigureDue.of(sku, clock.instant()))
                    .toList();
            FiguresDue.add(tx, due);
            journal.post(tx, List.of(), List.of(), effects);
            return NoticeQueries.Known.OPEN;
        });
    }

    /**
     * Closes an advance notice.
     *
     * @param why as the person says it
     * @return false when nobody knows it
     */
    public boolean close(NoticeKey key, String by, @Nullable String why) {
        return close(new Closing("notice", key.system(), key.id(), by, why), (tx, effects) -> {
            NoticeQueries.Known known = NoticeQueries.locked(tx, key);
            if (known == NoticeQueries.Known.OPEN) {
                effects.closings.add(
                        new NoticeClosing(key.consignment(), closer(key.consignment()), clock.instant(), by, why));
                NoticePosting.post(tx, effects);
            }
            return known;
        });
    }

    /** What a closing does; says what of it was known before. */
    @FunctionalInterface
    private interface Work {
        NoticeQueries.Known in(Connection tx, Effects effects) throws SQLException;
    }

    private boolean close(Closing closing, Work work) {
        try {
            return Transactions.in(database, tx -> {
                Effects effects = new Effects();
                NoticeQueries.Known known = work.in(tx, effects);
                if (known == NoticeQueries.Known.OPEN) {
                    follow(tx, closing, effects);
                }
                return known != NoticeQueries.Known.NOT;
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "closing of " + closing.kind() + " " + closing.id() + " of " + closing.system(), e);
        }
    }

    private void follow(Connection tx, Closing closing, Effects effects) throws SQLException {
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        FiguresDue.add(tx, BackorderDates.changed(policy, effects, clock.instant()));
        audit.record(
                tx,
                closing.by(),
                closing.kind() + ".close",
                closing.system() + "/" + closing.id(),
                ExactJson.nodes().objectNode().put("reason", closing.why()).toString());
    }

    /** A person closes a consignment once, so the id of it follows from the consignment. */
    private static UUID closer(String consignment) {
        return UUID.nameUUIDFromBytes(("closed|" + consignment).getBytes(StandardCharsets.UTF_8));
    }
}
