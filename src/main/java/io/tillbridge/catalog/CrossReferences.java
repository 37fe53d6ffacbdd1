package io.tillbridge.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Which local id a system's own id stands for, and the reverse; looked up in one query per batch. */
@Component
public final class CrossReferences {

    private static final String LOCAL = """
            select x.connection, x.kind, x.remote_id, x.local_id
              from cross_reference x
              join unnest(?::text[], ?::text[], ?::text[]) as row (c, k, r)
                on x.connection = c and x.kind = k and x.remote_id = r
            """;

    private static final String PUT = """
            insert into cross_reference (connection, kind, remote_id, local_id, updated_at) values (?, ?, ?, ?, ?)
            on conflict (connection, kind, remote_id) do update
               set local_id = excluded.local_id, updated_at = excluded.updated_at
            """;

    private final Clock clock;

    public CrossReferences(Clock clock) {
        this.clock = clock;
    }

    /** One system's id of one kind. */
    public record Remote(String connection, String kind, String remoteId) {}

    /** Local ids of those that are known. */
    public Map<Remote, String> locals(Connection connection, Collection<Remote> remotes) throws SQLException {
        Map<Remote, String> found = new HashMap<>();
        if (remotes.isEmpty()) {
            return found;
        }
        List<Remote> list = List.copyOf(remotes);
        try (PreparedStatement statement = connection.prepareStatement(LOCAL)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", list.stream().map(Remote::connection).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", list.stream().map(Remote::kind).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", list.stream().map(Remote::remoteId).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(new Remote(rows.getString(1), rows.getString(2), rows.getString(3)), rows.getString(4));
                }
            }
        }
        return found;
    }

    /** Records one; a remote id that stood for another local id now stands for this one. */
    public void put(Connection transaction, Remote remote, String localId) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(PUT)) {
            statement.setString(1, remote.connection());
            statement.setString(2, remote.kind());
            statement.setString(3, remote.remoteId());
            statement.setString(4, localId);
            statement.setTimestamp(5, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }
}
