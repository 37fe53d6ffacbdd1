package io.tillbridge.stock;

import io.tillbridge.stock.TracedStock.Held;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where lots and pieces are, and what moved them; changes nothing. Errors are Spring's {@code DataAccessException}. */
@Component
public final class TraceQueries {

    private static final String LIVE =
            " reverses is null and not exists (select from stock_movement r where r.reverses = m.movement_id)";

    private static final String EXPIRES = "(select min(m.expires_on) from stock_movement m where m.sku = %s and %s"
            + " and m.expires_on is not null and m." + LIVE.strip() + ")";

    private static final String LOTS = """
            select g.sku, g.lot, null, %s, l.location, l.bucket, l.quantity
              from (select distinct sku, lot from stock_lot
                     where lot = ? and (?::text is null or sku = ?) and sku > ? order by sku limit ?) g
              left join stock_lot l on l.sku = g.sku and l.lot = g.lot and l.quantity <> 0
             order by 1, 5, 6
            """.formatted(EXPIRES.formatted("g.sku", "m.lot = g.lot"));

    private static final String PIECES = """
            select distinct sku from stock_movement
             where serial = ? and (?::text is null or sku = ?) and sku > ? order by sku limit ?
            """;

    /** Lots that are somewhere and pieces without a lot of which an earlier day was told. */
    private static final String EXPIRING = """
            select sku, lot, serial, expires_on from (
                select g.sku, g.lot, null::text as serial, g.lot as name, false as piece, %s as expires_on
                  from (select distinct sku, lot from stock_lot where quantity > 0 and (?::text is null or sku = ?)) g
                union all
                select m.sku, null, m.serial, m.serial, true, min(m.expires_on)
                  from stock_movement m
                 where m.serial is not null and m.lot is null and m.expires_on < ? and (?::text is null or m.sku = ?)
                   and m.%s
                 group by m.sku, m.serial) as told
             where expires_on < ? and (expires_on, sku, name, piece) > (?, ?, ?, ?)
             order by expires_on, sku, name, piece limit ?
            """.formatted(EXPIRES.formatted("g.sku", "m.lot = g.lot"), LIVE.strip());

    private final JdbcClient sql;

    public TraceQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A lot, by item, those included of which nothing is left.
     *
     * @param sku only of this item; null: of all
     * @param after only items behind it; empty for the first page
     */
    public List<TracedStock> lots(String lot, @Nullable String sku, String after, int limit) {
        Map<String, TracedStock> lots = new LinkedHashMap<>();
        sql.sql(LOTS).params(lot, sku, sku, after, limit).query(row -> {
            String item = row.getString(1);
            TracedStock known = lots.get(item);
            List<Held> places = new ArrayList<>(known == null ? List.of() : known.places());
            if (row.getString(5) != null) {
                places.add(new Held(row.getString(5), row.getString(6), row.getBigDecimal(7)));
            }
            lots.put(item, new TracedStock(item, lot, null, row.getObject(4, LocalDate.class), places));
        });
        return List.copyOf(lots.values());
    }

    /** The pieces with a serial number, by item, those included that have left; the same parameters. */
    public List<TracedStock> pieces(String serial, @Nullable String sku, String after, int limit) {
        return sql.sql(PIECES).params(serial, sku, sku, after, limit).query(String.class).list().stream()
                .map(item -> piece(item, serial))
                .toList();
    }

    /** Where a piece is, of which lot it is and until when it is good, as was told last. */
    private TracedStock piece(String sku, String serial) {
        List<LedgerEntry> live = live(sku, serial);
        SerialPath path = SerialPath.of(live);
        String lot = null;
        LocalDate expiresOn = null;
        for (LedgerEntry entry : live) {
            lot = entry.details().lot() == null ? lot : entry.details().lot();
            LocalDate day = entry.details().trace().expiresOn();
            expiresOn = day == null || (expiresOn != null && expiresOn.isBefore(day)) ? expiresOn : day;
        }
        return new TracedStock(sku, lot, serial, expiresOn, places(path));
    }

    private static List<Held> places(SerialPath path) {
        return path.at() == null || path.bucket() == null
                ? List.of()
                : List.of(new Held(path.at(), path.bucket(), BigDecimal.ONE));
    }

    private List<LedgerEntry> live(String sku, String serial) {
        return sql.sql(StockQueries.MOVEMENT + " where serial = ? and sku = ? and" + LIVE + " order by movement_id")
                .params(serial, sku)
                .query((row, number) -> StockQueries.movement(row))
                .list();
    }

    /**
     * What expires before a day and is still there, the earliest first.
     *
     * @param sku only of this item; null: of all
     * @param after only what stands behind it; null for the first page
     */
    public List<TracedStock> expiring(
            LocalDate before, @Nullable String sku, TracedStock.@Nullable Position after, int limit) {
        List<TracedStock> found = new ArrayList<>();
        TracedStock.Position position = after;
        boolean more = true;
        while (more && found.size() < limit) {
            List<TracedStock> page = told(before, sku, position, limit);
            for (TracedStock one : page) {
                TracedStock held = held(one);
                if (found.size() < limit && !held.places().isEmpty()) {
                    found.add(held);
                }
            }
            more = page.size() == limit;
            position = page.isEmpty() ? position : position(page.get(page.size() - 1));
        }
        return found;
    }

    /** Where one of {@link #expiring} stands in its list. */
    public static TracedStock.Position position(TracedStock one) {
        String name = one.serial() == null ? one.lot() : one.serial();
        return new TracedStock.Position(
                one.expiresOn() == null ? LocalDate.MIN : one.expiresOn(),
                one.sku(),
                String.valueOf(name),
                one.serial() != null);
    }

    private List<TracedStock> told(
            LocalDate before, @Nullable String sku, TracedStock.@Nullable Position after, int limit) {
        TracedStock.Position from =
                after == null ? new TracedStock.Position(LocalDate.of(1, 1, 1), "", "", false) : after;
        return sql.sql(EXPIRING)
                .params(sku, sku, before, sku, sku, before, from.expiresOn(), from.sku(), from.name(), from.piece())
                .param(limit)
                .query((row, number) -> told(row))
                .list();
    }

    private static TracedStock told(ResultSet row) throws SQLException {
        return new TracedStock(
                row.getString(1), row.getString(2), row.getString(3), row.getObject(4, LocalDate.class), List.of());
    }

    /** With the places where it is in stock. */
    private TracedStock held(TracedStock one) {
        List<Held> places;
        if (one.serial() != null) {
            SerialPath path = SerialPath.of(live(one.sku(), one.serial()));
            places = path.inStock() ? places(path) : List.of();
        } else {
            places = sql.sql(
                            "select location, bucket, quantity from stock_lot where sku = ? and lot = ? and quantity > 0"
                                    + " order by 1, 2")
                    .params(one.sku(), one.lot())
                    .query((row, number) -> new Held(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                    .list();
        }
        return new TracedStock(one.sku(), one.lot(), one.serial(), one.expiresOn(), places);
    }

    /**
     * What moved a lot or a piece, newest first.
     *
     * @param lot null: of any
     * @param serial null: of any; one of the two is given
     * @param before only movements below this id
     */
    public List<LedgerEntry> movements(
            @Nullable String lot, @Nullable String serial, @Nullable String sku, long before, int limit) {
        String by = serial == null ? "lot" : "serial";
        return sql.sql(StockQueries.MOVEMENT + " where " + by + " = ? and (?::text is null or sku = ?)"
                        + " and (?::text is null or lot = ?) and movement_id < ? order by movement_id desc limit ?")
                .params(serial == null ? lot : serial, sku, sku, lot, lot, before, limit)
                .query((row, number) -> StockQueries.movement(row))
                .list();
    }
}
