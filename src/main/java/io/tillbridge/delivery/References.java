package io.tillbridge.delivery;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ids that items, locations and orders have at one connection; of several the one linked last. */
final class References {

    private static final String FIND = """
            select distinct on (x.kind, x.local_id) x.kind, x.local_id, x.remote_id
              from unnest(?::text[], ?::text[]) as n(k, l)
              join cross_reference x on x.connection = ? and x.kind = n.k and x.local_id = n.l
             order by x.kind, x.local_id, x.link_number desc
            """;

    private References() {}

    /** One local id of one kind, such as ({@code shopify.location}, {@code S-12}). */
    record Local(String kind, String id) {}

    /**
     * The remote ids, or the versions that destinations told, of those that are known: one query for a whole batch.
     *
     * @param version whether versions are wanted
     */
    static Map<Local, String> remote(Connection tx, String connection, Set<Local> wanted, boolean version)
            throws SQLException {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<Local, String> found = new HashMap<>();
        try (PreparedStatement statement =
                tx.prepareStatement(version ? FIND.replace("x.remote_id", "x.version") : FIND)) {
            Columns.bind(statement, List.copyOf(wanted), 1).text(Local::kind).text(Local::id);
            statement.setString(3, connection);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String value = rows.getString(3);
                    if (value != null) {
                        found.put(new Local(rows.getString(1), rows.getString(2)), value);
                    }
                }
            }
        }
        return found;
    }
}
