package io.tillbridge.stock;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
             where n.number < ?
               and (?::text is null or (? = 'open') = exists (
                    select from advance_notice_line l where l.consignment = n.consignment and l.remaining > 0))
               and (?::text is null or exists (
                    select from advance_notice_line l where l.consignment = n.consignment and l.sku = ?))
             order by n.number desc limit ?
            """;

    /** Whether something of it is still to come. */
    public static final List<String> STATES = List.of("open", "received");

    private final JdbcClient sql;
    private final ConsignmentLines<Line> lines;

    public NoticeQueries(JdbcClient sql) {
        this.sql = sql;
        lines = new ConsignmentLines<>(
                sql, "advance_notice_line", "sku, expected, received, remaining, expected_on", NoticeQueries::line);
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

        /** Whether something of it is still to come. */
        public boolean open() {
            return lines.stream().anyMatch(line -> line.remaining().signum() > 0);
        }

        Notice with(List<Line> found) {
            return new Notice(
                    number, key, supplier, purchaseOrder, location, carrier, sentAt, expectedAt, List.copyOf(found));
        }
    }

    /** One item; the remaining quantity is never below zero. */
    public record Line(
            String sku,
            BigDecimal expected,
            BigDecimal received,
            BigDecimal remaining,
            @Nullable LocalDate expectedOn) {}

    /**
     * Newest first.
     *
     * @param state one of {@link #STATES}; null: all
     * @param sku only notices with this item
     * @param before only numbers below it
     */
    public List<Notice> find(@Nullable String state, @Nullable String sku, long before, int limit) {
        List<Notice> notices = sql.sql(FIND)
                .param(before)
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
                row.getObject(6, LocalDate.class));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
