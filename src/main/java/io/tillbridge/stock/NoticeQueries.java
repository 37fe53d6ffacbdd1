package io.tillbridge.stock;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about advance notices; changes nothing. */
@Component
public final class NoticeQueries {

    private static final String FIND = """
            select n.number, n.system, n.notice_id, n.supplier, n.purchase_order, n.location, n.carrier, n.sent_at,
                   n.expected_at
              from advance_notice n
             where n.number < ? and (?::text is null or n.consignment = ?)
               and (?::text is null or ? = (
                    select case when bool_or(l.closed) then 'closed' when bool_or(l.remaining > 0) then 'open'
                                else 'received' end
                      from advance_notice_line l where l.consignment = n.consignment))
               and (?::text is null or exists (
                    select from advance_notice_line l where l.consignment = n.consignment and l.sku = ?))
             order by n.number desc limit ?
            """;

    private static final String STANDING = """
            select exists (select from advance_notice_line l where l.consignment = n.consignment and l.closed)
              from advance_notice n where n.consignment = ?
            """;

    /** Whether something of it is still to come; nothing is of a closed one, whatever is missing. */
    public static final List<String> STATES = List.of("open", "received", "closed");

    private final JdbcClient sql;
    private final ConsignmentLines<Line> lines;

    public NoticeQueries(JdbcClient sql) {
        this.sql = sql;
        lines = new ConsignmentLines<>(
                sql,
                "advance_notice_line",
                "sku, expected, received, case when closed then 0 else remaining end, expected_on, closed",
                NoticeQueries::line);
    }

    /** A notice; the number grows with every new one. */
    public record Notice(
            long number,
            NoticeKey key,
            @Nullable String supplier,
            @Nullable String purchaseOrder,
            @Nullable String location,
            @Nullable String carrier,
            Instant sentAt,
            @Nullable Instant expectedAt,
            List<Line> lines) {

        /** One of {@link #STATES}. */
        public String state() {
            return lines.stream().anyMatch(Line::closed)
                    ? "closed"
                    : lines.stream().anyMatch(line -> line.remaining().signum() > 0) ? "open" : "received";
        }

        Notice with(List<Line> found) {
            return new Notice(
                    number, key, supplier, purchaseOrder, location, carrier, sentAt, expectedAt, List.copyOf(found));
        }
    }

    /** One item; the remaining quantity is never below zero, and zero of a closed notice. */
    public record Line(
            String sku,
            BigDecimal expected,
            BigDecimal received,
            BigDecimal remaining,
            @Nullable LocalDate expectedOn,
            boolean closed) {}

    /**
     * Newest first.
     *
     * @param state one of {@link #STATES}; null: all
     * @param sku only notices with this item
     * @param before only numbers below it
     */
    public List<Notice> find(@Nullable String state, @Nullable String sku, long before, int limit) {
        return find(null, state, sku, before, limit);
    }

    /** One of them. */
    public Optional<Notice> find(NoticeKey key) {
        return find(key.consignment(), null, null, Long.MAX_VALUE, 1).stream().findFirst();
    }

    private List<Notice> find(
            @Nullable String consignment, @Nullable String state, @Nullable String sku, long before, int limit) {
        List<Notice> notices = sql.sql(FIND)
                .param(before)
                .param(consignment)
                .param(consignment)
                .param(state)
                .param(state)
                .param(sku)
                .param(sku)
                .param(limit)
                .query((row, number) -> new Notice(
                        row.getLong(1),
                        new NoticeKey(row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getTimestamp(8).toInstant(),
                        instant(row.getTimestamp(9)),
                        List.of()))
                .list();
        return lines.of(notices, notice -> notice.key().consignment(), Notice::with);
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getString(2),
                row.getBigDecimal(3),
                row.getBigDecimal(4),
                row.getBigDecimal(5),
                row.getObject(6, LocalDate.class),
                row.getBoolean(7));
    }

    /** Whether a notice is known, and whether it is closed. */
    public enum Known {
        NOT,
        OPEN,
        CLOSED
    }

    /** Locks a notice as posting does, until the transaction ends. */
    public static Known locked(Connection tx, NoticeKey key) throws SQLException {
        NoticeRows.lock(tx, List.of(key.consignment()));
        try (PreparedStatement statement = tx.prepareStatement(STANDING)) {
            statement.setString(1, key.consignment());
            try (ResultSet rows = statement.executeQuery()) {
                return !rows.next() ? Known.NOT : rows.getBoolean(1) ? Known.CLOSED : Known.OPEN;
            }
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
