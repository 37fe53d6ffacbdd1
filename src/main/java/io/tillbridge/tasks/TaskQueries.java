package io.tillbridge.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about tasks; changes nothing. */
@Component
public final class TaskQueries {

    /** The words of a task's state. */
    public static final List<String> STATES = List.of("open", "done");

    private static final String SELECT =
            "select task_id, kind, subject, detail, owner, due_at, state, message_id, opened_at,"
                    + " done_at, done_by, note from task where ";

    private final JdbcClient sql;

    public TaskQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Which tasks; what is null does not matter.
     *
     * @param kind one of {@link TaskKind#words}
     * @param state one of {@link #STATES}
     */
    public record Filter(
            @Nullable String kind,
            @Nullable String owner,
            @Nullable String state) {}

    /**
     * What is due first comes first.
     *
     * @param after the id of the last task of the page before; null for the first page
     */
    public List<TaskRow> find(Filter filter, @Nullable Long after, int limit) {
        StringBuilder text = new StringBuilder(SELECT).append("true");
        List<Object> parameters = new ArrayList<>();
        equal(text, parameters, "kind", filter.kind());
        equal(text, parameters, "owner", filter.owner());
        equal(text, parameters, "state", filter.state());
        if (after != null) {
            text.append(" and (due_at, task_id) > (select due_at, task_id from task where task_id = ?)");
            parameters.add(after);
        }
        parameters.add(limit);
        return sql.sql(text.append(" order by due_at, task_id limit ?").toString())
                .params(parameters)
                .query((row, number) -> row(row))
                .list();
    }

    public Optional<TaskRow> find(long id) {
        return sql.sql(SELECT + "task_id = ?")
                .param(id)
                .query((row, number) -> row(row))
                .optional();
    }

    private static void equal(StringBuilder text, List<Object> parameters, String column, @Nullable String value) {
        if (value != null) {
            text.append(" and ").append(column).append(" = ?");
            parameters.add(value);
        }
    }

    private static TaskRow row(ResultSet row) throws SQLException {
        Timestamp done = row.getTimestamp("done_at");
        return new TaskRow(
                row.getLong("task_id"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("owner"),
                row.getTimestamp("due_at").toInstant(),
                row.getString("state"),
                row.getObject("message_id", UUID.class),
                row.getTimestamp("opened_at").toInstant(),
                done == null ? null : done.toInstant(),
                row.getString("done_by"),
                row.getString("note"));
    }
}
