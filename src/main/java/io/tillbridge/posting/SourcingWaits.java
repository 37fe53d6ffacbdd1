package io.tillbridge.posting;

import io.tillbridge.orders.OrderKey;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Orders that wait for goods. A row is written by who has locked its order. */
final class SourcingWaits {

    private static final String WAIT = """
            insert into sourcing_wait (system, order_id, skus, since, tried_at, again_at, looked_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (system, order_id) do update
               set skus = excluded.skus, tried_at = excluded.tried_at, again_at = excluded.again_at
            """;

    private static final String END = """
            delete from sourcing_wait w using unnest(?::text[], ?::text[]) as row (s, i)
             where w.system = s and w.order_id = i
            """;

    /**
     * Takes the next ones to be looked at, so that no two nodes look at the same and all have their turn. A posting that
     * changed a balance just before the last try may have committed behind it.
     */
    private static final String LOOK = """
            update sourcing_wait w set looked_at = ?
              from (select system, order_id from sourcing_wait order by looked_at, system, order_id limit ?
                       for update skip locked) next
             where w.system = next.system and w.order_id = next.order_id
            returning w.system, w.order_id,
                      w.again_at <= ?
                      or exists (select from stock_balance b
                                  where b.sku = any (w.skus) and b.location <> 'unassigned' and b.sellable > b.claimed
                                    and b.changed_at > w.tried_at - interval '30 seconds')
            """;

    private SourcingWaits() {}

    /**
     * An order with lines without a location.
     *
     * @param againAt when it is tried again though no goods came
     */
    record Wait(OrderKey key, Set<String> skus, Instant againAt) {}

    static void write(Connection tx, List<Wait> waits, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(WAIT)) {
            OffsetDateTime at = SqlTimes.of(now);
            for (Wait wait : waits) {
                statement.setString(1, wait.key().system());
                statement.setString(2, wait.key().id());
                statement.setArray(3, tx.createArrayOf("text", wait.skus().toArray()));
                statement.setObject(4, at);
                statement.setObject(5, at);
                statement.setObject(6, SqlTimes.of(wait.againAt()));
                statement.setObject(7, at);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static void end(Connection tx, Collection<OrderKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(END)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(keys)), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            statement.executeUpdate();
        }
    }

    /** Of the next ones, those for which goods came or time passed. */
    static List<OrderKey> look(Connection tx, int most, Instant now) throws SQLException {
        List<OrderKey> ready = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(LOOK)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setInt(2, most);
            statement.setObject(3, SqlTimes.of(now));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(3)) {
                        ready.add(new OrderKey(rows.getString(1), rows.getString(2)));
                    }
                }
            }
        }
        return ready;
    }
}
