package io.tillbridge.catalog;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
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
            insert into cross_reference (connection, kind, remote_id, local_id, updated_at)
            select c, k, r, l, ? from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as row (c, k, r, l)
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
            Columns.bind(statement, list, 1)
                    .text(Remote::connection)
                    .text(Remote::kind)
                    .text(Remote::remoteId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(new Remote(rows.getString(1), rows.getString(2), rows.getString(3)), rows.getString(4));
                }
            }
        }
        return found;
    }

    /** A remote id and the local id it stands for. */
    public record Link(Remote remote, String localId) {}

    /** Records links; a remote id that stood for another local id now stands for the new one. */
    public void put(Connection transaction, Collection<Link> links) throws SQLException {
        if (links.isEmpty()) {
            return;
        }
        List<Link> list = links.stream()
                .sorted(Comparator.comparing(link -> link.remote().remoteId()))
                .toList();
        try (PreparedStatement statement = transaction.prepareStatement(PUT)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            Columns.bind(statement, list, 2)
                    .text(link -> link.remote().connection())
                    .text(link -> link.remote().kind())
                    .text(link -> link.remote().remoteId())
                    .text(Link::localId);
            statement.executeUpdate();
        }
    }
}
