package io.tillbridge.intake;

import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Acknowledgements with their bytes, from when they are owed until they are written. */
final class OwedAcknowledgements {

    private final JdbcClient jdbc;

    OwedAcknowledgements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One that is owed.
     *
     * @param name under which it is written
     */
    record Owed(
            long control,
            String name,
            @SuppressWarnings("ArrayRecordComponent") byte[] body) {}

    static void owe(Connection tx, RunningFlow flow, String file, Owed owed, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                insert into acknowledgement (connection, control, flow, file, name, body, owed_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """)) {
            statement.setString(1, flow.connection().id());
            statement.setLong(2, owed.control());
            statement.setString(3, flow.flow().name());
            statement.setString(4, file);
            statement.setString(5, owed.name());
            statement.setBytes(6, owed.body());
            statement.setObject(7, SqlTimes.of(now));
            statement.executeUpdate();
        }
    }

    /** What a flow owes, the oldest first. */
    List<Owed> of(RunningFlow flow) {
        return jdbc.sql("select control, name, body from acknowledgement"
                        + " where connection = :connection and flow = :flow and written_at is null"
                        + " order by control limit 100")
                .param("connection", flow.connection().id())
                .param("flow", flow.flow().name())
                .query((row, number) -> new Owed(row.getLong(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    void written(RunningFlow flow, Owed owed, Instant now) {
        jdbc.sql("update acknowledgement set written_at = :now where connection = :connection and control = :control")
                .param("now", SqlTimes.of(now))
                .param("connection", flow.connection().id())
                .param("control", owed.control())
                .update();
    }

    /** Forgets what was written before a moment. */
    void forget(RunningFlow flow, Instant before) {
        jdbc.sql("delete from acknowledgement where connection = :connection and flow = :flow and written_at < :before")
                .param("connection", flow.connection().id())
                .param("flow", flow.flow().name())
                .param("before", SqlTimes.of(before))
                .update();
    }
}
