package io.tillbridge.posting;

import io.tillbridge.books.Account;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledgers;
import io.tillbridge.books.PendingTender;
import io.tillbridge.books.TenderOutcome;
import io.tillbridge.canonical.EventType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tenders that are no money yet. What each amounts to follows from its sale, its void and its payment; an entry is the
 * difference to what of it is booked. So sale, void and payment may come in any order, also at once, and be told anew: all
 * take a lock of the payment before they look.
 */
final class PendingTenders {

    /** The kind of the entries, which follow from all that is known of a payment and not from one fact. */
    static final String KIND = "tender";

    private final Ledgers ledgers;
    private final Effects effects;
    private final List<JournalEntry> entries;

    /** Who speaks of a payment, and of a sale. */
    private final Map<PaymentKey, Work> payments = new TreeMap<>();

    private final Map<String, Work> sales = new TreeMap<>();

    private final Map<TenderRow.Key, TenderRow> told = new TreeMap<>();
    private final Set<String> voided = new TreeSet<>();
    private final Map<PaymentKey, Work> undone = new TreeMap<>();
    private final Set<String> anew = new TreeSet<>();
    private final Map<UUID, Integer> generations = new HashMap<>();

    private PendingTenders(Ledgers ledgers, Effects effects, List<JournalEntry> entries) {
        this.ledgers = ledgers;
        this.effects = effects;
        this.entries = entries;
    }

    /**
     * Adds the entries of tenders of which this batch tells. Nothing is asked where it has neither such nor payments nor voids.
     *
     * @param facts sales and payments, whose own entries are there
     * @param voids of sales
     * @param gone sales that were voided before they came
     */
    static void post(
            Connection tx,
            List<Work> facts,
            List<Work> voids,
            List<Work> gone,
            Ledgers ledgers,
            Effects effects,
            List<JournalEntry> entries,
            Instant now)
            throws SQLException {
        PendingTenders tenders = new PendingTenders(ledgers, effects, entries);
        facts.forEach(tenders::tell);
        for (Work work : voids) {
            String sale = work.translated == null ? null : SaleVoids.sale(work.translated);
            if (sale != null) {
                tenders.voided.add(sale);
                tenders.sales.put(sale, work);
            }
        }
        gone.forEach(work -> tenders.tell(work, new TenderOutcome.Voided()));
        tenders.undone(voids);
        ToldPayments.keep(tx, facts, now);
        tenders.settle(tx, now);
    }

    /** The same of a sale or a payment that is told anew. */
    static void repost(
            Connection tx,
            Work work,
            int generation,
            Ledgers ledgers,
            Effects effects,
            List<JournalEntry> entries,
            Instant now)
            throws SQLException {
        PendingTenders tenders = new PendingTenders(ledgers, effects, entries);
        if (work.translated != null && work.translated.event().type() == EventType.SALE) {
            tenders.anew.add(work.translated.factKey());
            tenders.sales.put(work.translated.factKey(), work);
        }
        tenders.generations.put(work.ready.document().messageId(), generation);
        tenders.tell(work);
        ToldPayments.keep(tx, List.of(work), now);
        tenders.settle(tx, now);
    }

    private void tell(Work work) {
        PaymentKey payment = work.translated == null ? null : ToldPayments.key(work.translated);
        if (payment != null) {
            payments.putIfAbsent(payment, work);
        } else {
            tell(work, new TenderOutcome.Open());
        }
    }

    private void tell(Work work, TenderOutcome outcome) {
        Work.Translated translated = work.translated;
        if (translated == null || translated.event().type() != EventType.SALE) {
            return;
        }
        List<PendingTender> pending = PendingTender.of(translated.body());
        JournalDraft draft = new JournalDraft(work, translated, List.of(), ledgers);
        if (pending.isEmpty() || draft.ledger == null || (outcome instanceof TenderOutcome.Open && !entered(work))) {
            return;
        }
        for (PendingTender tender : pending) {
            PaymentKey payment = new PaymentKey(translated.body().path("system").asText(), tender.payment());
            TenderRow.Key key = new TenderRow.Key(payment, translated.factKey(), tender.number());
            payments.put(payment, work);
            sales.putIfAbsent(key.sale(), work);
            told.put(
                    key,
                    new TenderRow(
                            key,
                            id(work),
                            draft.ledger.id(),
                            draft.store,
                            translated.body().path("currency").asText(),
                            tender,
                            outcome,
                            null));
        }
    }

    /** What voids undo of pending tenders, whether or not their rows are there still. */
    private void undone(List<Work> voids) {
        for (Work work : voids) {
            String system = work.translated == null
                    ? ""
                    : work.translated.body().path("system").asText();
            entries.stream()
                    .filter(entry -> entry.origin().messageId().equals(id(work)))
                    .flatMap(entry -> entry.lines().stream())
                    .filter(line -> line.account() == Account.PENDING_TENDERS && line.of() != null)
                    .map(line -> new PaymentKey(system, String.valueOf(line.of())))
                    .forEach(payment -> {
                        payments.putIfAbsent(payment, work);
                        undone.put(payment, work);
                    });
        }
    }

    /** A sale that does not add up has no entry, so its tenders have none. */
    private boolean entered(Work work) {
        return entries.stream()
                .anyMatch(entry -> entry.origin().messageId().equals(id(work)) && entry.reversalOf() == null);
    }

    private void settle(Connection tx, Instant now) throws SQLException {
        Set<String> changed = new TreeSet<>(voided);
        changed.addAll(anew);
        Set<PaymentKey> keys = new TreeSet<>(TenderRows.payments(tx, changed));
        keys.addAll(payments.keySet());
        if (keys.isEmpty()) {
            return;
        }
        TenderRows.lock(tx, keys);
        Map<TenderRow.Key, TenderRow> before = TenderRows.of(tx, keys);
        Map<TenderRow.Key, TenderRow> after = new TreeMap<>(before);
        after.keySet().removeIf(key -> anew.contains(key.sale()));
        told.forEach(after::putIfAbsent);
        after.replaceAll((key, row) -> voided.contains(key.sale()) && !row.voided()
                ? row.with(new TenderOutcome.Voided(), id(work(row)))
                : row);
        Map<PaymentKey, ToldPayments.Told> known = ToldPayments.of(tx, keys);
        for (PaymentKey key : keys) {
            TenderSettling settling = TenderSettling.of(of(key, after.values()), known.get(key));
            settling.rows().forEach(row -> after.put(row.key(), row));
            TenderConflicts.tell(
                    key,
                    of(key, before.values()),
                    settling,
                    known.get(key),
                    payments.getOrDefault(key, any(settling)),
                    effects);
        }
        undone.forEach((key, work) -> TenderConflicts.forgotten(key, of(key, after.values()), work, effects));
        new TenderEntries(ledgers, entries, generations).add(before, after, this::work);
        TenderRows.write(tx, before, after, now);
    }

    private static List<TenderRow> of(PaymentKey payment, Collection<TenderRow> rows) {
        return rows.stream().filter(row -> row.key().payment().equals(payment)).toList();
    }

    private @Nullable Work any(TenderSettling settling) {
        return settling.rows().stream()
                .map(row -> sales.get(row.key().sale()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Who speaks of a tender now: its sale or void before its payment. */
    private Work work(TenderRow row) {
        Work sale = sales.get(row.key().sale());
        Work work = sale == null ? payments.get(row.key().payment()) : sale;
        if (work == null) {
            // Another tender of the same payment, whose sale is voided or told anew
            work = sales.values().iterator().next();
        }
        return work;
    }

    private static UUID id(Work work) {
        return work.ready.document().messageId();
    }
}
