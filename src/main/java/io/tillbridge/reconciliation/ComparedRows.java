package io.tillbridge.reconciliation;

import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of every figure of a connection, by ranges of items. A location is the connection's when it ever told a level there;
 * an item that it never told and of which there is nothing is left out.
 */
final class ComparedRows {

    /** Items in a range. */
    private static final int ITEMS = 500;

    /** Of an item the last so many movements are looked at. */
    private static final int MOVEMENTS = 1_000;

    private static final String RANGE = """
            select min(sku), max(sku) from (
                select sku from (
                    (select distinct sku from stock_observation where connection = ? and sku > ? order by sku limit %1$d)
                    union
                    (select distinct sku from stock_balance where sku > ? order by sku limit %1$d)) known
                 order by sku limit %1$d) range
            """.formatted(ITEMS);

    private static final String LOOK = """
            with told as (
                select sku, location, quantity, observed_at - ? * interval '1 second' as at
                  from stock_observation where connection = ? and sku between ? and ?),
            places as (
                select distinct location from stock_observation where connection = ?),
            pair as (
                select coalesce(t.sku, b.sku) as sku, coalesce(t.location, b.location) as location, t.quantity, t.at,
                       b.sellable, coalesce(b.claimed, 0) as claimed
                  from told t
                  full join (select * from stock_balance
                              where sku between ? and ? and location in (select location from places)) b
                    on b.sku = t.sku and b.location = t.location
                 where t.sku is not null or b.sellable <> 0)
            select p.sku, p.location, i.abc_class, p.quantity, p.at, p.sellable - coalesce(moved.later, 0),
                   coalesce(moved.known, true), p.claimed, coalesce(moved.came, 0), coalesce(moved.went, 0),
                   i.cost, i.cost_currency
              from pair p
              left join item i on i.sku = p.sku
              left join lateral (
                   select sum(m.change) filter (where m.occurred_at > p.at) as later,
                          sum(m.change) filter (where m.flies and m.change > 0) as came,
                          -sum(m.change) filter (where m.flies and m.change < 0) as went,
                          count(*) < %d or min(m.posted_at) <= p.at - ? * interval '1 second' as known
                     from (select s.occurred_at, s.posted_at,
                                  case when s.to_place = p.location and s.to_bucket = 'sellable' then s.quantity else 0 end
                                  - case when s.from_place = p.location and s.from_bucket = 'sellable' then s.quantity
                                         else 0 end as change,
                                  s.occurred_at <= p.at and s.posted_at > p.at - ? * interval '1 second'
                                  and not exists (select from message g
                                                   where g.message_id = s.message_id and g.connection = ?)
                                  and not exists (select from recon_correction c
                                                   where c.correction_id = s.message_id and c.connection = ?) as flies
                             from stock_movement s where s.sku = p.sku and p.at is not null
                            order by s.movement_id desc limit %d) m) moved on true
             order by p.sku, p.location
            """.formatted(MOVEMENTS, MOVEMENTS);

    private ComparedRows() {}

    /** Items from one SKU to another, both within. */
    private record Range(String first, String last) {}

    /**
     * Looks at one range.
     *
     * @param snapshot a read-only transaction that sees one state of the books
     * @param after the range begins behind this SKU; empty at first
     * @return the last SKU of the range; null when none is behind it
     */
    static @Nullable String look(
            Connection snapshot, String connection, Terms terms, String after, Consumer<Compared> found)
            throws SQLException {
        Range range = range(snapshot, connection, after);
        if (range == null) {
            return null;
        }
        look(snapshot, connection, terms, range, found);
        return range.last();
    }

    /** One figure as it is by now; null: neither side has it any more. */
    static @Nullable Compared one(Connection tx, String connection, Terms terms, StockKey key) throws SQLException {
        List<Compared> found = new ArrayList<>();
        look(tx, connection, terms, new Range(key.sku(), key.sku()), compared -> {
            if (compared.key().equals(key)) {
                found.add(compared);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static void look(
            Connection tx, String connection, Terms terms, Range range, Consumer<Compared> found) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOOK)) {
            statement.setLong(1, terms.behind().toSeconds());
            statement.setString(2, connection);
            statement.setString(3, range.first());
            statement.setString(4, range.last());
            statement.setString(5, connection);
            statement.setString(6, range.first());
            statement.setString(7, range.last());
            statement.setLong(8, terms.window().toSeconds());
            statement.setLong(9, terms.window().toSeconds());
            statement.setString(10, connection);
            statement.setString(11, connection);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.accept(compared(rows));
                }
            }
        }
    }

    private static Compared compared(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp(5);
        return new Compared(
                new StockKey(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getBigDecimal(4),
                at == null ? null : at.toInstant(),
                row.getBigDecimal(6),
                row.getBoolean(7),
                row.getBigDecimal(8),
                new InFlight(row.getBigDecimal(9), row.getBigDecimal(10)),
                row.getBigDecimal(11),
                row.getString(12));
    }

    private static @Nullable Range range(Connection snapshot, String connection, String after) throws SQLException {
        try (PreparedStatement statement = snapshot.prepareStatement(RANGE)) {
            statement.setString(1, connection);
            statement.setString(2, after);
            statement.setString(3, after);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                String first = rows.getString(1);
                return first == null ? null : new Range(first, rows.getString(2));
            }
        }
    }
}
