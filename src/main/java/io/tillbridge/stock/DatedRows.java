package io.tillbridge.stock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what is to come and what is claimed for later, in the caller's transaction; locks nothing. */
public final class DatedRows {

    private static final String NOTICES = """
            select 'notice', substr(l.consignment, strpos(l.consignment, '|') + 1), l.sku, coalesce(l.location, 'unplaced'),
                   l.expected_on, l.remaining
              from advance_notice_line l
             where l.sku = any (?::text[]) and l.remaining > 0 and not l.closed and l.expected_on >= ?
             order by 5, 2
            """;

    private static final String TRANSFERS = """
            select 'transfer', t.system || '|' || t.transfer_id, l.sku, coalesce(t.to_location, 'unplaced'),
                   (t.sent_at at time zone ?)::date + ?, l.sent - l.received - l.lost
              from stock_transfer_line l join stock_transfer t using (consignment)
             where l.sku = any (?::text[]) and l.sent - l.received - l.lost > 0 and t.sent_at is not null
               and (t.sent_at at time zone ?)::date + ? >= ?
             order by 5, 2
            """;

    /** What a notice of the order announces is the notice's. */
    private static final String PURCHASES = """
            select 'purchase_order', o.number, l.sku, o.location, (o.expected_at at time zone ?)::date, r.remaining
              from purchase_order_line l join purchase_order o using (number)
             cross join lateral (
                   select l.quantity - coalesce(sum(n.received), 0) - coalesce(sum(n.announced), 0) as remaining
                     from (select s.received, 0 as announced from receipt_sum s
                            where s.consignment = 'purchase_order|' || l.number and s.sku = l.sku
                            union all
                           select s.received, case when a.closed then 0 else a.remaining end
                             from advance_notice_line a left join receipt_sum s using (consignment, sku)
                            where a.purchase_order = l.number and a.sku = l.sku) n) r
             where l.sku = any (?::text[]) and o.state = 'sent' and r.remaining > 0
               and (o.expected_at at time zone ?)::date >= ?
             order by 5, 2
            """;

    private static final String CLAIMS = """
            select sku, location, (promised_at at time zone ?)::date, sum(quantity) from stock_claim
             where sku = any (?::text[]) and quantity > 0 and (promised_at at time zone ?)::date > ?
               and not (state = 'held' and expires_at is not null and expires_at <= clock_timestamp())
             group by 1, 2, 3 order by 3, 1, 2
            """;

    private DatedRows() {}

    /**
     * Of some items. What should have come before today is not relied on.
     *
     * @param zone in which it is today
     */
    public static DatedStock of(Connection tx, Collection<String> skus, DatedRules rules, Instant at, ZoneId zone)
            throws SQLException {
        LocalDate today = at.atZone(zone).toLocalDate();
        Array items = tx.createArrayOf("text", skus.toArray());
        List<Incoming> incoming = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(NOTICES)) {
            statement.setArray(1, items);
            statement.setObject(2, today);
            read(statement, rules.noticeConfidence(), incoming);
        }
        if (rules.transferDays() != null) {
            try (PreparedStatement statement = tx.prepareStatement(TRANSFERS)) {
                statement.setString(1, zone.getId());
                statement.setInt(2, rules.transferDays());
                statement.setArray(3, items);
                statement.setString(4, zone.getId());
                statement.setInt(5, rules.transferDays());
                statement.setObject(6, today);
                read(statement, rules.transferConfidence(), incoming);
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(PURCHASES)) {
            statement.setString(1, zone.getId());
            statement.setArray(2, items);
            statement.setString(3, zone.getId());
            statement.setObject(4, today);
            read(statement, rules.purchaseConfidence(), incoming);
        }
        return new DatedStock(today, incoming, claims(tx, items, zone, today));
    }

    private static void read(PreparedStatement statement, BigDecimal confidence, List<Incoming> incoming)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                BigDecimal quantity = rows.getBigDecimal(6);
                incoming.add(new Incoming(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getObject(5, LocalDate.class),
                        quantity,
                        quantity.multiply(confidence).setScale(0, RoundingMode.FLOOR)));
            }
        }
    }

    private static List<DatedClaim> claims(Connection tx, Array items, ZoneId zone, LocalDate today)
            throws SQLException {
        List<DatedClaim> claims = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(CLAIMS)) {
            statement.setString(1, zone.getId());
            statement.setArray(2, items);
            statement.setString(3, zone.getId());
            statement.setObject(4, today);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    claims.add(new DatedClaim(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getObject(3, LocalDate.class),
                            rows.getBigDecimal(4)));
                }
            }
        }
        return claims;
    }
}
