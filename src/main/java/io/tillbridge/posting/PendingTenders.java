package io.tillbridge.posting;

import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.books.PendingTender;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tenders that are no money yet: a captured payment makes them money, a declined one makes the customer owe them, which is
 * raised. Sale and payment may come in any order, also at once: both take a lock of the payment before they look.
 */
final class PendingTenders {

    static final String DECLINED = "tender_declined";

    /** The kind of the entries, which a repost of the sale or the payment leaves as they are. */
    static final String KIND = "tender";

    private static final String LOCK = """
            select pg_advisory_xact_lock(1953067117, b) from (
                select distinct hashtext(k) & 63 as b from unnest(?::text[]) as k order by 1) as buckets
            """;

    private static final String ADD = """
            insert into pending_tender (system, payment, message_id, sale, ledger, store, currency, amount, state)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;

    private static final String FIND = """
            select p.system, p.payment, p.ledger, p.store, p.currency, p.amount, p.state, p.sale, c.message_id, d.message_id
              from unnest(?::text[], ?::text[], ?::text[]) as k (system, payment, key)
              join pending_tender p using (system, payment)
              left join fact c on c.fact_key = 'payment.captured' || k.key
              left join fact d on d.fact_key = 'payment.declined' || k.key
             where p.state <> 'captured' order by 1, 2
            """;

    private static final String SETTLE =
            "update pending_tender set state = ?, settled_by = ? where system = ? and payment = ?";

    private record Key(String system, String payment) implements Comparable<Key> {

        /** The end of the payment's fact key, whatever became of it. */
        String fact() {
            return "|" + escaped(system) + "|" + escaped(payment);
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("|", "\\|");
        }

        @Override
        public int compareTo(Key other) {
            int bySystem = system.compareTo(other.system);
            return bySystem == 0 ? payment.compareTo(other.payment) : bySystem;
        }
    }

    private final Ledgers ledgers;
    private final Map<Key, Work> works = new TreeMap<>();
    private final Map<UUID, Integer> generations = new HashMap<>();

    private PendingTenders(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /** Adds the entries of tenders that are settled by this batch. Nothing is asked where there are neither such nor payments. */
    static void post(Connection tx, List<Work> facts, Ledgers ledgers, Effects effects, List<JournalEntry> entries)
            throws SQLException {
        PendingTenders tenders = new PendingTenders(ledgers);
        Map<Key, PendingTender> told = tenders.gather(facts);
        if (tenders.works.isEmpty()) {
            return;
        }
        tenders.lock(tx);
        tenders.keep(tx, told, effects);
        tenders.settle(tx, effects, entries);
    }

    private Map<Key, PendingTender> gather(List<Work> facts) {
        Map<Key, PendingTender> told = new TreeMap<>();
        for (Work work : facts) {
            if (work.translated == null) {
                continue;
            }
            EventType type = work.translated.event().type();
            String system = work.translated.body().path("system").asText();
            if (type == EventType.SALE) {
                for (PendingTender tender : PendingTender.of(work.translated.body())) {
                    Key key = new Key(system, tender.payment());
                    told.put(key, tender);
                    works.put(key, work);
                }
            } else if (type == EventType.PAYMENT_CAPTURED || type == EventType.PAYMENT_DECLINED) {
                works.putIfAbsent(
                        new Key(system, work.translated.body().path("id").asText()), work);
            }
        }
        return told;
    }

    private void lock(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setArray(
                    1,
                    tx.createArrayOf(
                            "text", works.keySet().stream().map(Key::fact).toArray()));
            statement.execute();
        }
    }

    private void keep(Connection tx, Map<Key, PendingTender> told, Effects effects) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            for (Map.Entry<Key, PendingTender> one : told.entrySet()) {
                Work work = works.get(one.getKey());
                if (work == null || work.translated == null) {
                    continue;
                }
                JournalDraft draft = new JournalDraft(work, work.translated, List.of(), ledgers);
                if (draft.ledger != null) {
                    PendingTender tender = one.getValue();
                    statement.setString(1, one.getKey().system());
                    statement.setString(2, tender.payment());
                    statement.setObject(3, work.ready.document().messageId());
                    statement.setString(4, work.translated.factKey());
                    statement.setString(5, draft.ledger.id());
                    statement.setString(6, draft.store);
                    statement.setString(
                            7, work.translated.body().path("currency").asText());
                    statement.setBigDecimal(8, tender.amount());
                    statement.setString(9, tender.state());
                    if (statement.executeUpdate() == 1 && tender.state().equals(PendingTender.DECLINED)) {
                        raise(one.getKey(), work.translated.factKey(), tender, work, effects);
                    }
                }
            }
        }
    }

    private void settle(Connection tx, Effects effects, List<JournalEntry> entries) throws SQLException {
        Object[] systems = works.keySet().stream().map(Key::system).toArray();
        Object[] payments = works.keySet().stream().map(Key::payment).toArray();
        Object[] facts = works.keySet().stream().map(Key::fact).toArray();
        try (PreparedStatement find = tx.prepareStatement(FIND);
                PreparedStatement settle = tx.prepareStatement(SETTLE)) {
            find.setArray(1, tx.createArrayOf("text", systems));
            find.setArray(2, tx.createArrayOf("text", payments));
            find.setArray(3, tx.createArrayOf("text", facts));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    UUID captured = row.getObject(9, UUID.class);
                    UUID by = captured == null ? row.getObject(10, UUID.class) : captured;
                    String to = captured == null ? PendingTender.DECLINED : PendingTender.CAPTURED;
                    if (by != null && !to.equals(row.getString(7))) {
                        settled(row, to, effects, entries);
                        settle.setString(1, to);
                        settle.setObject(2, by);
                        settle.setString(3, row.getString(1));
                        settle.setString(4, row.getString(2));
                        settle.addBatch();
                    }
                }
            }
            settle.executeBatch();
        }
    }

    private void settled(ResultSet row, String to, Effects effects, List<JournalEntry> entries) throws SQLException {
        Key key = new Key(row.getString(1), row.getString(2));
        Work work = works.get(key);
        String currency = row.getString(5);
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        PendingTender tender = new PendingTender(
                key.payment(), row.getBigDecimal(6).setScale(digits, RoundingMode.UNNECESSARY), row.getString(7));
        Ledger ledger = ledger(row.getString(3));
        if (work == null || work.translated == null || ledger == null) {
            return;
        }
        JournalDraft draft = new JournalDraft(work, work.translated, List.of(), ledgers);
        entries.add(new JournalEntry(
                draft.origin(),
                KIND,
                generations.merge(work.ready.document().messageId(), 1, Integer::sum) - 1,
                ledger,
                row.getString(4),
                null,
                null,
                draft.businessDate(ledger),
                currency,
                tender.settled(to),
                null));
        if (to.equals(PendingTender.DECLINED)) {
            raise(key, row.getString(8), tender, work, effects);
        } else {
            effects.settled.add(new Conflicts.Settled(DECLINED, subject(key)));
        }
    }

    private @Nullable Ledger ledger(String id) {
        return ledgers.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static void raise(Key key, String sale, PendingTender tender, Work work, Effects effects) {
        effects.conflicts.add(new Conflicts.Conflict(
                DECLINED,
                subject(key),
                work.ready.document().messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("sale", sale)
                        .put("payment", key.payment())
                        .put("amount", PlainDecimal.text(tender.amount()))
                        .toString()));
    }

    private static String subject(Key key) {
        return "payment" + key.fact();
    }
}
