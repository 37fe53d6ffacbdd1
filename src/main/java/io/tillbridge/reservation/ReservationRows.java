package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.RoundTrip;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and locks the claims of reservations, inside the caller's transaction. */
final class ReservationRows {

    static final String SELECT =
            "select reservation_id, connection, reference, line_id, sku, part, location, state, per,"
                    + " asked, quantity, consumed, fulfilment, channel, expires_at, promised_at, paid from stock_claim ";

    /** A cart that asks for the first time has no row to lock. Sorted, so that two rounds never wait in a circle. */
    private static final String LOCK_CARTS =
            "select pg_advisory_xact_lock(k) from (select k from unnest(?::bigint[]) as row (k) order by k) as sorted";

    private static final String LOCK_CLAIMS =
            SELECT + "where reservation_id = any (?::uuid[]) order by claim_key for update";

    private static final String LOCK_EXPIRED = SELECT + """
             where (sku, location) in (select s, l from unnest(?::text[], ?::text[]) as row (s, l))
               and state = 'held' and expires_at <= ? order by claim_key limit 1000 for update skip locked
            """;

    // A subquery, because a volatile function is asked for each row and no index is searched by it
    private static final String LOCK_SWEPT = SELECT + """
             where state = 'held' and expires_at <= (select clock_timestamp()) order by expires_at limit ? for update skip locked
            """;

    private ReservationRows() {}

    /**
     * Locks carts until the transaction ends and answers all their claims, which are there when the round trip has run; must
     * come before any balance is locked.
     */
    static List<ReservedLine> lock(RoundTrip together, Collection<UUID> reservations) {
        List<ReservedLine> lines = new ArrayList<>();
        together.then(LOCK_CARTS, (statement, first) -> bindCarts(statement, first, reservations), null)
                .then(
                        LOCK_CLAIMS,
                        (statement, first) -> statement.setArray(
                                first, statement.getConnection().createArrayOf("uuid", reservations.toArray())),
                        rows -> {
                            while (rows.next()) {
                                lines.add(line(rows));
                            }
                        });
        return lines;
    }

    /** Locks carts until the transaction ends, whether or not they have asked for anything yet. */
    static void lockCarts(Connection tx, Collection<UUID> reservations) throws SQLException {
        new RoundTrip()
                .then(LOCK_CARTS, (statement, first) -> bindCarts(statement, first, reservations), null)
                .run(tx);
    }

    private static void bindCarts(PreparedStatement statement, int first, Collection<UUID> reservations)
            throws SQLException {
        Object[] locks = reservations.stream()
                .map(ReservationRows::lockOf)
                .sorted()
                .distinct()
                .toArray();
        statement.setArray(first, statement.getConnection().createArrayOf("int8", locks));
    }

    /** The advisory lock of a cart. */
    static long lockOf(UUID reservation) {
        return reservation.getMostSignificantBits() ^ reservation.getLeastSignificantBits();
    }

    /** All claims of a reservation whose cart is locked. */
    static List<ReservedLine> read(Connection tx, UUID reservation) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement(SELECT + "where reservation_id = ? order by claim_key")) {
            statement.setObject(1, reservation);
            return read(statement);
        }
    }

    /** Holds of these balances that have expired, locked; those that somebody else has locked are left to him. */
    static List<ReservedLine> lockExpired(Connection tx, Collection<StockKey> keys, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK_EXPIRED)) {
            Columns.bind(statement, List.copyOf(keys), 1).text(StockKey::sku).text(StockKey::location);
            statement.setTimestamp(3, Timestamp.from(now));
            return read(statement);
        }
    }

    /** Holds that have expired, the oldest ones first, locked. */
    static List<ReservedLine> lockExpired(Connection tx, int most) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK_SWEPT)) {
            statement.setInt(1, most);
            return read(statement);
        }
    }

    private static List<ReservedLine> read(PreparedStatement statement) throws SQLException {
        List<ReservedLine> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                lines.add(line(rows));
            }
        }
        return lines;
    }

    static ReservedLine line(ResultSet row) throws SQLException {
        return new ReservedLine(
                new ReservedLine.Id(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)),
                row.getString(7),
                ClaimState.of(row.getString(8)),
                new ReservedLine.Amounts(
                        row.getBigDecimal(9), row.getBigDecimal(10), row.getBigDecimal(11), row.getBigDecimal(12)),
                new ReservedLine.Terms(
                        row.getString(13),
                        row.getString(14),
                        instant(row.getTimestamp(15)),
                        instant(row.getTimestamp(16)),
                        row.getBoolean(17)));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
