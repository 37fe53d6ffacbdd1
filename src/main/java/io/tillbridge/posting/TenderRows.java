package io.tillbridge.posting;

import io.tillbridge.books.PendingTender;
import io.tillbridge.books.TenderOutcome;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of pending tenders. Read and written under the lock of their payments. */
final class TenderRows {

    private static final String LOCK = """
            select pg_advisory_xact_lock(1953067117, b) from (
                select distinct hashtext(k) & 63 as b from unnest(?::text[]) as k order by 1) as buckets
            """;

    private static final String OF_SALES =
            "select distinct system, payment from pending_tender where sale = any (?::text[])";

    private static final String FIND = """
            select system, payment, sale, number, message_id, ledger, store, currency, amount, coalesce(kind, 'card'), told,
                   state, taken, taken_kind, settled_by
              from pending_tender join unnest(?::text[], ?::text[]) as row (system, payment) using (system, payment)
            """;

    private static final String FORGET = """
            delete from pending_tender p using unnest(?::text[], ?::text[], ?::text[], ?::integer[]) as row (s, p, f, n)
             where (p.system, p.payment, p.sale, p.number) = (row.s, row.p, row.f, row.n)
            """;

    private static final String PUT = """
            insert into pending_tender (system, payment, sale, number, message_id, ledger, store, currency, amount, kind, told,
                                        state, taken, taken_kind, settled_by, settled_at)
            select s, p, f, n, m, l, o, c, a, k, t, st, ta, tk, b, case when st <> t then ?::timestamptz end
              from unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                          ?::numeric[], ?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::uuid[])
                   as row (s, p, f, n, m, l, o, c, a, k, t, st, ta, tk, b)
            on conflict (system, payment, sale, number) do update
               set message_id = excluded.message_id, ledger = excluded.ledger, store = excluded.store,
                   currency = excluded.currency, amount = excluded.amount, kind = excluded.kind, told = excluded.told,
                   state = excluded.state, taken = excluded.taken, taken_kind = excluded.taken_kind,
                   settled_by = excluded.settled_by, settled_at = excluded.settled_at
            """;

    /** A live entry of a sale has a tender on the account of pending ones that no row knows. */
    private static final String FORGOTTEN = """
            select exists (
                select from journal_entry e, jsonb_to_recordset(e.lines) as l (a text, o text)
                 where e.message_id = ? and e.kind = 'sale' and e.reversal_of is null and l.a = 'pending_tenders' and l.o is not null
                   and not exists (select from journal_entry r where r.reversal_of = e.number)
                   and not exists (select from pending_tender p where p.sale = e.fact_key and p.payment = l.o))
            """;

    private TenderRows() {}

    /** Waits for others that post the same payments or their sales. */
    static void lock(Connection tx, Collection<PaymentKey> payments) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setArray(
                    1,
                    tx.createArrayOf(
                            "text", payments.stream().map(PaymentKey::fact).toArray()));
            statement.execute();
        }
    }

    /** The payments that tenders of some sales name. */
    static Set<PaymentKey> payments(Connection tx, Collection<String> sales) throws SQLException {
        Set<PaymentKey> payments = new TreeSet<>();
        if (sales.isEmpty()) {
            return payments;
        }
        try (PreparedStatement statement = tx.prepareStatement(OF_SALES)) {
            statement.setArray(1, tx.createArrayOf("text", sales.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    payments.add(new PaymentKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return payments;
    }

    /** Whether a posted sale has tenders that were settled so long ago that they are forgotten. */
    static boolean forgotten(Connection tx, UUID sale) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGOTTEN)) {
            statement.setObject(1, sale);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The tenders that some payments settle, in the order in which a payment is shared among them. */
    static Map<TenderRow.Key, TenderRow> of(Connection tx, Collection<PaymentKey> payments) throws SQLException {
        Map<TenderRow.Key, TenderRow> found = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(payments), 1)
                    .text(PaymentKey::system)
                    .text(PaymentKey::payment);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    TenderRow row = read(rows);
                    found.put(row.key(), row);
                }
            }
        }
        return found;
    }

    private static TenderRow read(ResultSet row) throws SQLException {
        PaymentKey payment = new PaymentKey(row.getString(1), row.getString(2));
        int digits = Currency.getInstance(row.getString(8)).getDefaultFractionDigits();
        PendingTender tender = new PendingTender(
                row.getInt(4),
                payment.payment(),
                row.getString(10),
                row.getBigDecimal(9).setScale(digits, RoundingMode.UNNECESSARY),
                row.getString(11));
        TenderOutcome outcome = switch (row.getString(12)) {
            case "captured" ->
                new TenderOutcome.Captured(
                        row.getBigDecimal(13).setScale(digits, RoundingMode.UNNECESSARY), row.getString(14));
            case "voided" -> new TenderOutcome.Voided();
            case "declined" ->
                tender.state().equals(PendingTender.DECLINED) ? new TenderOutcome.Open() : new TenderOutcome.Declined();
            default -> new TenderOutcome.Open();
        };
        return new TenderRow(
                new TenderRow.Key(payment, row.getString(3), row.getInt(4)),
                row.getObject(5, UUID.class),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                tender,
                outcome,
                row.getObject(15, UUID.class));
    }

    /** Writes what is otherwise than before. */
    static void write(
            Connection tx, Map<TenderRow.Key, TenderRow> before, Map<TenderRow.Key, TenderRow> after, Instant now)
            throws SQLException {
        List<TenderRow.Key> gone =
                before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
        if (!gone.isEmpty()) {
            try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
                Columns.bind(statement, gone, 1)
                        .text(key -> key.payment().system())
                        .text(key -> key.payment().payment())
                        .text(TenderRow.Key::sale)
                        .integer(TenderRow.Key::number);
                statement.executeUpdate();
            }
        }
        List<TenderRow> put = new ArrayList<>();
        after.forEach((key, row) -> {
            if (!row.equals(before.get(key))) {
                put.add(row);
            }
        });
        if (put.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(PUT)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, put, 2)
                    .text(row -> row.key().payment().system())
                    .text(row -> row.key().payment().payment())
                    .text(row -> row.key().sale())
                    .integer(row -> row.key().number())
                    .uuid(TenderRow::messageId)
                    .text(TenderRow::ledger)
                    .text(TenderRow::store)
                    .text(TenderRow::currency)
                    .decimal(row -> row.tender().amount())
                    .text(row -> row.tender().kind())
                    .text(row -> row.tender().state())
                    .text(TenderRows::state)
                    .decimal(TenderRows::taken)
                    .text(row -> row.outcome() instanceof TenderOutcome.Captured captured ? captured.kind() : null)
                    .uuid(TenderRow::settledBy);
            statement.executeUpdate();
        }
    }

    private static @Nullable BigDecimal taken(TenderRow row) {
        return row.outcome() instanceof TenderOutcome.Captured captured ? captured.amount() : null;
    }

    private static String state(TenderRow row) {
        if (row.outcome() instanceof TenderOutcome.Captured) {
            return "captured";
        }
        if (row.voided()) {
            return "voided";
        }
        return row.declined() ? PendingTender.DECLINED : PendingTender.PENDING;
    }
}
