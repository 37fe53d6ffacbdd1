package io.tillbridge.posting;

import io.tillbridge.books.Booked;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledgers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Entries that undo others by their mirror: same store and till, the business date of what they undo. */
final class JournalReversals {

    private final JournalBook journal;
    private final Ledgers ledgers;

    JournalReversals(JournalBook journal, Ledgers ledgers) {
        this.journal = journal;
        this.ledgers = ledgers;
    }

    JournalEntry of(JournalEntry.Origin origin, Booked live, int generation) {
        return new JournalEntry(
                origin,
                live.kind(),
                generation,
                ledgers.named(live.ledger()),
                live.store(),
                live.register(),
                live.orderKey(),
                live.businessDate(),
                live.currency(),
                Bookkeeping.difference(live.lines(), List.of()),
                live.number());
    }

    /** Undoes what sales have entered that were voided; a closed day is undone on the first open one. */
    void voids(Connection tx, List<Work> facts, Map<UUID, UUID> sales, List<JournalEntry> entries) throws SQLException {
        if (sales.isEmpty()) {
            return;
        }
        Map<UUID, List<Booked>> booked = journal.ofMessages(tx, sales.values());
        for (Work work : facts) {
            UUID sale = sales.get(work.ready.document().messageId());
            if (sale != null && work.translated != null) {
                JournalEntry.Origin origin = new JournalDraft(work, work.translated, List.of(), ledgers).origin();
                int generation = 0;
                for (Booked live : Booked.live(booked.getOrDefault(sale, List.of()))) {
                    if (!live.kind().equals(PendingTenders.KIND)) {
                        entries.add(of(origin, live, generation++));
                    }
                }
            }
        }
    }
}
