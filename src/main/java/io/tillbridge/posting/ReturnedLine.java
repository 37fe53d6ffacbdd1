package io.tillbridge.posting;

import io.tillbridge.canonical.Trace;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a return that somebody decides about, locked until the transaction ends. Return lines are locked before balances,
 * as a posting writes them.
 */
record ReturnedLine(
        UUID messageId,
        int number,
        String factKey,
        String id,
        String sku,
        @Nullable String location,
        String bucket,
        BigDecimal quantity,
        BigDecimal decided) {

    private static final String LOCK = """
            select l.message_id, l.line_no, r.fact_key, l.line_id, l.sku, l.location, l.bucket, l.quantity, l.decided
              from goods_return r
              join goods_return_line l using (message_id)
             where r.return_no = ? and l.line_id = ?
             order by l.line_no limit 1 for update of l
            """;

    private static final String DECIDE = """
            with decision as (
                insert into return_decision (decision_id, message_id, line_no, quantity, goes_to, reason, decided_by, decided_at)
                values (?, ?, ?, ?, ?, ?, ?, ?))
            update goods_return_line set decided = decided + ? where message_id = ? and line_no = ?
            """;

    /** What the return, or what was decided since, has of each lot and piece in the bucket. */
    private static final String PIECES = """
            select lot, serial, max(expires_on), sum(case when to_place = ? and to_bucket = ? then quantity else -quantity end) as q
              from stock_movement
             where sku = ? and (lot is not null or serial is not null)
               and (message_id = ? or message_id in (select decision_id from return_decision where message_id = ?))
               and ((to_place = ? and to_bucket = ?) or (from_place = ? and from_bucket = ?))
             group by lot, serial having sum(case when to_place = ? and to_bucket = ? then quantity else -quantity end) > 0
             order by lot, serial
            """;

    /** Goods of one lot, or one piece. */
    record Piece(BigDecimal quantity, Trace trace) {}

    static @Nullable ReturnedLine lock(Connection tx, long number, String line) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setLong(1, number);
            statement.setString(2, line);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new ReturnedLine(
                                row.getObject(1, UUID.class),
                                row.getInt(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getBigDecimal(8),
                                row.getBigDecimal(9))
                        : null;
            }
        }
    }

    /** How much of it may still go there: of what was held all, of what was received as damaged what goes to the supplier. */
    BigDecimal left(ReturnDesk.Target target) {
        boolean may = location != null
                && (bucket.equals("quality_hold") || (bucket.equals("damaged") && target == ReturnDesk.Target.VENDOR));
        return may ? quantity.subtract(decided) : BigDecimal.ZERO;
    }

    /** Where its goods are. */
    String place() {
        return String.valueOf(location);
    }

    /** What tasks and conflicts about it are about. */
    String subject() {
        return ReturnTasks.subject(factKey, id);
    }

    /** The id of the next decision. */
    UUID decision() {
        return ReturnDesk.named(messageId + "|" + number, decided);
    }

    void decided(Connection tx, UUID decision, BigDecimal some, ReturnDesk.Decision said, Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(DECIDE)) {
            statement.setObject(1, decision);
            statement.setObject(2, messageId);
            statement.setInt(3, number);
            statement.setBigDecimal(4, some);
            statement.setString(5, said.target().word());
            statement.setString(6, said.reason());
            statement.setString(7, said.by());
            statement.setObject(8, SqlTimes.of(now));
            statement.setBigDecimal(9, some);
            statement.setObject(10, messageId);
            statement.setInt(11, number);
            statement.executeUpdate();
        }
    }

    /** So many of its goods, by lot and piece as far as the return told them; the rest is of none. */
    List<Piece> pieces(Connection tx, BigDecimal some) throws SQLException {
        List<Piece> pieces = new ArrayList<>();
        BigDecimal rest = some;
        try (PreparedStatement statement = tx.prepareStatement(PIECES)) {
            Object[] parameters = {
                location, bucket, sku, messageId, messageId, location, bucket, location, bucket, location, bucket
            };
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && rest.signum() > 0) {
                    BigDecimal piece = rows.getBigDecimal(4).min(rest);
                    pieces.add(new Piece(
                            piece,
                            new Trace(rows.getString(1), rows.getString(2), rows.getObject(3, LocalDate.class))));
                    rest = rest.subtract(piece);
                }
            }
        }
        if (rest.signum() > 0) {
            pieces.add(new Piece(rest, Trace.NONE));
        }
        return pieces;
    }
}
