package io.tillbridge.posting;

import io.tillbridge.books.CapturedPayment;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Payment;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of payments that tenders may name: facts say what became of them, and what is kept of each how much it was. */
final class ToldPayments {

    private static final String KEEP = """
            insert into told_payment (system, payment, amount, currency, kind, told_at)
            select s, p, a, c, k, ? from unnest(?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[]) as row (s, p, a, c, k)
            on conflict (system, payment) do update
               set amount = excluded.amount, currency = excluded.currency, kind = excluded.kind
            """;

    private static final String FIND = """
            select k.system, k.payment, c.message_id, d.message_id, o.body, t.amount, t.currency, t.kind
              from unnest(?::text[], ?::text[], ?::text[]) as k (system, payment, key)
              left join fact c on c.fact_key = 'payment.captured' || k.key
              left join fact d on d.fact_key = 'payment.declined' || k.key
              left join order_fact o on o.fact_key = c.fact_key
              left join told_payment t on (t.system, t.payment) = (k.system, k.payment)
             where coalesce(c.message_id, d.message_id) is not null
            """;

    private ToldPayments() {}

    /**
     * What became of one.
     *
     * @param captured the message that told so; null: it is not captured
     * @param declined the message that told so
     * @param money of the capture; null where it is not known any more
     */
    record Told(
            @Nullable UUID captured,
            @Nullable UUID declined,
            @Nullable CapturedPayment money) {}

    private record Row(PaymentKey key, CapturedPayment money) {}

    /** The payment that an event tells of; null for events that settle no tender. */
    static @Nullable PaymentKey key(Work.Translated translated) {
        EventType type = translated.event().type();
        return type == EventType.PAYMENT_CAPTURED || type == EventType.PAYMENT_DECLINED
                ? new PaymentKey(
                        translated.body().path("system").asText(),
                        translated.body().path("id").asText())
                : null;
    }

    /** Keeps the money of captured payments; those of orders are kept with their order. */
    static void keep(Connection tx, Collection<Work> works, Instant now) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Work work : works) {
            if (work.translated != null
                    && work.translated.event() instanceof Payment payment
                    && payment.type() == EventType.PAYMENT_CAPTURED
                    && payment.order().id() == null
                    && work.order == null) {
                CapturedPayment money = CapturedPayment.of(work.translated.body());
                if (money != null) {
                    rows.add(new Row(new PaymentKey(payment.system(), payment.id()), money));
                }
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        rows.sort((one, other) -> one.key().compareTo(other.key()));
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, rows, 2)
                    .text(row -> row.key().system())
                    .text(row -> row.key().payment())
                    .decimal(row -> row.money().amount())
                    .text(row -> row.money().currency())
                    .text(row -> row.money().kind());
            statement.executeUpdate();
        }
    }

    /** Those of which anything was told. */
    static Map<PaymentKey, Told> of(Connection tx, Collection<PaymentKey> payments) throws SQLException {
        Map<PaymentKey, Told> told = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(payments), 1)
                    .text(PaymentKey::system)
                    .text(PaymentKey::payment)
                    .text(PaymentKey::fact);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    told.put(
                            new PaymentKey(row.getString(1), row.getString(2)),
                            new Told(row.getObject(3, UUID.class), row.getObject(4, UUID.class), money(row)));
                }
            }
        }
        return told;
    }

    private static @Nullable CapturedPayment money(ResultSet row) throws SQLException {
        if (row.getString(5) != null) {
            return CapturedPayment.of(ExactJson.parse(row.getString(5)));
        }
        return row.getString(7) == null
                ? null
                : new CapturedPayment(row.getBigDecimal(6), row.getString(7), row.getString(8));
    }
}
