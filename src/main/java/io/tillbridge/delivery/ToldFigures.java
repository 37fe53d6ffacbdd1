package io.tillbridge.delivery;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Remembers what a destination is told for as long as it may report it back; forgets a few of the old each time. */
final class ToldFigures {

    private static final String ADD = """
            insert into told_figure (destination, key, told_at, quantity, keep_until)
            select ?, k, ?, q, ? from unnest(?::text[], ?::numeric[]) as n(k, q) where q is not null
            on conflict do nothing
            """;

    private static final String FORGET = """
            delete from told_figure where ctid = any(array(
                select ctid from told_figure where keep_until < ? order by keep_until limit 500 for update skip locked))
            """;

    private ToldFigures() {}

    /** Notes the figures of lanes before they are told. */
    static void note(Connection tx, Destination destination, List<Lane> lanes, Instant now) throws SQLException {
        if (destination.flow().echo() == null) {
            return;
        }
        try (PreparedStatement forget = tx.prepareStatement(FORGET)) {
            forget.setObject(1, SqlTimes.of(now));
            forget.executeUpdate();
        }
        try (PreparedStatement add = tx.prepareStatement(ADD)) {
            add.setString(1, destination.name());
            add.setObject(2, SqlTimes.of(now));
            add.setObject(3, SqlTimes.of(now.plus(destination.flow().echo())));
            Columns.bind(add, lanes, 4).text(Lane::key).decimal(Lane::level);
            add.executeUpdate();
        }
    }
}
