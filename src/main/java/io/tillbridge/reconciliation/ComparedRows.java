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
            pair as (
                select coalesce(t.sku, b.sku) as sku, coalesce(t.location, b.location) as location, t.quantity, t.at,
                       b.sellable, coalesce(b.claimed, 0) as claimed
                  from told t
                  full join (select * from stock_balance
                              where sku between ? and ? and location = any (?::text[])) b
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

    private static final String PLACES = "select distinct location from stock_observation where connection = ?";

    private final String connection;
    private final Terms terms;
    private final List<String> places;

    /** @param places the connection's locations */
    private ComparedRows(String connection, Terms terms, List<String> places) {
        this.connection = connection;
        this.terms = terms;
        this.places = places;
    }

    /** Items from one SKU to another, both within. */
    private record Range(String first, String last) {}

    /** The figures of a connection; its locations are asked for once, because that takes a look at all its levels. */
    static ComparedRows of(Connection snapshot, String connection, Terms terms) throws SQLException {
        List<String> places = new ArrayList<>();
        try (PreparedStatement statement = snapshot.prepareStatement(PLACES)) {
            statement.setString(1, connection);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.add(rows.getString(1));
                }
            }
        }
        return new ComparedRows(connection, terms, places);
    }

    /** One figure as it is by now; null: neither side has it any more. */
    static @Nullable Compared one(Connection tx, String connection, Terms terms, StockKey key) throws SQLException {
        List<Compared> found = new ArrayList<>();
        ComparedRows rows = new ComparedRows(connection, terms, List.of(key.location()));
        rows.look(tx, new Range(key.sku(), key.sku()), compared -> {
            if (compared.key().equals(key)) {
                found.add(compared);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Looks at one range.
     *
     * @param snapshot a read-only transaction that sees one state of the books
     * @param after the range begins behind this SKU; empty at first
     * @return the last SKU of the range; null when none is behind it
     */
    @Nullable
    String look(Connection snapshot, String after, Consumer<Compared> found) throws SQLException {
        Range range = range(snapshot, after);
        if (range == null) {
            return null;
        }
        look(snapshot, range, found);
        return range.last();
    }

    private void look(Connection tx, Range range, Consumer<Compared> found) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOOK)) {
            statement.setLong(1, terms.behind().toSeconds());
            statement.setString(2, connection);
            statement.setString(3, range.first());
            statement.setString(4, range.last());
            statement.setString(5, range.first());
            statement.setString(6, range.last());
            statement.setArray(7, tx.createArrayOf("text", places.toArray()));
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

    private @Nullable Range range(Connection snapshot, String after) throws SQLException {
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
