package io.tillbridge.mapping;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of the mappings is on the audit log, so that it comes there once, by whichever way and node. */
final class MappingLedger {

    private static final String ADD = """
            insert into mapping_ledger (subject, entry, sha256, seen_at)
            select s, e, h, ? from unnest(?::text[], ?::text[], ?::text[]) as row (s, e, h)
            on conflict do nothing
            returning subject, entry, sha256
            """;

    private MappingLedger() {}

    /**
     * One line.
     *
     * @param entry release, activation or review, and its number
     * @param sha256 of the version or the row
     */
    record Line(String subject, String entry, String sha256) {}

    /** The n-th activation row of a subject, from 1. */
    static Line activation(String subject, int number, Activation row) {
        return new Line(subject, "activation " + number, ActivationFile.sha256(row));
    }

    /** Adds lines in the caller's transaction; gives those that were not there. */
    static Set<Line> add(Connection tx, List<Line> lines, Instant at) throws SQLException {
        Set<Line> fresh = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            statement.setObject(1, SqlTimes.of(at));
            Columns.bind(statement, lines, 2)
                    .text(Line::subject)
                    .text(Line::entry)
                    .text(Line::sha256);
            try (ResultSet added = statement.executeQuery()) {
                while (added.next()) {
                    fresh.add(new Line(added.getString(1), added.getString(2), added.getString(3)));
                }
            }
        }
        return fresh;
    }
}
