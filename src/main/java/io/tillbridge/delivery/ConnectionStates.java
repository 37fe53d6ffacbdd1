package io.tillbridge.delivery;

import io.tillbridge.partner.PauseAsked;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/** Connections that rest: their lanes keep their backlog and nothing leaves. */
public final class ConnectionStates {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStates.class);

    private final DataSource database;
    private final Clock clock;

    public ConnectionStates(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Stops all deliveries of a connection, on every node within a second or so; calls under way end normally.
     *
     * @param by who decided
     */
    public void pause(String connection, String by, String reason) {
        set(connection, true, by, reason);
    }

    /** A poll or fetch found that the connection must rest; a pause that is there stays as it is. */
    @EventListener
    public void asked(PauseAsked pause) {
        try {
            if (!paused(pause.connection())) {
                pause(pause.connection(), "tillbridge", pause.reason());
            }
        } catch (IllegalStateException e) {
            LOG.warn("connection.not_paused connection={} cause={}", pause.connection(), e.getMessage());
        }
    }

    /** Lets deliveries go on. */
    public void resume(String connection, String by, String reason) {
        set(connection, false, by, reason);
    }

    /** Whether the connection rests. */
    public boolean paused(String connection) {
        try (Connection tx = database.getConnection()) {
            return paused(tx, connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the state of connection " + connection + " could not be read", e);
        }
    }

    static boolean paused(Connection tx, String connection) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("select paused from connection_state where connection = ?")) {
            statement.setString(1, connection);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /**
     * Pauses or resumes in the caller's transaction, so that the decision and its record stand or fall together.
     *
     * @throws SQLException as the database says; the transaction is then the caller's to roll back
     */
    public void change(Connection tx, String connection, boolean paused, String by, String reason) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                        insert into connection_state (connection, paused, reason, changed_by, changed_at) values (?, ?, ?, ?, ?)
                        on conflict (connection) do update set paused = excluded.paused, reason = excluded.reason,
                               changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)) {
            statement.setString(1, connection);
            statement.setBoolean(2, paused);
            statement.setString(3, reason);
            statement.setString(4, by);
            statement.setObject(5, SqlTimes.of(clock.instant()));
            statement.executeUpdate();
        }
    }

    private void set(String connection, boolean paused, String by, String reason) {
        try (Connection tx = database.getConnection()) {
            change(tx, connection, paused, by, reason);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "connection " + connection + " could not be " + (paused ? "paused" : "resumed"), e);
        }
    }
}
