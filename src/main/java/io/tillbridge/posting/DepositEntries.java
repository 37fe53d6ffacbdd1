package io.tillbridge.posting;

import io.tillbridge.books.Booked;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.canonical.EventType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What refunds paid back of goods that never left is taken from the order's deposit. It follows from the order as it stands and
 * from the entries of its returns; an entry is the difference to what of it is booked, so order and returns may come in any
 * order and be told anew.
 */
final class DepositEntries {

    /** The kind of the entries, which follow from an order and its returns and not from one fact. */
    static final String KIND = "deposit";

    private final Ledgers ledgers;
    private final List<JournalEntry> entries;

    private DepositEntries(Ledgers ledgers, List<JournalEntry> entries) {
        this.ledgers = ledgers;
        this.entries = entries;
    }

    /**
     * Adds those of the orders that have returns; where there are none, nothing is asked.
     *
     * @param works that may have changed them
     * @param entries of the batch, those of returns among them
     */
    static void add(
            Connection tx,
            JournalBook journal,
            Ledgers ledgers,
            List<Work> works,
            Effects effects,
            List<JournalEntry> entries)
            throws SQLException {
        if (effects.refunded.isEmpty()) {
            return;
        }
        Set<UUID> returns = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        for (RefundedOrder order : effects.refunded) {
            returns.addAll(order.returns());
            keys.add(order.key());
        }
        Map<UUID, List<Booked>> refunds = journal.ofMessages(tx, returns);
        Map<String, List<Booked>> booked = journal.ofOrders(tx, keys);
        DepositEntries deposits = new DepositEntries(ledgers, entries);
        for (RefundedOrder order : effects.refunded) {
            Work work = work(works, order.by());
            if (work != null && work.translated != null) {
                List<Booked> before = booked.getOrDefault(order.key(), List.of()).stream()
                        .filter(entry -> entry.kind().equals(KIND))
                        .toList();
                deposits.add(order, work, work.translated, before, refunds);
            }
        }
    }

    private static @Nullable Work work(List<Work> works, UUID id) {
        return works.stream()
                .filter(work -> work.ready.document().messageId().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void add(
            RefundedOrder order,
            Work work,
            Work.Translated told,
            List<Booked> before,
            Map<UUID, List<Booked>> refunds) {
        JournalDraft own = new JournalDraft(work, told, List.of(), ledgers);
        JournalDraft draft = new JournalDraft(work, order(told, order), List.of(), ledgers);
        Ledger ledger = draft.ledger;
        String currency = order.standing().document().path("currency").asText();
        if (ledger == null || currency.isEmpty()) {
            return;
        }
        List<JournalLine> after = List.of();
        List<JournalLine> back = back(order, ledger, currency, refunds);
        if (!back.isEmpty()
                && Bookkeeping.deposit(order.standing().document(), back, ledger) instanceof Drawn.Lines lines) {
            after = lines.lines();
        }
        List<JournalLine> difference = Bookkeeping.difference(Booked.money(before), after);
        if (!difference.isEmpty()) {
            entries.add(new JournalEntry(
                    own.origin(),
                    KIND,
                    Booked.next(before),
                    ledger,
                    draft.store,
                    null,
                    order.key(),
                    own.businessDate(ledger),
                    currency,
                    difference,
                    null));
        }
    }

    private static Work.Translated order(Work.Translated told, RefundedOrder order) {
        return new Work.Translated(
                told.mapping(),
                order.standing().document(),
                order.standing().json(),
                told.contentHash(),
                order.standing().order().at(told.event().occurredAt()),
                told.factKey());
    }

    /** What all entries of its returns make, those of this batch too. */
    private List<JournalLine> back(
            RefundedOrder order, Ledger ledger, String currency, Map<UUID, List<Booked>> refunds) {
        List<JournalLine> back = new ArrayList<>();
        for (UUID message : order.returns()) {
            back.addAll(Booked.money(refunds.getOrDefault(message, List.of()).stream()
                    .filter(entry -> entry.kind().equals(EventType.RETURN.word())
                            && entry.ledger().equals(ledger.id())
                            && entry.currency().equals(currency))
                    .toList()));
        }
        for (JournalEntry entry : entries) {
            if (order.returns().contains(entry.origin().messageId())
                    && entry.kind().equals(EventType.RETURN.word())
                    && entry.ledger().id().equals(ledger.id())
                    && entry.currency().equals(currency)) {
                entry.lines().stream().filter(line -> line.cost() == null).forEach(back::add);
            }
        }
        return back;
    }
}
