package io.tillbridge.posting;

import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledgers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries that lead from what of tenders is booked to what they amount to now.
 *
 * @param entries receives them
 * @param generations by message, the next one of its entries
 */
record TenderEntries(Ledgers ledgers, List<JournalEntry> entries, Map<UUID, Integer> generations) {

    /** @param work who speaks of a tender now */
    void add(
            Map<TenderRow.Key, TenderRow> before, Map<TenderRow.Key, TenderRow> after, Function<TenderRow, Work> work) {
        Set<TenderRow.Key> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (TenderRow.Key key : keys) {
            TenderRow was = before.get(key);
            TenderRow is = after.get(key);
            if (was != null && !was.beside(is)) {
                add(was, Bookkeeping.difference(was.lines(), List.of()), work.apply(was));
                was = null;
            }
            if (is != null) {
                add(is, Bookkeeping.difference(booked(was), is.lines()), work.apply(is));
            }
        }
    }

    private static List<JournalLine> booked(@Nullable TenderRow row) {
        return row == null ? List.of() : row.lines();
    }

    private void add(TenderRow row, List<JournalLine> lines, Work work) {
        if (lines.isEmpty() || work.translated == null) {
            return;
        }
        JournalDraft draft = new JournalDraft(work, work.translated, List.of(), ledgers);
        entries.add(new JournalEntry(
                draft.origin(),
                PendingTenders.KIND,
                generations.merge(work.ready.document().messageId(), 1, Integer::sum) - 1,
                ledgers.named(row.ledger()),
                row.store(),
                null,
                null,
                draft.businessDate(ledgers.named(row.ledger())),
                row.currency(),
                lines,
                null));
    }
}
