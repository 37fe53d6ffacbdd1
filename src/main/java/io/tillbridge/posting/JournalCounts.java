package io.tillbridge.posting;

import io.tillbridge.books.Booked;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.stock.Movement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The journal of counts whose difference changes after they were posted: what changes is valued, and nothing is undone. */
@Component
final class JournalCounts {

    private final JournalBook journal;
    private final Ledgers ledgers;

    JournalCounts(JournalBook journal, Ledgers ledgers) {
        this.journal = journal;
        this.ledgers = ledgers;
    }

    /** Writes the entries of movements of counts. */
    void post(Connection tx, List<Movement> movements) throws SQLException {
        if (movements.isEmpty() || ledgers.all().isEmpty()) {
            return;
        }
        Map<UUID, List<Movement>> counts = new LinkedHashMap<>();
        movements.forEach(movement -> counts.computeIfAbsent(movement.messageId(), id -> new ArrayList<>())
                .add(movement));
        List<JournalEntry> entries = new ArrayList<>();
        entries(tx, counts, GoodsValues.of(tx, movements), entries);
        journal.add(tx, entries);
    }

    /** The value of each count's movements, on the day of the count. */
    void entries(Connection tx, Map<UUID, List<Movement>> counts, GoodsValues values, List<JournalEntry> entries)
            throws SQLException {
        Map<UUID, List<Booked>> booked = counts.isEmpty() ? new HashMap<>() : journal.ofMessages(tx, counts.keySet());
        Map<UUID, JournalEntry.Origin> origins = CountOrigins.of(tx, counts);
        for (Map.Entry<UUID, List<Movement>> count : counts.entrySet()) {
            List<Booked> before = booked.getOrDefault(count.getKey(), List.of());
            JournalEntry.Origin origin = origins.get(count.getKey());
            List<Movement> goods = count.getValue();
            String store = CountOrigins.location(goods);
            Ledger ledger = ledgers.of(store);
            if (origin != null && ledger != null) {
                String currency = before.isEmpty()
                        ? CountOrigins.currency(ledger, values, goods)
                        : before.get(0).currency();
                List<JournalLine> lines = currency == null
                        ? List.of()
                        : Bookkeeping.goods(currency, values.moved(goods, currency, Booked.costs(before)));
                if (!lines.isEmpty() && currency != null) {
                    entries.add(new JournalEntry(
                            origin,
                            "goods",
                            Booked.next(before),
                            ledger,
                            store,
                            null,
                            null,
                            ledger.businessDate(origin.occurredAt(), ZoneOffset.UTC),
                            currency,
                            lines,
                            null));
                }
            }
        }
    }
}
