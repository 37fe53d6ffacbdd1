package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where people say that a conflict is over, and why. The end, that of its task and the audit entry are one transaction: a crash
 * leaves all or none. What happens again afterwards is raised again.
 */
@Component
public final class ConflictDesk {

    private static final String FIND =
            "select kind, subject, resolved_at is null from conflict where conflict_id = ? for update";

    private static final String END =
            "update conflict set resolved_at = ?, resolved_by = ?, resolution = ? where conflict_id = ?";

    private final DataSource database;
    private final AuditLog audit;
    private final Clock clock;

    public ConflictDesk(DataSource database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of it. */
    public sealed interface Outcome {

        /** It is over, now or since before. */
        record Over() implements Outcome {}

        /** There is none of that number. */
        record Unknown() implements Outcome {}

        /** Another decision ends it. */
        record Elsewhere(ConflictKind kind) implements Outcome {}
    }

    private record Found(String kind, String subject, boolean open) {}

    /** Ends a conflict; one that is over stays as it is. */
    public Outcome resolve(long id, String by, String why) throws SQLException {
        return Transactions.in(database, tx -> {
            Found found = find(tx, id);
            if (found == null || !found.open()) {
                return found == null ? new Outcome.Unknown() : new Outcome.Over();
            }
            ConflictKind kind = ConflictKind.find(found.kind()).orElse(null);
            if (kind != null && kind.end() != ConflictKind.End.PERSON) {
                return new Outcome.Elsewhere(kind);
            }
            end(tx, id, by, why);
            TaskKind task = TaskKind.find(found.kind()).orElse(null);
            if (task != null) {
                Tasks.end(tx, List.of(new TaskKey(task, found.subject())), clock.instant());
            }
            String detail = ExactJson.nodes().objectNode().put("why", why).toString();
            audit.record(tx, by, "conflict.resolve", found.kind() + ":" + found.subject(), detail);
            return new Outcome.Over();
        });
    }

    private static @Nullable Found find(Connection tx, long id) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Found(row.getString(1), row.getString(2), row.getBoolean(3)) : null;
            }
        }
    }

    private void end(Connection tx, long id, String by, String why) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(END)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            statement.setString(2, by);
            statement.setString(3, why);
            statement.setLong(4, id);
            statement.executeUpdate();
        }
    }
}
