package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Ends what a fact raised by what it said, where it does not say so any more. */
final class RepostConflicts {

    private static final Object[] KINDS = {"blind_return", "entry_unbalanced", "entry_unreadable", "return_review"};

    private static final String SETTLE = """
            with over as (
                select c.conflict_id from conflict c
                 where c.message_id = any (?::uuid[]) and c.kind = any (?::text[]) and c.resolved_at is null
                   and (c.kind, c.subject) not in (select k, s from unnest(?::text[], ?::text[]) as still (k, s))
                 order by c.kind, c.subject for update of c)
            update conflict c set resolved_at = ? from over where c.conflict_id = over.conflict_id
            """;

    private RepostConflicts() {}

    /**
     * Ends them in the transaction of the repost.
     *
     * @param messages of the fact
     * @param raised what it raises now; that is not over
     */
    static void settle(Connection tx, Collection<UUID> messages, List<Conflicts.Conflict> raised, Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SETTLE)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.setArray(2, tx.createArrayOf("text", KINDS));
            Columns.bind(statement, raised, 3).text(Conflicts.Conflict::kind).text(Conflicts.Conflict::subject);
            statement.setObject(5, SqlTimes.of(now));
            statement.executeUpdate();
        }
    }
}
