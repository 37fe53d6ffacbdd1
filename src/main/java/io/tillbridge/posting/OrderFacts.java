package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.OrderReference;
import io.tillbridge.canonical.Payment;
import io.tillbridge.canonical.Return;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments, refunds and returns of orders, each fact once. Written by who has locked the order, where it is known. */
final class OrderFacts {

    private static final String INSERT = """
            insert into order_fact (fact_key, system, order_id, event_type, message_id, occurred_at, body)
            select k, s, o, e, m, a, b
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::text[])
                   as row (k, s, o, e, m, a, b)
            on conflict (fact_key) do update set body = excluded.body
            """;

    private static final String FIND = """
            select f.system, f.order_id, f.fact_key, f.event_type, f.message_id, f.occurred_at, f.body
              from order_fact f
              join unnest(?::text[], ?::text[]) as row (s, i) on f.system = s and f.order_id = i
             order by f.occurred_at, f.fact_key
            """;

    private OrderFacts() {}

    /** One as it is kept. */
    record Kept(String factKey, EventType type, UUID messageId, Instant occurredAt, ObjectNode body) {}

    private record Row(OrderKey order, UUID messageId, Work.Translated translated, String body) {}

    /** The orders that posted facts of the batch belong to, as far as they are known. */
    static Set<OrderKey> orders(List<Work> works) {
        Set<OrderKey> orders = new TreeSet<>();
        for (Work work : works) {
            if (work.verdict instanceof Verdict.Posted && work.order != null && money(work)) {
                orders.add(work.order);
            }
        }
        return orders;
    }

    private static boolean money(Work work) {
        CanonicalEvent event = work.translated == null ? null : work.translated.event();
        return event instanceof Payment || event instanceof Return;
    }

    /** Keeps the posted facts of a batch and answers their orders. */
    static Set<OrderKey> write(Connection tx, List<Work> works) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Work work : works) {
            if (work.verdict instanceof Verdict.Posted && work.translated != null && money(work)) {
                OrderKey order = work.order == null ? guess(work.translated.event()) : work.order;
                if (order != null) {
                    rows.add(row(order, work.ready.document().messageId(), work.translated));
                }
            }
        }
        return insert(tx, rows);
    }

    /** What a repost makes of one; its order stays. Null when the books keep none. */
    static @Nullable OrderKey again(Connection tx, UUID messageId, Work.Translated translated) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("select system, order_id from order_fact where fact_key = ?")) {
            statement.setString(1, translated.factKey());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                OrderKey order = new OrderKey(rows.getString(1), rows.getString(2));
                insert(tx, List.of(row(order, messageId, translated)));
                return order;
            }
        }
    }

    /** Of a payment, refund or return whose order is not known, which order it may be of; null for all else. */
    static @Nullable OrderKey guess(Work work) {
        return work.translated != null && money(work) ? guess(work.translated.event()) : null;
    }

    private static Row row(OrderKey order, UUID messageId, Work.Translated translated) {
        ObjectNode body = translated.body().deepCopy();
        body.remove("ext");
        return new Row(order, messageId, translated, body.toString());
    }

    /** Of a fact that is there before its order: its id in the system that it names, else in the one that tells it. */
    private static @Nullable OrderKey guess(CanonicalEvent event) {
        OrderReference reference = OrderTies.reference(event);
        if (reference == null || reference.id() == null) {
            return null;
        }
        String teller = event instanceof Return returned ? returned.system() : ((Payment) event).system();
        return new OrderKey(reference.system() == null ? teller : reference.system(), reference.id());
    }

    private static Set<OrderKey> insert(Connection tx, List<Row> rows) throws SQLException {
        Set<OrderKey> orders = new TreeSet<>();
        if (rows.isEmpty()) {
            return orders;
        }
        rows.forEach(row -> orders.add(row.order()));
        try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
            Columns.bind(statement, rows, 1)
                    .text(row -> row.translated().factKey())
                    .text(row -> row.order().system())
                    .text(row -> row.order().id())
                    .text(row -> row.translated().event().type().word())
                    .uuid(Row::messageId)
                    .instant(row -> row.translated().event().occurredAt())
                    .text(Row::body);
            statement.executeUpdate();
        }
        return orders;
    }

    /** Those of some orders, by the time at which they happened. */
    static Map<OrderKey, List<Kept>> of(Connection tx, Collection<OrderKey> orders) throws SQLException {
        Map<OrderKey, List<Kept>> kept = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(orders)), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    kept.computeIfAbsent(new OrderKey(rows.getString(1), rows.getString(2)), key -> new ArrayList<>())
                            .add(new Kept(
                                    rows.getString(3),
                                    EventType.of(rows.getString(4)),
                                    rows.getObject(5, UUID.class),
                                    rows.getTimestamp(6).toInstant(),
                                    (ObjectNode) ExactJson.parse(rows.getString(7))));
                }
            }
        }
        return kept;
    }
}
