package io.tillbridge.tasks;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where people say that a task is done: its conflict, if it has one, ends with it. Who said so is on the audit log, in the same
 * transaction.
 */
@Component
public final class TaskDesk {

    private static final String DONE = """
            update task set state = 'done', done_at = ?, done_by = ?, note = ? where task_id = ? and state = 'open'
            """;

    /** Before the task, as postings do; nobody opens the conflict of a task again while it is open. */
    private static final String OVER = """
            update conflict c set resolved_at = ?, resolved_by = ?, resolution = ?
              from task t
             where t.task_id = ? and t.state = 'open' and c.kind = t.kind and c.subject = t.subject and c.resolved_at is null
            """;

    private final DataSource database;
    private final AuditLog audit;
    private final Clock clock;

    public TaskDesk(DataSource database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A task is done. One that is done already, or that nobody knows, stays as it is.
     *
     * @param note for those who look later, as the person says it
     * @return whether it was open
     */
    public boolean done(long id, String by, @Nullable String note) throws SQLException {
        return Transactions.in(database, tx -> {
            end(tx, OVER, id, by, note);
            boolean open = end(tx, DONE, id, by, note);
            if (open) {
                audit.record(tx, by, "task.done", String.valueOf(id), "{}");
            }
            return open;
        });
    }

    private boolean end(Connection tx, String sql, long id, String by, @Nullable String note) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            statement.setString(2, by);
            statement.setString(3, note);
            statement.setLong(4, id);
            return statement.executeUpdate() > 0;
        }
    }
}
