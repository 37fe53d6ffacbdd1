package io.tillbridge.stock;

import io.tillbridge.canonical.Trace;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about stock; changes nothing. Errors are Spring's {@code DataAccessException}. */
@Component
public final class StockQueries {

    static final String MOVEMENT =
            "select movement_id, message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket, reason, occurred_at,"
                    + " posted_at, generation, reverses,"
                    + " (select r.movement_id from stock_movement r where r.reverses = m.movement_id) as reversed_by,"
                    + " consignment, why, lot, serial, expires_on from stock_movement m";

    private final JdbcClient sql;

    public StockQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The balances of an item by location; the location {@code unassigned} holds claims only. A hold that has expired is not
     * claimed any more, whether or not that is written yet.
     */
    public List<Balance> balances(String sku) {
        return sql.sql("select b.sku, b.location, sellable, damaged, quality_hold, display, claimed - (select coalesce("
                        + "sum(c.quantity), 0) from stock_claim c where c.sku = b.sku and c.location = b.location"
                        + " and c.state = 'held' and c.expires_at <= clock_timestamp()), sequence, changed_at"
                        + " from stock_balance b where b.sku = ? order by b.location")
                .param(sku)
                .query((row, number) -> new Balance(
                        row.getString(1),
                        row.getString(2),
                        row.getBigDecimal(3),
                        row.getBigDecimal(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7),
                        row.getLong(8),
                        row.getTimestamp(9).toInstant()))
                .list();
    }

    /**
     * What a system says it holds of an item; observed, whether or not it decides.
     *
     * @param quantity by its own word at {@code observedAt}
     * @param sellable what the books have now, {@code claimed} of it promised
     */
    public record Observation(
            String connection,
            String location,
            BigDecimal quantity,
            Instant observedAt,
            UUID messageId,
            BigDecimal sellable,
            BigDecimal claimed) {}

    /** The newest level of each system and location. */
    public List<Observation> observations(String sku) {
        return sql.sql(
                        "select o.connection, o.location, o.quantity, o.observed_at, o.message_id, coalesce(b.sellable, 0),"
                                + " coalesce(b.claimed, 0) from stock_observation o"
                                + " left join stock_balance b on b.sku = o.sku and b.location = o.location"
                                + " where o.sku = ? order by o.location, o.connection")
                .param(sku)
                .query((row, number) -> new Observation(
                        row.getString(1),
                        row.getString(2),
                        row.getBigDecimal(3),
                        row.getTimestamp(4).toInstant(),
                        row.getObject(5, UUID.class),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7)))
                .list();
    }

    /** What of a lot is in a bucket of a location; below zero: more left than is known to have come. */
    public record Lot(String location, String bucket, String lot, BigDecimal quantity) {}

    /** The lots of an item by location, those that are all gone left out. */
    public List<Lot> lots(String sku) {
        return sql.sql("select location, bucket, lot, quantity from stock_lot where sku = ? and quantity <> 0"
                        + " order by location, bucket, lot")
                .param(sku)
                .query((row, number) ->
                        new Lot(row.getString(1), row.getString(2), row.getString(3), row.getBigDecimal(4)))
                .list();
    }

    /**
     * The ledger of an item, newest first.
     *
     * @param before only movements below this id; {@code Long.MAX_VALUE} for the first page
     * @param limit at least 1
     */
    public List<LedgerEntry> movements(String sku, long before, int limit) {
        return sql.sql(MOVEMENT + " where sku = ? and movement_id < ? order by movement_id desc limit ?")
                .params(sku, before, limit)
                .query((row, number) -> movement(row))
                .list();
    }

    /** The movements that some messages caused, in the order of posting. */
    public List<LedgerEntry> movementsOf(Collection<UUID> messages) {
        return sql.sql(MOVEMENT + " where message_id = any (?::uuid[]) order by movement_id")
                .param(array(messages))
                .query((row, number) -> movement(row))
                .list();
    }

    /** The claims of these keys, ended ones included. */
    public List<LiveClaim> claims(Collection<String> keys) {
        return sql.sql("select claim_key, sku, location, state, quantity, message_id, updated_at from stock_claim"
                        + " where claim_key = any (?::text[]) order by claim_key")
                .param(keys.toArray(String[]::new))
                .query((row, number) -> new LiveClaim(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBigDecimal(5),
                        row.getObject(6, UUID.class),
                        row.getTimestamp(7).toInstant()))
                .list();
    }

    private static String[] array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    static LedgerEntry movement(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getBigDecimal(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                new MovementDetails(
                        row.getString(15),
                        row.getString(16),
                        new Trace(row.getString(17), row.getString(18), row.getObject(19, LocalDate.class))),
                row.getTimestamp(10).toInstant(),
                row.getTimestamp(11).toInstant(),
                row.getInt(12),
                row.getObject(13, Long.class),
                row.getObject(14, Long.class));
    }
}
