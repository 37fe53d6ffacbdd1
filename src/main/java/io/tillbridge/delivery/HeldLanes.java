package io.tillbridge.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Lanes that wait for a cross reference: a sweep finds those whose reference appeared between look-up and hold. */
final class HeldLanes {

    private static final String RELEASE = """
            with waiting as materialized (
                select distinct waiting_on from outbox_lane where destination = ? and waiting_on is not null),
            found as (
                select w.waiting_on from waiting w
                  join cross_reference x on x.connection = ?
                   and x.kind = split_part(substr(w.waiting_on, length(?) + 1), '/=', 1)
                   and x.local_id = split_part(substr(w.waiting_on, length(?) + 1), '/=', 2)
                 where starts_with(w.waiting_on, ?))
            update outbox_lane l set waiting_on = null, failed_since = null
              from found f where l.destination = ? and l.waiting_on = f.waiting_on
            returning l.key
            """;

    private HeldLanes() {}

    /** Releases what can go on; the lanes are due at once. */
    static List<String> release(Connection tx, Destination destination) throws SQLException {
        String prefix = "xref:" + destination.connection().id() + "/";
        try (PreparedStatement statement = tx.prepareStatement(RELEASE)) {
            statement.setString(1, destination.name());
            statement.setString(2, destination.connection().id());
            statement.setString(3, prefix);
            statement.setString(4, prefix);
            statement.setString(5, prefix);
            statement.setString(6, destination.name());
            List<String> released = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    released.add(rows.getString(1));
                }
            }
            return released;
        }
    }
}
