package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.StockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Raises conflicts; one that is open already stays as it is. */
final class RaisedRows {

    private static final String RAISE = """
            insert into conflict (kind, subject, message_id, detail, raised_at)
            select k, s, m, d, ? from unnest(?::text[], ?::text[], ?::uuid[], ?::text[]) as row (k, s, m, d)
            on conflict (kind, subject) where resolved_at is null do nothing
            """;

    private static final String NEGATIVES_ENDED = """
            update conflict c set resolved_at = ?
              from (select s || '@' || l as subject from unnest(?::text[], ?::text[]) as row (s, l) order by 1) row
             where c.kind = 'negative_on_hand' and c.subject = row.subject and c.resolved_at is null
            """;

    private RaisedRows() {}

    /** Ends what was raised about balances that are not below zero any more. */
    static void negativesEnded(Connection tx, List<StockKey> keys, Instant now) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(NEGATIVES_ENDED)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, keys, 2).text(StockKey::sku).text(StockKey::location);
            statement.executeUpdate();
        }
    }

    static void write(Connection tx, List<Raised> raised, Instant now) throws SQLException {
        if (raised.isEmpty()) {
            return;
        }
        List<Raised> sorted = raised.stream()
                .filter(RaisedTasks::conflict)
                .sorted(Comparator.comparing(Raised::kind).thenComparing(Raised::subject))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, sorted, 2)
                    .text(Raised::kind)
                    .text(Raised::subject)
                    .uuid(Raised::reservation)
                    .text(Raised::detail);
            statement.executeUpdate();
        }
    }
}
