package io.tillbridge.posting;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people ask about returns; changes nothing. Errors are Spring's {@code DataAccessException}. */
@Component
public final class ReturnQueries {

    private static final String RETURNS =
            "select return_no, message_id, system, return_id, order_system, order_id, returned_at, received_at, money, fact_key"
                    + " from goods_return r where ";

    private static final String LINES = """
            select message_id, line_no, line_id, sku, quantity, location, bucket, condition, reason, decided
              from goods_return_line where message_id = any (?::uuid[]) order by message_id, line_no
            """;

    private static final String OPEN = """
            select kind, subject, owner, due_at from task where state = 'open' and kind = any (?::text[]) and subject = any (?::text[])
            union all
            select kind, subject, null, null from conflict
             where resolved_at is null and kind = 'return_review' and subject = any (?::text[])
             order by 1, 2
            """;

    private static final String ENTRIES = """
            select number from journal_entry where message_id = any (?::uuid[]) order by posted_at, number
            """;

    private static final String DECISIONS = """
            select d.decision_id, l.line_id, d.quantity, d.goes_to, d.reason, d.decided_by, d.decided_at
              from return_decision d join goods_return_line l using (message_id, line_no)
             where message_id = ? order by d.decision_no
            """;

    private final JdbcClient sql;

    ReturnQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Which returns; what is null does not matter.
     *
     * @param order an order's id or number, as the return names it
     * @param waiting whether goods of it wait for a decision
     */
    public record Filter(
            @Nullable String system,
            @Nullable String order,
            @Nullable String location,
            @Nullable String sku,
            @Nullable String condition,
            @Nullable Boolean waiting) {}

    /** What a person decided. */
    public record Decision(
            UUID id, String line, BigDecimal quantity, String goesTo, String reason, String by, Instant at) {}

    /**
     * What somebody must still do.
     *
     * @param kind of a task, or {@code return_review}
     * @param line the return's
     * @param owner of a task
     * @param dueAt of a task
     */
    public record Open(
            String kind,
            String line,
            @Nullable String owner,
            @Nullable Instant dueAt) {}

    /** Tasks and conflicts about a return's lines that are not over. */
    public List<Open> open(ReturnRow returned) {
        String[] subjects = returned.lines().stream()
                .map(line -> ReturnTasks.subject(returned.factKey(), line.id()))
                .toArray(String[]::new);
        return sql.sql(OPEN)
                .params(ReturnTasks.words(), subjects, subjects)
                .query((row, number) -> new Open(
                        row.getString(1),
                        row.getString(2).substring(returned.factKey().length() + 1),
                        row.getString(3),
                        row.getTimestamp(4) == null ? null : row.getTimestamp(4).toInstant()))
                .list();
    }

    /** The numbers of the journal entries that messages and decisions made. */
    public List<String> entries(Collection<UUID> messages) {
        return sql.sql(ENTRIES)
                .param(messages.toArray(UUID[]::new))
                .query(String.class)
                .list();
    }

    /** Newest first, below a number. */
    public List<ReturnRow> find(Filter filter, long before, int limit) {
        StringBuilder where = new StringBuilder("return_no < ?");
        List<Object> parameters = new ArrayList<>(List.of(before));
        and(where, parameters, "system = ?", filter.system());
        and(where, parameters, "order_id = ?", filter.order());
        StringBuilder line = new StringBuilder();
        and(line, parameters, "l.location = ?", filter.location());
        and(line, parameters, "l.sku = ?", filter.sku());
        and(line, parameters, "l.condition = ?", filter.condition());
        if (!line.isEmpty()) {
            where.append(" and exists (select from goods_return_line l where l.message_id = r.message_id")
                    .append(line)
                    .append(')');
        }
        if (filter.waiting() != null) {
            where.append(filter.waiting() ? " and" : " and not")
                    .append(" exists (select from goods_return_line w where w.message_id = r.message_id"
                            + " and w.bucket = 'quality_hold' and w.decided < w.quantity)");
        }
        parameters.add(limit);
        return read(RETURNS + where + " order by return_no desc limit ?", parameters);
    }

    /** The one of a number. */
    public Optional<ReturnRow> find(long number) {
        return read(RETURNS + "return_no = ?", List.of(number)).stream().findFirst();
    }

    /** What was decided of a return, in its order. */
    public List<Decision> decisions(UUID message) {
        return sql.sql(DECISIONS)
                .param(message)
                .query((row, number) -> new Decision(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getBigDecimal(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getTimestamp(7).toInstant()))
                .list();
    }

    private static void and(StringBuilder where, List<Object> parameters, String condition, @Nullable String value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.add(value);
        }
    }

    private List<ReturnRow> read(String text, List<Object> parameters) {
        List<ReturnRow> bare = sql.sql(text)
                .params(parameters)
                .query((row, number) -> bare(row))
                .list();
        Map<UUID, List<ReturnRow.Line>> lines =
                lines(bare.stream().map(ReturnRow::messageId).toList());
        return bare.stream()
                .map(one -> new ReturnRow(
                        one.number(),
                        one.messageId(),
                        one.system(),
                        one.id(),
                        one.orderSystem(),
                        one.orderId(),
                        one.returnedAt(),
                        one.receivedAt(),
                        one.money(),
                        one.factKey(),
                        lines.getOrDefault(one.messageId(), List.of())))
                .toList();
    }

    private static ReturnRow bare(ResultSet row) throws SQLException {
        return new ReturnRow(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getTimestamp(7).toInstant(),
                row.getTimestamp(8).toInstant(),
                row.getString(9),
                row.getString(10),
                List.of());
    }

    private Map<UUID, List<ReturnRow.Line>> lines(Collection<UUID> messages) {
        Map<UUID, List<ReturnRow.Line>> lines = new HashMap<>();
        if (!messages.isEmpty()) {
            sql.sql(LINES).param(messages.toArray(UUID[]::new)).query(row -> {
                lines.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                        .add(line(row));
            });
        }
        return lines;
    }

    private static ReturnRow.Line line(ResultSet row) throws SQLException {
        return new ReturnRow.Line(
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getBigDecimal(10));
    }
}
