package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The tables of advance notices, inside the caller's transaction; one statement for any number of them. */
final class NoticeRows {

    private static final String LOCK =
            "select pg_advisory_xact_lock(k) from (select distinct hashtextextended(c, 456) as k"
                    + " from unnest(?::text[]) as row (c) order by 1) as sorted";

    private static final String OF = "select consignment from advance_notice where message_id = any (?::uuid[])";

    private static final String ORDERS = """
            select distinct purchase_order from advance_notice
             where consignment = any (?::text[]) and purchase_order is not null
            """;

    private static final String FORGET = """
            with gone as (delete from advance_notice where message_id = any (?::uuid[]) returning consignment)
            delete from advance_notice_line l using gone where l.consignment = gone.consignment
            """;

    private static final String KEEP = """
            insert into advance_notice (consignment, message_id, system, notice_id, supplier, purchase_order, location,
                                        carrier, sent_at, expected_at)
            select c, m, s, i, su, p, l, ca, sa, ea
              from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::timestamptz[]) as row (c, m, s, i, su, p, l, ca, sa, ea)
            """;

    private static final String KEEP_LINES = """
            insert into advance_notice_line (consignment, sku, location, purchase_order, sent_at, expected_on, expected)
            select c, s, n.location, n.purchase_order, n.sent_at, d::date, q
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[]) as row (c, s, d, q)
              join advance_notice n on n.consignment = c
            """;

    private static final String ADD = """
            insert into receipt_sum as r (consignment, sku, received)
            select c, s, q from unnest(?::text[], ?::text[], ?::numeric[]) as row (c, s, q)
            on conflict (consignment, sku) do update set received = r.received + excluded.received
            """;

    /** What a receipt names counts for that notice; what names an order fills its notices, the oldest first, the rest the last. */
    private static final String SPREAD = """
            update advance_notice_line l
               set received = s.direct + case when s.last then greatest(s.ordered - s.before, 0)
                                              else least(greatest(s.ordered - s.before, 0), s.room) end
              from (select o.consignment, o.sku, o.direct, o.room, coalesce(p.received, 0) as ordered,
                           coalesce(sum(o.room) over before, 0) as before,
                           row_number() over (partition by o.purchase_order, o.sku
                                                  order by o.sent_at desc, o.consignment desc) = 1 as last
                      from (select a.consignment, a.sku, a.purchase_order, a.sent_at, coalesce(d.received, 0) as direct,
                                   greatest(a.expected - coalesce(d.received, 0), 0) as room
                              from advance_notice_line a left join receipt_sum d using (consignment, sku)
                             where a.consignment = any (?::text[]) or a.purchase_order = any (?::text[])) o
                      left join receipt_sum p on p.consignment = 'purchase_order|' || o.purchase_order and p.sku = o.sku
                    window before as (partition by o.purchase_order, o.sku order by o.sent_at, o.consignment
                                      rows between unbounded preceding and 1 preceding)) s
             where l.consignment = s.consignment and l.sku = s.sku
            returning l.consignment, l.sku, l.expected, l.received, l.closed
            """;

    private NoticeRows() {}

    static void lock(Connection tx, Collection<String> consignments) throws SQLException {
        if (!consignments.isEmpty()) {
            texts(tx, LOCK, consignments);
        }
    }

    /** The notices that some messages gave. */
    static Set<String> of(Connection tx, Collection<UUID> messages) throws SQLException {
        Set<String> consignments = new TreeSet<>();
        try (PreparedStatement statement = tx.prepareStatement(OF)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consignments.add(rows.getString(1));
                }
            }
        }
        return consignments;
    }

    /** The orders that notices name. */
    static Set<String> orders(Connection tx, Collection<String> notices) throws SQLException {
        return new TreeSet<>(texts(tx, ORDERS, notices));
    }

    private static List<String> texts(Connection tx, String query, Collection<String> texts) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(query)) {
            statement.setArray(1, tx.createArrayOf("text", texts.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    static void forget(Connection tx, Collection<UUID> messages) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.executeUpdate();
        }
    }

    static void keep(Connection tx, List<Announced> notices) throws SQLException {
        if (notices.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            Columns.bind(statement, notices, 1)
                    .text(notice -> notice.key().consignment())
                    .uuid(Announced::messageId)
                    .text(notice -> notice.key().system())
                    .text(notice -> notice.key().id())
                    .text(Announced::supplier)
                    .text(Announced::purchaseOrder)
                    .text(Announced::location)
                    .text(Announced::carrier)
                    .instant(Announced::sentAt)
                    .instant(Announced::expectedAt);
            statement.executeUpdate();
        }
        List<Expected> lines = new ArrayList<>();
        notices.forEach(notice ->
                notice.quantities().forEach((sku, quantity) -> lines.add(new Expected(notice, sku, quantity))));
        try (PreparedStatement statement = tx.prepareStatement(KEEP_LINES)) {
            Columns.bind(statement, lines, 1)
                    .text(line -> line.notice().key().consignment())
                    .text(Expected::sku)
                    .text(line -> line.notice().expectedOn() == null
                            ? null
                            : line.notice().expectedOn().toString())
                    .decimal(Expected::quantity);
            statement.executeUpdate();
        }
    }

    private record Expected(Announced notice, String sku, BigDecimal quantity) {}

    /** Adds receipts, by consignment and SKU. */
    static void add(Connection tx, Map<ReceiptKey, BigDecimal> received) throws SQLException {
        if (received.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            Columns.bind(statement, List.copyOf(received.entrySet()), 1)
                    .text(entry -> entry.getKey().consignment())
                    .text(entry -> entry.getKey().sku())
                    .decimal(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    /** Writes what has arrived of each line of the notices and of all that name the orders. */
    static List<Notices.Line> spread(Connection tx, Collection<String> notices, Collection<String> orders)
            throws SQLException {
        List<Notices.Line> lines = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(SPREAD)) {
            statement.setArray(1, tx.createArrayOf("text", notices.toArray()));
            statement.setArray(2, tx.createArrayOf("text", orders.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(new Notices.Line(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getBigDecimal(3),
                            rows.getBigDecimal(4),
                            rows.getBoolean(5)));
                }
            }
        }
        return lines;
    }
}
