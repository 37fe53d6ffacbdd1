package io.tillbridge.stock;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about transfers; changes nothing. */
@Component
public final class TransferQueries {

    /** The words of a transfer's state. */
    public static final List<String> STATES = List.of("open", "received", "closed");

    private static final String SELECT = """
            select t.number, t.system, t.transfer_id, t.from_location, t.to_location, t.state, t.sent_at, t.received_at,
                   t.closed_at, e.closed_by, e.why, t.consignment
              from stock_transfer t left join stock_transfer_event e on e.message_id = t.closer
            """;

    private final JdbcClient sql;
    private final ConsignmentLines<Line> lines;

    public TransferQueries(JdbcClient sql) {
        this.sql = sql;
        lines = new ConsignmentLines<>(
                sql, "stock_transfer_line", "sku, committed, sent, received, lost", TransferQueries::line);
    }

    /**
     * A transfer.
     *
     * @param number grows with every new one
     * @param from null while only receipts have come that do not say it
     * @param state one of {@link #STATES}
     * @param receivedAt of the last receipt
     * @param closedBy a person; null: the source closed it, or nobody
     */
    public record Transfer(
            long number,
            TransferKey key,
            @Nullable String from,
            @Nullable String to,
            String state,
            @Nullable Instant sentAt,
            @Nullable Instant receivedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String why,
            List<Line> lines) {

        Transfer with(List<Line> found) {
            return new Transfer(
                    number, key, from, to, state, sentAt, receivedAt, closedAt, closedBy, why, List.copyOf(found));
        }
    }

    /** What of one item is promised to the transfer, and was sent, received and lost. */
    public record Line(String sku, BigDecimal committed, BigDecimal sent, BigDecimal received, BigDecimal lost) {

        /** Under way; below zero: more arrived than was sent, so far. */
        public BigDecimal inTransit() {
            return sent.subtract(received).subtract(lost);
        }
    }

    /**
     * Newest first.
     *
     * @param state one of {@link #STATES}; null: all
     * @param before only numbers below it
     */
    public List<Transfer> find(@Nullable String state, long before, int limit) {
        return withLines(sql.sql(SELECT + " where t.number < ? and (?::text is null or t.state = ?)"
                        + " order by t.number desc limit ?")
                .param(before)
                .param(state)
                .param(state)
                .param(limit)
                .query((row, number) -> transfer(row))
                .list());
    }

    public Optional<Transfer> find(TransferKey key) {
        return withLines(sql.sql(SELECT + " where t.consignment = ?")
                        .param(key.consignment())
                        .query((row, number) -> transfer(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Locks a transfer until the transaction ends; false when there is none. */
    public static boolean locked(Connection tx, TransferKey key) throws SQLException {
        return any(tx, "select 1 from stock_transfer where consignment = ? for update", key);
    }

    /** Whether an event or a person has closed it. */
    public static boolean closed(Connection tx, TransferKey key) throws SQLException {
        return any(tx, "select 1 from stock_transfer where consignment = ? and state = 'closed'", key);
    }

    private static boolean any(Connection tx, String query, TransferKey key) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(query)) {
            statement.setString(1, key.consignment());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private List<Transfer> withLines(List<Transfer> transfers) {
        return lines.of(transfers, transfer -> transfer.key().consignment(), Transfer::with);
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getString(2),
                row.getBigDecimal(3),
                row.getBigDecimal(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6));
    }

    private static Transfer transfer(ResultSet row) throws SQLException {
        return new Transfer(
                row.getLong(1),
                new TransferKey(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                instant(row.getTimestamp(7)),
                instant(row.getTimestamp(8)),
                instant(row.getTimestamp(9)),
                row.getString(10),
                row.getString(11),
                List.of());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
