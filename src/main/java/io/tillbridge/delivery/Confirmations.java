package io.tillbridge.delivery;

import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was told and waits for a document that says that it was done; posting writes that it came. */
final class Confirmations {

    private static final String AWAIT = """
            insert into delivery_confirmation as c (destination, key, sequence, told_at)
            select ?, k, s, ? from unnest(?::text[], ?::bigint[]) as n(k, s)
            on conflict (destination, key) do update set
                   sequence = excluded.sequence, told_at = excluded.told_at, due_at = null, confirmed_at = null, overdue_at = null
            """;

    private static final String TOLD = """
            update delivery_confirmation set due_at = ? where destination = ? and key = any(?) and confirmed_at is null
            """;

    private static final String OVERDUE = """
            update delivery_confirmation set overdue_at = ?
             where destination = ? and due_at <= ? and confirmed_at is null and overdue_at is null
            returning key
            """;

    private Confirmations() {}

    /** Notes what is about to be told. */
    static void await(Connection tx, Destination destination, List<Lane> lanes, Instant now) throws SQLException {
        if (destination.flow().confirm() == null) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(AWAIT)) {
            statement.setString(1, destination.name());
            statement.setObject(2, SqlTimes.of(now));
            Columns.bind(statement, lanes, 3).text(Lane::key).bigint(Lane::sequence);
            statement.executeUpdate();
        }
    }

    /** From now on the confirmation of what was told is waited for. */
    static void told(Connection tx, Destination destination, Decision decision, Instant now) throws SQLException {
        OutboundFlow.Confirm confirm = destination.flow().confirm();
        if (confirm == null) {
            return;
        }
        List<String> keys = new ArrayList<>();
        decision.lanes().forEach((key, result) -> {
            if (result instanceof LaneResult.Delivered) {
                keys.add(key);
            }
        });
        try (PreparedStatement statement = tx.prepareStatement(TOLD)) {
            statement.setObject(1, SqlTimes.of(now.plus(confirm.within())));
            statement.setString(2, destination.name());
            statement.setArray(3, tx.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }

    /** Keys whose confirmation did not come in time, each once. */
    static List<String> overdue(Connection tx, Destination destination, Instant now) throws SQLException {
        List<String> keys = new ArrayList<>();
        if (destination.flow().confirm() == null) {
            return keys;
        }
        try (PreparedStatement statement = tx.prepareStatement(OVERDUE)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setString(2, destination.name());
            statement.setObject(3, SqlTimes.of(now));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
        }
        return keys;
    }
}
